"""Rows for the imports: the whole network of a city, stations and people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle, islice

from areas.models import Area, Level
from representatives.demo.districts import Wards
from representatives.demo.groups import GroupMaker
from stations.demo.departments import NAMES
from stations.demo.people import People
from stations.demo.places import PlaceMaker, Row
from stations.demo.scale import SHOWCASE, Scale
from stations.demo.tree import Tree

COUNTY_BUREAUS = (
    "城市管理局",
    "住房和城乡建设局",
    "交通运输局",
    "水利和湖泊局",
    "教育局",
    "民政局",
    "人力资源和社会保障局",
    "卫生健康局",
    "市场监督管理局",
)
TOWNSHIP_OFFICES = ("城市管理办公室", "公共服务办公室", "社会治理办公室")
PARTY_SHARE = 0.58
# One in so many holds a seat of that level beside the own one.
CITY_EVERY, PROVINCE_EVERY, NATIONAL_EVERY = 20, 200, 1200
REPORTING_SHARE = 0.35  # of the people reported to their voters
REPORTS_SINCE = date(2024, 1, 10)
REPORT_DAYS = 900


@dataclass
class Roster:
    stations: list[Row] = field(default_factory=list)
    officers: list[Row] = field(default_factory=list)
    districts: list[Row] = field(default_factory=list)
    representatives: list[Row] = field(default_factory=list)
    departments: list[Row] = field(default_factory=list)
    groups: list[Row] = field(default_factory=list)
    branches: list[Row] = field(default_factory=list)
    reports: list[Row] = field(default_factory=list)


class RosterMaker:
    """The same every time: a second import finds nothing to change."""

    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        self.people = People()
        self.random = self.people.random
        self.tree = Tree(scale)
        self.wards = Wards(self.tree)

    def make(self) -> Roster:
        stations = PlaceMaker(self.scale, self.tree, self.people).rows()
        persons = [
            self._person(station) for station in islice(cycle(stations), self.scale.representatives)
        ]
        maker = GroupMaker(self.scale, self.tree, self.people, persons)
        groups = maker.make()
        representatives = list(self.seats(persons))
        roster = Roster(
            stations=stations,
            departments=list(self.departments()),
            officers=list(self.officers(stations)),
            districts=[ward.row() for ward in self.wards.all],
            groups=groups,
            branches=maker.branch_dates(groups),
            representatives=representatives,
            reports=list(self.reports(persons)),
        )
        roster.departments += self.rated()  # last: names and numbers of all others stay
        return roster

    # people -----------------------------------------------------------------------------------

    def officers(self, stations: list[Row]) -> Iterator[Row]:
        """One for each station as far as they go; the rest of the stations share."""
        people = [(self.people.name(), self.people.phone()) for _ in range(self.scale.officers)]
        for station, (name, phone) in zip(stations, cycle(people), strict=False):
            yield {"姓名": name, "手机号": phone, "站点编号": station["编号"]}

    def _person(self, station: Row) -> Row:
        area = self.tree.by_code[station["区划代码"]]
        return {
            "姓名": self.people.name(),
            "性别": self.random.choice("男女"),
            "民族": self.people.ethnicity(),
            "中共党员": "是" if self.random.random() < PARTY_SHARE else "否",
            "手机号": self.people.phone(),
            "单位职务": self.people.post(),
            "简介": "",
            "站点编号": station["编号"],
            "公示电话": "",
            "area": area.code,
            "township": str(self.tree.township(area).pk),
        }

    def seats(self, persons: list[Row]) -> Iterator[Row]:
        """Everybody has a seat near by; some have others above it."""
        placed = [self._place(person, turn) for turn, person in enumerate(persons)]
        wards = self.wards.draw(placed)
        for turn, (person, (_, village), ward) in enumerate(
            zip(persons, placed, wards, strict=True)
        ):
            area = self.tree.by_code[person["area"]]
            known = {
                name: said for name, said in person.items() if name not in ("area", "township")
            }
            yield known | ward.seat(village)
            showcase = turn < self.scale.stations and self.tree.is_named(area, SHOWCASE)
            if turn % CITY_EVERY == 0 or showcase:
                yield known | self._seat_above("市", area)
            if turn % PROVINCE_EVERY == PROVINCE_EVERY // 2:
                yield known | self._seat_above("省", area)
            if turn % NATIONAL_EVERY == NATIONAL_EVERY // 4:
                yield known | self._seat_above("全国", area)

    def _place(self, person: Row, turn: int) -> tuple[str, Area]:
        """The level and village of the own seat; of the township where that has a congress."""
        area = self.tree.by_code[person["area"]]
        rounds = turn // self.scale.stations
        if area.level != Level.VILLAGE:
            villages = self.tree.villages[area.pk]
            area = villages[(turn + rounds) % len(villages)]
        rural = self.tree.is_rural(self.tree.township(area))
        return ("乡" if rural and (turn + rounds) % 3 != 2 else "县"), area

    def _seat_above(self, level: str, area: Area) -> Row:
        ward = self.wards.unit(level, area)
        return ward.seat(self.tree.electing_county(area) if level == "市" else self.tree.root)

    def reports(self, persons: list[Row]) -> Iterator[Row]:
        for person in persons:
            if self.random.random() >= REPORTING_SHARE:
                continue
            day = REPORTS_SINCE + timedelta(days=self.random.randrange(REPORT_DAYS))
            area = self.tree.by_code[person["area"]]
            yield {
                "姓名": person["姓名"],
                "手机号": person["手机号"],
                "述职日期": day.isoformat(),
                "向谁述职": f"{area.short_name}选民代表",
                "到会人数": str(self.random.randint(28, 96)),
            }

    # departments ------------------------------------------------------------------------------

    def departments(self) -> Iterator[Row]:
        root = self.tree.root
        for name in COUNTY_BUREAUS:
            yield self._department(root, f"{root.short_name}{name}（示例）")
        for area in self.tree.areas:
            if area.level == Level.COUNTY:
                for name in COUNTY_BUREAUS:
                    yield self._department(area, f"{area.short_name}{name}（示例）")
            elif area.level == Level.TOWNSHIP:
                for name in TOWNSHIP_OFFICES:
                    yield self._department(area, f"{area.short_name}{name}（示例）")
            else:
                body = "居委会" if area.short_name.endswith("社区") else "村委会"
                yield self._department(area, f"{area.short_name}{body}（示例）")

    def rated(self) -> list[Row]:
        """What the county of the showcase has beside the usual bureaus: 53 are evaluated there."""
        villages = self.tree.at(Level.VILLAGE)
        county = next(self.tree.county(v) for v in villages if self.tree.is_named(v, SHOWCASE))
        more = [name for name in NAMES if name not in COUNTY_BUREAUS]
        return [self._department(county, f"{county.short_name}{name}（示例）") for name in more]

    def _department(self, area: Area, name: str) -> Row:
        return {
            "名称": name,
            "区划代码": area.code,
            "联系人": self.people.name(),
            "手机号": self.people.phone(),
        }
