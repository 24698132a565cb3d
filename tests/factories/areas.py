"""A small tree cut out of the real one."""

from dataclasses import dataclass
from datetime import date

from areas.calendar import explain_day
from areas.loading import PlannedArea, apply, set_short_names
from areas.models import Area, Installation, Level

_ROWS = """\
city 420500 宜昌市 - -
county 420502 西陵区 420500 -
county 420525 远安县 420500 -
county 4205GX 宜昌高新区 420500 -
township 420502003 云集街道 420502 -
township 420502004 西坝街道 420502 -
township 420525101 鸣凤镇 420525 -
township 420525102 花林寺镇 420525 -
township 420502008 南苑街道 4205GX 420502
village 420502003004 果园路社区居民委员会 420502003 -
village 420502003005 小林园社区居民委员会 420502003 -
village 420502004001 甲街社区居民委员会 420502004 -
village 420502004002 光明路社区居民委员会 420502004 -
village 420525101001 凤山社区居民委员会 420525101 -
village 420525101002 嫘祖社区居民委员会 420525101 -
village 420525102200 桃李村村民委员会 420525102 -
village 420525102201 花林寺村村民委员会 420525102 -
village 420502008001 学堂湾社区居委会 420502008 -
village 420502008002 南苑社区居委会 420502008 -
"""


@dataclass(frozen=True)
class Tree:
    """宜昌市 with two counties and the zone 高新区, which administers a street coded 西陵."""

    city: Area
    xiling: Area  # county
    yunji: Area  # street of xiling
    guoyuanlu: Area  # communities of yunji
    xiaolinyuan: Area
    xiba: Area  # street of xiling
    jiajie: Area  # communities of xiba
    guangminglu: Area
    yuanan: Area  # county
    mingfeng: Area  # town of yuanan
    fengshan: Area  # communities of mingfeng
    leizu: Area
    hualinsi: Area  # town of yuanan
    taoli: Area  # villages of hualinsi
    hualinsi_village: Area
    gaoxin: Area  # function zone
    nanyuan: Area  # street under gaoxin, coded under xiling
    xuetangwan: Area  # communities of nanyuan
    nanyuan_community: Area


_CODES = {
    "city": "420500",
    "xiling": "420502",
    "yunji": "420502003",
    "guoyuanlu": "420502003004",
    "xiaolinyuan": "420502003005",
    "xiba": "420502004",
    "jiajie": "420502004001",
    "guangminglu": "420502004002",
    "yuanan": "420525",
    "mingfeng": "420525101",
    "fengshan": "420525101001",
    "leizu": "420525101002",
    "hualinsi": "420525102",
    "taoli": "420525102200",
    "hualinsi_village": "420525102201",
    "gaoxin": "4205GX",
    "nanyuan": "420502008",
    "xuetangwan": "420502008001",
    "nanyuan_community": "420502008002",
}


def make_tree() -> Tree:
    """19 areas and the Installation; calling it again in a test returns the same areas.

    Also warms what every page reads from the cache, so that a test of query counts sees the
    counts of a running server.
    """
    apply(_plan())
    Installation.current()
    explain_day(date(2026, 1, 1))
    by_code = Area.objects.in_bulk(field_name="code")
    return Tree(**{name: by_code[code] for name, code in _CODES.items()})


def _plan() -> dict[str, PlannedArea]:
    plan = {}
    for row in _ROWS.splitlines():
        level, code, name, parent, coded_under = row.replace(" -", " ").split(" ")
        plan[code] = PlannedArea(
            code=code,
            name=name,
            level=Level(level),
            parent_code=parent,
            is_function_zone=not code.isdigit(),
            coded_under=coded_under,
        )
    plan["4205GX"].short_name = "高新区"
    set_short_names(plan)
    return plan
