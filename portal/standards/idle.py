"""建而不用: stations without a message, an answer or a visit for N days; in a fixed number of
queries, from the standings alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.db.models.functions import Left

from areas.models import Area
from portal.standards.rollup import STATION_DEPTH, counted
from representatives.models import GroupMembership
from stations.models import Group, Station, StationQuerySet


@dataclass
class Tally:
    """How many of ``stations`` stand idle."""

    name: str
    key: str = ""
    stations: int = 0
    idle: int = 0
    area: Area | None = None


@dataclass(frozen=True)
class IdleQuery:
    """Which stations are asked about: those that count for an area, of a kind, of a group."""

    here: Area
    days: int
    today: date
    kind: str = ""
    group: Group | None = None

    @property
    def limit(self) -> date:
        """Used on that day for the last time, a station has stood idle for ``days``."""
        return self.today - timedelta(days=self.days)

    @property
    def is_idle(self) -> Q:
        """A station younger than that cannot have stood idle so long."""
        unused = Q(standing__used_on=None) | Q(standing__used_on__lte=self.limit)
        return unused & (Q(opened_on=None) | Q(opened_on__lte=self.limit))

    def base(self) -> StationQuerySet:
        rows = counted(self.here)
        if self.group:
            members = GroupMembership.objects.current().filter(group=self.group)
            rows = rows.filter(pk__in=members.values("representative__station"))
        return rows

    def of_kind(self) -> StationQuerySet:
        return self.base().filter(kind=self.kind) if self.kind else self.base()

    def idle(self) -> StationQuerySet:
        return self.of_kind().filter(self.is_idle)

    def __str__(self) -> str:
        """「西陵区 90 天没有使用的代表之家」"""
        group = f"{self.group}的" if self.group else ""
        kind = Station.Kind(self.kind).label if self.kind else "站点"
        return f"{self.here.short_name}{group} {self.days} 天没有使用的{kind}"


@dataclass(frozen=True)
class IdleCounts:
    by_kind: list[Tally]
    by_area: list[Tally] = field(default_factory=list)
    as_of: Any = None

    def of_kind(self, kind: str) -> Tally:
        """Of one kind, or ("") all together."""
        kinds = [tally for tally in self.by_kind if kind in ("", tally.key)]
        name = kinds[0].name if kind else "站点"
        return Tally(name, kind, sum(t.stations for t in kinds), sum(t.idle for t in kinds))


def count(query: IdleQuery) -> IdleCounts:
    """By kind, and by sub-area down to townships, each station once; two queries. The sub-areas
    follow the kind that was asked for, the kinds do not."""
    rows = list(_grouped(query))
    kinds = {kind.value: Tally(str(kind.label), kind.value) for kind in Station.Kind}
    for row in rows:
        _add(kinds[row["kind"]], row)
    areas: list[Tally] = []
    if query.here.depth < STATION_DEPTH:
        areas = list(_by_area(query, [r for r in rows if query.kind in ("", r["kind"])]))
    as_of = min((row["as_of"] for row in rows if row["as_of"]), default=None)
    return IdleCounts(list(kinds.values()), areas, as_of)


def _grouped(query: IdleQuery) -> Any:
    length = min(len(query.here.path) + Area.steplen, STATION_DEPTH * Area.steplen)
    return (
        query.base()
        .order_by()
        .values("kind", key=Left("area__path", length))
        .annotate(
            stations=Count("pk"),
            idle=Count("pk", filter=query.is_idle),
            as_of=Min("standing__checked_at"),
        )
    )


def _by_area(query: IdleQuery, rows: list[dict[str, Any]]) -> Iterator[Tally]:
    here = query.here
    own = Tally(f"{here.short_name}本级", area=None)
    below = Area.objects.children_of(here).order_by("is_function_zone", "path")
    tallies = {here.path: own} | {a.path: Tally(a.short_name, a.code, area=a) for a in below}
    for row in rows:
        _add(tallies[row["key"]], row)
    return (tally for tally in tallies.values() if tally.area or tally.stations)


def _add(tally: Tally, row: dict[str, Any]) -> None:
    tally.stations += row["stations"]
    tally.idle += row["idle"]


def of_groups(groups: list[Group], query: IdleQuery) -> dict[int, Tally]:
    """For each group the stations of its members, and how many of them stand idle; one query."""
    tallies = {group.pk: Tally(group.name) for group in groups}
    members = GroupMembership.objects.current().filter(
        group__in=groups, representative__station__in=query.of_kind().order_by().values("pk")
    )
    idle = set(query.idle().order_by().values_list("pk", flat=True))
    pairs = members.order_by().values_list("group", "representative__station").distinct()
    for group, station in pairs:
        tallies[group].stations += 1
        tallies[group].idle += station in idle
    return tallies
