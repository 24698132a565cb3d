"""Rows for the import of stations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, cycle, islice

from areas.models import Area, Level
from stations.demo.people import People
from stations.demo.scale import ASSEMBLY, INSPECTED, SHOWCASE, Scale
from stations.demo.tree import Tree

Row = dict[str, str]
Wanted = tuple[str, Area, str]  # kind, area, field

HOME, STATION, POINT = "代表之家", "代表联络站", "基层联系点"
HOURS = ("周一至周五 9:00–17:00", "工作日 8:30–12:00、14:30–17:30", "每天 9:00–17:00")
# What people do there: a hill town grows tea, a city street has shops and hospitals.
RURAL_FIELDS = (
    "茶旅融合",
    "乡村振兴",
    "柑橘产业",
    "文旅",
    "化工园区",
    "生态环保",
    "移民安置",
    "矿山修复",
)
URBAN_FIELDS = ("化工园区", "民营经济", "教育", "医疗卫生", "法治", "物流港口", "文旅")
HOSTS = (
    ("企业", "示例企业"),
    ("学校", "示例小学"),
    ("市场、商会、行业协会", "示例农贸市场"),
    ("便民服务中心", "便民服务点"),
)
FIELD_HOSTS = {
    "茶旅融合": ("企业", "示例茶业公司"),
    "乡村振兴": ("企业", "示例农业合作社"),
    "柑橘产业": ("企业", "示例柑橘合作社"),
    "文旅": ("其他", "示例文化站"),
    "生态环保": ("其他", "示例护林站"),
    "移民安置": ("便民服务中心", "移民服务点"),
    "矿山修复": ("矿区", "示例矿区"),
    "化工园区": ("企业", "示例化工公司"),
    "民营经济": ("市场、商会、行业协会", "示例商会"),
    "教育": ("学校", "示例中学"),
    "医疗卫生": ("其他", "示例卫生院"),
    "法治": ("其他", "示例司法所"),
    "物流港口": ("企业", "示例物流公司"),
}
FIRST_DAY = date(2018, 3, 1)


def fields_of(tree: Tree, county: Area) -> tuple[str, ...]:
    """The fields of work in a county, not the same everywhere."""
    streets = [a for a in tree.at(Level.TOWNSHIP) if tree.county(a).pk == county.pk]
    urban = sum(not tree.is_rural(street) for street in streets) * 2 > len(streets)
    fields = URBAN_FIELDS if urban else RURAL_FIELDS
    turn = county.pk % len(fields)
    return fields[turn:] + fields[:turn]


class PlaceMaker:
    def __init__(self, scale: Scale, tree: Tree, people: People) -> None:
        self.scale, self.tree, self.people = scale, tree, people
        self.random = people.random
        self.names: Counter[str] = Counter()

    def rows(self) -> list[Row]:
        """A home in every township, then stations and contact points; below the home each."""
        townships = self.tree.at(Level.TOWNSHIP)
        places = chain(self._named(), self._counted(), self._others())
        wanted = self.scale.stations - len(townships)
        homes = [(HOME, area, "") for area in townships]
        self.homes: dict[int, str] = {}
        return [
            self._row(f"{self.tree.root.code[:4]}{number:05d}", *place)
            for number, place in enumerate([*homes, *islice(places, wanted)], start=1)
        ]

    def _named(self) -> list[Wanted]:
        """The showcase comes first: its station is the first one after the homes."""
        villages = self.tree.at(Level.VILLAGE)
        names = [SHOWCASE, ASSEMBLY] if self.scale.whole else [SHOWCASE, ASSEMBLY, INSPECTED]
        return [(STATION, v, "") for name in names for v in villages if self.tree.is_named(v, name)]

    def _counted(self) -> Iterator[Wanted]:
        for county, counted in self.scale.counted.items():
            villages = [a for a in self.tree.at(Level.VILLAGE) if self._county(a) == county]
            # The inspected village is among those that have a station.
            villages.sort(key=lambda area: not self.tree.is_named(area, INSPECTED))
            stations = self._spread(villages, counted.stations)
            yield from ((STATION, area, "") for area in stations)
            if counted.points <= len(self.tree.at(Level.TOWNSHIP)) // 8:
                yield from self._professional(county, counted.points)
            else:
                points = islice(cycle(villages), counted.points)
                yield from self._with_fields(points)

    def _professional(self, county: str, count: int) -> Iterator[Wanted]:
        """At the level of the townships: a field of work is no village's alone."""
        townships = [a for a in self.tree.at(Level.TOWNSHIP) if self._county(a) == county]
        fields = cycle(fields_of(self.tree, self.tree.county(townships[0])))
        return (
            (POINT, a, field)
            for a, field in zip(islice(cycle(townships), count), fields, strict=False)
        )

    def _with_fields(self, areas: Iterator[Area]) -> Iterator[Wanted]:
        """Every third contact point works in one field."""
        for turn, area in enumerate(areas):
            fields = fields_of(self.tree, self.tree.county(area))
            yield POINT, area, fields[turn // 3 % len(fields)] if turn % 3 == 0 else ""

    def _spread(self, villages: list[Area], count: int) -> list[Area]:
        """Villages of all townships in turn, the first of the list first."""
        queues: dict[int, list[Area]] = {}
        for village in villages:
            queues.setdefault(self.tree.township(village).pk, []).append(village)
        rounds = max(map(len, queues.values()))
        turns = (queue[i] for i in range(rounds) for queue in queues.values() if i < len(queue))
        return list(islice(turns, count))

    def _others(self) -> Iterator[Wanted]:
        taken = {area.pk for _, area, _ in self._named()}
        villages = [
            area
            for area in self.tree.at(Level.VILLAGE)
            if self._county(area) not in self.scale.counted and area.pk not in taken
        ]
        self.random.shuffle(villages)
        turns = enumerate(cycle(villages))
        for turn, area in turns:
            if turn % 4 != 3 and turn < len(villages):
                yield STATION, area, ""
            else:
                fields = fields_of(self.tree, self.tree.county(area))
                yield POINT, area, fields[turn % len(fields)] if turn % 3 == 0 else ""

    def _county(self, area: Area) -> str:
        return self.tree.county(area).short_name

    # one station ------------------------------------------------------------------------------

    def _row(self, code: str, kind: str, area: Area, field: str) -> Row:
        place = area.short_name
        township = self.tree.township(area)
        if kind == HOME:
            self.homes[area.pk] = code
        host_kind, host = self._host(kind, area, field)
        days = self.random.randrange(5 * 365)
        return {
            "编号": code,
            "名称": self._name(kind, place, field),
            "类型": kind,
            "区划代码": area.code,
            "领域": field,
            "上级站点编号": "" if kind == HOME else self.homes[township.pk],
            "依托类型": host_kind,
            "依托单位": host,
            "站长": self.people.name(),
            "建站日期": (FIRST_DAY + timedelta(days=days)).isoformat(),
            "地址": f"{place}示例路 {self.random.randint(1, 200)} 号",
            "电话": f"0717-{self.random.randint(0, 99999):07d}",
            "开放时间": self.random.choice(HOURS),
            "经度": "",
            "纬度": "",
        }

    def _host(self, kind: str, area: Area, field: str) -> tuple[str, str]:
        place = area.short_name
        if kind == HOME:
            if area.is_quasi_township and place.startswith("松宜矿区"):
                return "矿区", place
            return "便民服务中心", f"{place}便民服务中心"
        if kind == STATION:
            return "党群服务中心", f"{place}党群服务中心"
        host_kind, host = FIELD_HOSTS.get(field) or self.random.choice(HOSTS)
        return host_kind, f"{place}{host}"

    def _name(self, kind: str, place: str, field: str) -> str:
        name = f"{place}{field}代表联系点" if field else f"{place}{kind}"
        self.names[name] += 1
        return name if self.names[name] == 1 else f"{name}（{self.names[name]}）"
