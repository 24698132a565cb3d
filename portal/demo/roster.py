"""Rows for the imports: stations, representatives, officers and departments of a city.

The counts are those of the article (湖北人大网, 2023-08-09): 1,644 stations, 8,700
representatives, 9,950 codes for persons and therefore 1,250 officers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, cycle, islice

from areas.models import Area, Level
from portal.demo.people import People

Row = dict[str, str]

COUNTY_BUREAUS = (
    "城市管理局", "住房和城乡建设局", "交通运输局", "水利和湖泊局", "教育局", "民政局",
    "人力资源和社会保障局", "卫生健康局", "市场监督管理局",
)  # fmt: skip
TOWNSHIP_OFFICES = ("城市管理办公室", "公共服务办公室", "社会治理办公室")
HOURS = "周一至周五 9:00–17:00"
# Kinds in these counties as the article counts them: (stations, contact points) beside the homes.
COUNTED = {"宜都市": (45, 0), "兴山县": (37, 98)}
# The station of the demo accounts, found by name so that no area code stands in the program.
SHOWCASE = ("云集街道", "果园路社区")


@dataclass(frozen=True)
class Scale:
    stations: int
    representatives: int
    officers: int
    messages: int
    counties: int | None = None  # None: all


SCALES = {
    "small": Scale(60, 240, 50, 400, counties=2),
    "city": Scale(1644, 8700, 1250, 6000),
}


@dataclass
class Roster:
    stations: list[Row] = field(default_factory=list)
    representatives: list[Row] = field(default_factory=list)
    officers: list[Row] = field(default_factory=list)
    departments: list[Row] = field(default_factory=list)


class RosterMaker:
    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        self.people = People()
        self.random = self.people.random
        areas = list(Area.objects.all())
        self.by_path = {area.path: area for area in areas}
        self.root = areas[0]
        counties = [area for area in areas if area.level == Level.COUNTY]
        showcase = next(a for a in areas if a.short_name == SHOWCASE[0])
        first = self.above(showcase, Level.COUNTY)
        counties.sort(key=lambda area: area.pk != first.pk)
        kept = {county.path for county in counties[: scale.counties]}
        self.areas = [
            area for area in areas if area.depth > 1 and area.path[: Area.steplen * 2] in kept
        ]

    def make(self) -> Roster:
        roster = Roster(stations=list(self.stations()))
        roster.departments = list(self.departments())
        roster.officers = list(self.officers(roster.stations))
        roster.representatives = list(self.representatives(roster.stations))
        return roster

    def at(self, level: str) -> list[Area]:
        return [area for area in self.areas if area.level == level]

    def above(self, area: Area, level: str) -> Area:
        lineage = [self.by_path[path] for path in area.lineage_paths()]
        return next(a for a in lineage if a.level == level)

    # stations ---------------------------------------------------------------------------------

    def stations(self) -> Iterator[Row]:
        """A home in every township, then stations and contact points in the villages."""
        townships = self.at(Level.TOWNSHIP)
        places = chain(self._showcase_first(), self._counted(), self._others())
        wanted = self.scale.stations - len(townships)
        kinds = [("代表之家", area) for area in townships] + list(islice(places, wanted))
        for number, (kind, area) in enumerate(kinds, start=1):
            yield self._station(f"{self.root.code[:4]}{number:05d}", kind, area)

    def _showcase_first(self) -> list[tuple[str, Area]]:
        return [("代表联络站", area) for area in self.at(Level.VILLAGE) if self._is_showcase(area)]

    def _is_showcase(self, area: Area) -> bool:
        return (
            area.short_name == SHOWCASE[1]
            and self.above(area, Level.TOWNSHIP).short_name == SHOWCASE[0]
        )

    def _counted(self) -> Iterator[tuple[str, Area]]:
        for county, (stations, points) in COUNTED.items():
            villages = [a for a in self.at(Level.VILLAGE) if self._county(a) == county]
            kinds = ["代表联络站"] * stations + ["基层联系点"] * points
            yield from zip(kinds, cycle(villages) if villages else (), strict=False)

    def _others(self) -> Iterator[tuple[str, Area]]:
        villages = [
            area
            for area in self.at(Level.VILLAGE)
            if self._county(area) not in COUNTED and not self._is_showcase(area)
        ]
        self.random.shuffle(villages)
        for turn, area in enumerate(cycle(villages)):
            yield ("基层联系点" if turn % 4 == 3 or turn >= len(villages) else "代表联络站"), area

    def _county(self, area: Area) -> str:
        return self.above(area, Level.COUNTY).short_name

    def _station(self, code: str, kind: str, area: Area) -> Row:
        place = area.short_name
        host = {"代表之家": f"{place}便民服务中心", "基层联系点": f"{place}示例企业"}.get(
            kind, f"{place}党群服务中心"
        )
        return {
            "编号": code, "名称": f"{place}{kind}", "类型": kind, "区划代码": area.code,
            "依托单位": host, "地址": f"{place}示例路 {self.random.randint(1, 200)} 号",
            "电话": f"0717-{self.random.randint(0, 99999):07d}", "开放时间": HOURS,
            "经度": "", "纬度": "",
        }  # fmt: skip

    # people -----------------------------------------------------------------------------------

    def officers(self, stations: list[Row]) -> Iterator[Row]:
        """One for each station as far as they go; the rest of the stations share."""
        people = [(self.people.name(), self.people.phone()) for _ in range(self.scale.officers)]
        for station, (name, phone) in zip(stations, cycle(people), strict=False):
            yield {"姓名": name, "手机号": phone, "站点编号": station["编号"]}

    def representatives(self, stations: list[Row]) -> Iterator[Row]:
        """Everybody has the seat of the own place; one in nine holds another above it."""
        areas = {area.code: area for area in self.areas}
        for turn, station in enumerate(islice(cycle(stations), self.scale.representatives)):
            area = areas[station["区划代码"]]
            person = self._person(station["编号"])
            yield person | self._seat(area, turn)
            if turn % 9 == 0:
                yield person | self._city_seat(area, "市", 7)
            if turn % 90 == 0:
                yield person | self._city_seat(area, "省", 14)
            if turn % 900 == 0:
                yield person | self._city_seat(area, "全国", 14)

    def _person(self, station: str) -> Row:
        return {
            "姓名": self.people.name(), "性别": self.random.choice("男女"),
            "民族": self.people.ethnicity(), "手机号": self.people.phone(),
            "单位职务": self.people.post(), "简介": "", "站点编号": station, "公示电话": "",
        }  # fmt: skip

    def _seat(self, area: Area, turn: int) -> Row:
        """A township seat where there is a township congress, a county seat elsewhere."""
        township = self.above(area, Level.TOWNSHIP)
        district = f"第 {turn % 60 + 1} 选区"
        rural = not township.name.endswith("街道") and turn % 3 != 2
        level, term = ("乡", "5") if rural else ("县", "6")
        return {
            "层级": level, "届次": term, "选区或选举单位": district, "区划代码": township.code,
        }  # fmt: skip

    def _city_seat(self, area: Area, level: str, term: int) -> Row:
        county = self.above(area, Level.COUNTY)
        unit = county.short_name if level == "市" else self.root.short_name
        return {
            "层级": level, "届次": str(term), "选区或选举单位": unit, "区划代码": county.code,
        }  # fmt: skip

    # departments ------------------------------------------------------------------------------

    def departments(self) -> Iterator[Row]:
        for name in COUNTY_BUREAUS:
            yield self._department(self.root, f"{self.root.short_name}{name}（示例）")
        for area in self.areas:
            if area.level == Level.COUNTY:
                for name in COUNTY_BUREAUS:
                    yield self._department(area, f"{area.short_name}{name}（示例）")
            elif area.level == Level.TOWNSHIP:
                for name in TOWNSHIP_OFFICES:
                    yield self._department(area, f"{area.short_name}{name}（示例）")
            else:
                body = "居委会" if area.short_name.endswith("社区") else "村委会"
                yield self._department(area, f"{area.short_name}{body}（示例）")

    def _department(self, area: Area, name: str) -> Row:
        return {
            "名称": name, "区划代码": area.code, "联系人": self.people.name(),
            "手机号": self.people.phone(),
        }  # fmt: skip
