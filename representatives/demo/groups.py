"""Rows for the imports of groups and party branches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice

from areas.models import Area
from stations.demo.people import People
from stations.demo.places import fields_of
from stations.demo.scale import Scale
from stations.demo.tree import Tree

Row = dict[str, str]

CITY_FIELDS = ("金融", "科技创新", "社会保障", "农业农村", "绿色化工")
EXPERTS = 11  # in a professional group
FOUNDED = date(2021, 7, 1)


@dataclass
class Team:
    name: str
    area: Area
    members: list[Row]
    field: str = ""
    branch: str = ""

    @property
    def secretary(self) -> Row:
        """A party member, if possible another than the leader, who always is one."""
        party = [person for person in self.members if person["中共党员"] == "是"]
        return party[min(1, len(party) - 1)]

    def row(self, *, names_secretary: bool) -> Row:
        return {
            "名称": self.name,
            "类型": "专业型" if self.field else "区域型",
            "区划代码": self.area.code,
            "领域": self.field,
            "组长手机号": self.members[0]["手机号"],
            "成员手机号": "、".join(person["手机号"] for person in self.members),
            "功能型党支部": self.branch,
            "支部书记手机号": self.secretary["手机号"] if names_secretary else "",
        }


class GroupMaker:
    """``people`` are rows of the roster; leaders among them become party members."""

    def __init__(self, scale: Scale, tree: Tree, people: People, rows: Iterable[Row]) -> None:
        self.scale, self.tree, self.random = scale, tree, people.random
        self.by_township: dict[int, list[Row]] = defaultdict(list)
        self.by_county: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            township = tree.by_pk[int(row["township"])]
            self.by_township[township.pk].append(row)
            self.by_county[tree.county(township).pk].append(row)

    def make(self) -> list[Row]:
        teams = [*self._regional(), *self._professional()]
        for team in teams:
            team.members[0]["中共党员"] = "是"
        self._branches(teams)
        seen: set[tuple[int, str]] = set()
        rows = []
        for team in teams:
            first = bool(team.branch) and (self._county_of(team.area), team.branch) not in seen
            seen.add((self._county_of(team.area), team.branch))
            rows.append(team.row(names_secretary=first))
        return rows

    def branch_dates(self, groups: list[Row]) -> list[Row]:
        """When each branch was founded."""
        first = {}
        for row in groups:
            if row["支部书记手机号"]:
                first[row["区划代码"], row["功能型党支部"]] = row
        return [
            {
                "名称": name,
                "区划代码": code,
                "成立日期": (FOUNDED + timedelta(days=self.random.randrange(400))).isoformat(),
            }
            for code, name in first
        ]

    # who is together --------------------------------------------------------------------------

    def _regional(self) -> list[Team]:
        teams = []
        for pool, count in self._pools("regional"):
            townships = [t for t in self._townships(pool) if self.by_township[t.pk]]
            shares = _shares([len(self.by_township[t.pk]) for t in townships], count)
            for township, parts in zip(townships, shares, strict=True):
                teams += self._of_township(township, parts)
        return teams

    def _of_township(self, township: Area, parts: int) -> list[Team]:
        """Neighbours together: the roster goes from station to station."""
        people = sorted(self.by_township[township.pk], key=lambda row: row["站点编号"])
        place = township.short_name
        return [
            Team(
                f"{place}第{_numeral(n + 1)}代表小组" if parts > 1 else f"{place}代表小组",
                township,
                people[len(people) * n // parts : len(people) * (n + 1) // parts],
            )
            for n in range(parts)
        ]

    def _professional(self) -> list[Team]:
        teams = []
        for pool, count in self._pools("professional"):
            counties = [c for c in self._counties(pool) if len(self.by_county[c.pk]) >= EXPERTS]
            if len(pool) > 1 and self.scale.whole:
                root = self.tree.root
                everybody = [p for people in self.by_county.values() for p in people]
                teams += [self._experts(root, field, everybody) for field in CITY_FIELDS]
                count -= len(CITY_FIELDS)
            fields = {county.pk: iter(fields_of(self.tree, county)) for county in counties}
            for county in sorted(islice(cycle(counties), count), key=lambda c: c.path):
                people = self.by_county[county.pk]
                teams.append(self._experts(county, next(fields[county.pk]), people))
        return teams

    def _experts(self, area: Area, field: str, people: list[Row]) -> Team:
        members = self.random.sample(people, min(EXPERTS, len(people)))
        return Team(f"{area.short_name}{field}专业代表小组", area, members, field)

    def _pools(self, kind: str) -> list[tuple[list[str], int]]:
        """(counties, how many groups): those that the article counts, and all others together."""
        counted = self.scale.counted
        pools = [([name], getattr(one, kind)) for name, one in counted.items()]
        others = [c.short_name for c in self._counties() if c.short_name not in counted]
        return [*pools, (others, getattr(self.scale, kind) - sum(n for _, n in pools))]

    def _counties(self, names: list[str] | None = None) -> list[Area]:
        counties = [area for area in self.tree.areas if area.depth == 2]
        return [c for c in counties if names is None or c.short_name in names]

    def _townships(self, counties: list[str]) -> list[Area]:
        townships = [area for area in self.tree.areas if area.depth == 3]
        return [t for t in townships if self.tree.county(t).short_name in counties]

    def _county_of(self, area: Area) -> int:
        return area.pk if area.depth == 1 else self.tree.county(area).pk

    # who has a branch -------------------------------------------------------------------------

    def _branches(self, teams: list[Team]) -> None:
        """One each, save as many as there are more groups than branches.

        Of those, experts have none or join the branch of a regional group of their county; where
        that is not enough, two groups of one township have theirs together.
        """
        for names, wanted in self._pools("branches"):
            counties = {county.pk for county in self._counties(names)}
            if len(names) > 1:
                counties.add(self.tree.root.pk)
            pool = [team for team in teams if self._county_of(team.area) in counties]
            for team in pool:
                team.branch = f"{team.name}功能型党支部"
            surplus = len(pool) - wanted
            surplus -= self._without_own(pool, surplus)
            self._together(pool, surplus)

    def _without_own(self, pool: list[Team], surplus: int) -> int:
        experts = [team for team in pool if team.field and team.area.depth > 1]
        chosen = experts[: min(surplus, max(len(experts) // 4, surplus if surplus <= 5 else 0))]
        for turn, team in enumerate(chosen):
            county = self._county_of(team.area)
            host = next(t for t in pool if not t.field and self._county_of(t.area) == county)
            team.branch = host.branch if turn % 2 == 0 else ""
        return len(chosen)

    def _together(self, pool: list[Team], surplus: int) -> None:
        by_township: dict[int, list[Team]] = defaultdict(list)
        for team in pool:
            if not team.field:
                by_township[team.area.pk].append(team)
        crowded = [teams for teams in by_township.values() if len(teams) >= 2]
        for teams in crowded[:surplus]:
            teams[-1].branch = teams[-2].branch


def _numeral(number: int) -> str:
    """1 to 19 in Chinese."""
    digits = "一二三四五六七八九"
    tens = "十" if number >= 10 else ""
    return tens + (digits[number % 10 - 1] if number % 10 else "")


def _shares(weights: list[int], total: int) -> list[int]:
    """``total`` shared out in proportion, at least one each (largest remainder)."""
    spare = total - len(weights)
    exact = [spare * weight / sum(weights) for weight in weights]
    shares = [1 + int(part) for part in exact]
    by_remainder = sorted(range(len(weights)), key=lambda i: int(exact[i]) - exact[i])
    for i in by_remainder[: total - sum(shares)]:
        shares[i] += 1
    return shares
