"""Invented names and telephone numbers."""

from __future__ import annotations

from random import Random

SURNAMES = tuple(
    "秦贺尤周朱王李吴郑孙赵钱冯陈褚卫蒋沈韩杨许何吕施张孔曹严华金魏陶姜谢邹"
    "喻柏水窦章云苏潘葛范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷倪汤滕"
    "殷罗毕郝安常乐于傅皮齐康伍余元顾孟黄田向覃谭"
)
_PAIRS = (
    "望舒知远嘉木清和明远若水思齐景行怀瑾书瑶文博子涵雨桐浩然静姝承志春华秋实海燕"
    "建国志强丽娟晓东雪梅永福德胜桂兰玉珍立新向阳红梅国栋家栋佳琪俊杰慧敏金凤银花"
    "大勇小满长青松柏江平峡生楚材昭君云帆远航一鸣新民"
)
GIVEN = tuple(_PAIRS[i : i + 2] for i in range(0, len(_PAIRS), 2))
# The article that the project starts from names real people; nobody here may be called so.
REAL = {"王国斌", "李郑云", "周长宝", "李恒"}
ETHNICITIES = ("汉族",) * 8 + ("土家族", "苗族")
POSTS = (
    "示例社区党委书记",
    "示例村村委会主任",
    "示例小学教师",
    "示例医院主任医师",
    "公交集团驾驶员",
    "示例农业合作社理事长",
    "示例电子公司技术员",
    "柑橘种植户",
    "示例茶业公司总经理",
    "个体工商户",
    "示例律师事务所律师",
    "社区网格员",
    "示例化工厂班组长",
    "非遗传承人",
    "乡村医生",
)


class People:
    """Names and numbers, each number once; the same seed gives the same people."""

    def __init__(self, seed: int = 2026) -> None:
        self.random = Random(seed)  # noqa: S311 demo names need no secrecy
        self._numbers = 0

    def name(self) -> str:
        while True:
            given = self.random.choice(GIVEN)
            if self.random.random() < 0.35:
                given = self.random.choice(given)
            name = self.random.choice(SURNAMES) + given
            if name not in REAL:
                return name

    def phone(self) -> str:
        """199 0000 0001 and up: no operator has given these blocks to anybody we know of."""
        self._numbers += 1
        return f"199{self._numbers:08d}"

    def ethnicity(self) -> str:
        return self.random.choice(ETHNICITIES)

    def post(self) -> str:
        return self.random.choice(POSTS)
