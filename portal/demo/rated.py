"""The 53 departments of the showcase county: names, classes, and how they are thought of."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

# 53 units (systems.md, S33). Names of functions, not of anybody; each gets 「（示例）」.
CLASSES: Mapping[str, tuple[str, ...]] = {
    "经济管理": (
        "发展和改革局",
        "财政局",
        "科学技术和经济信息化局",
        "商务局",
        "统计局",
        "审计局",
        "农业农村局",
        "文化和旅游局",
        "自然资源和规划局",
        "国有资产监督管理局",
        "招商服务中心",
        "金融服务中心",
        "粮食和物资储备中心",
        "公共资源交易中心",
        "林业局",
    ),
    "执法监管": (
        "公安分局",
        "司法局",
        "应急管理局",
        "生态环境分局",
        "税务局",
        "消防救援大队",
        "城市管理局",
        "市场监督管理局",
        "交通运输局",
        "农业综合执法大队",
        "劳动保障监察大队",
        "文化市场综合执法大队",
        "自然资源执法大队",
    ),
    "民生服务": (
        "住房和城乡建设局",
        "水利和湖泊局",
        "教育局",
        "民政局",
        "人力资源和社会保障局",
        "卫生健康局",
        "医疗保障局",
        "退役军人事务局",
        "政务服务和大数据管理局",
        "信访局",
        "残疾人服务中心",
        "疾病预防控制中心",
        "供水服务中心",
        "供电服务中心",
        "燃气服务中心",
        "公交服务中心",
        "住房保障服务中心",
    ),
    "综合保障": (
        "机关事务服务中心",
        "档案馆",
        "融媒体中心",
        "气象局",
        "地方志编纂中心",
        "党校服务中心",
        "行政审批服务中心",
        "社会救助服务中心",
    ),
}
NAMES = tuple(name for names in CLASSES.values() for name in names)

# What leaders act on has to be there to be seen: places in NAMES.
FALLING, RISING, LOW = (7, 30), (2, 24), (14, 27, 45)


class Opinion:
    """How many of the ballots of a year say what; the same for the same seed."""

    def __init__(self, years: list[int], seed: int = 53) -> None:
        self.random = Random(seed)  # noqa: S311 demo votes need no secrecy
        self.years = years
        self.liking = [self._course(turn) for turn in range(len(NAMES))]

    def _course(self, turn: int) -> list[float]:
        """0 to 1 for each year."""
        start, step = self.random.uniform(0.5, 0.8), 0.0
        if turn in FALLING:
            start, step = 0.84, -0.07
        elif turn in RISING:
            step = 0.06
        elif turn in LOW:
            start = 0.3
        return [
            min(0.93, max(0.12, start + step * year + self.random.uniform(-0.035, 0.035)))
            for year in range(len(self.years))
        ]

    def votes(self, turn: int, year: int, ballots: int) -> list[int]:
        """满意, 基本满意, 不满意, 不了解, invalid: adds up to ``ballots``."""
        liking = self.liking[turn][self.years.index(year)]
        invalid, unknown = self.random.randrange(0, 4), self.random.randrange(0, 9)
        valid = ballots - invalid - unknown
        satisfied = round(valid * liking)
        rest = valid - satisfied
        dissatisfied = round(rest * self.random.uniform(0.08, 0.3))
        return [satisfied, rest - dissatisfied, dissatisfied, unknown, invalid]

    def mark(self, turn: int, year: int) -> int:
        """Of one ballot: the position of an option."""
        liking = self.liking[turn][self.years.index(year)]
        drawn = self.random.random()
        if drawn < 0.03:
            return 3
        return 0 if drawn < liking else 1 if drawn < liking + (1 - liking) * 0.8 else 2
