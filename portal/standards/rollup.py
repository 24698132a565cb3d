"""The standards of an area, cut by sub-area or by station; the total is the sum of the lines.

Stations are counted where they stand in the statistical tree, each once, so the same number is
the same at every level. Nothing here looks at messages: the mass of them costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.db.models.functions import Left

from areas.models import Area
from portal.models import Standing
from portal.standards.rules import Standard
from stations.models import Station, StationQuerySet

STATION_DEPTH = 3  # from townships down, the lines are stations
LEAST = 10  # below this a share says nothing about an area
ALL_FIVE = Q(**{f"standing__{standard}": True for standard in Standard.values})


@dataclass
class Shares:
    """How many of ``stations`` meet each standard, and all five."""

    stations: int = 0
    met: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Standard.values, 0))
    all_five: int = 0

    def add(self, other: Shares) -> None:
        self.stations += other.stations
        self.all_five += other.all_five
        for standard, n in other.met.items():
            self.met[standard] += n

    def percent(self, n: int) -> int | None:
        """Rounded down, so that 100 % is said only of all; None below ten stations."""
        return 100 * n // self.stations if self.stations >= LEAST else None

    @property
    def cells(self) -> list[Cell]:
        """One per standard, then all five."""
        cells = [self._cell(standard, self.met[standard]) for standard in Standard.values]
        return [*cells, self._cell("all", self.all_five)]

    def _cell(self, key: str, n: int) -> Cell:
        label = Standard(key).label if key != "all" else "五项都有"
        return Cell(key, str(label), n, self.stations - n, self.percent(n))


@dataclass(frozen=True)
class Cell:
    key: str  # a standard, or "all"
    label: str
    met: int
    failing: int
    percent: int | None


@dataclass
class Line:
    """A sub-area, or what stands directly at the area itself (``area`` None); or a station."""

    name: str
    area: Area | None = None
    station: Station | None = None
    note: str = ""
    shares: Shares = field(default_factory=Shares)


@dataclass(frozen=True)
class Rollup:
    here: Area
    lines: list[Line]
    total: Shares
    coded_elsewhere: list[Area]  # streets with this county's code that a function zone serves
    as_of: datetime | None  # of the station that was checked longest ago

    @property
    def headline(self) -> str:
        total = self.total
        if not total.stations:
            return f"{self.here.short_name}还没有站点"
        if total.all_five == total.stations:
            return f"{total.stations:,} 个站点，五项都有"
        return f"{total.stations:,} 个站点，五项都有的 {total.all_five:,} 个"


def rollup(here: Area) -> Rollup:
    if here.depth >= STATION_DEPTH:
        return _by_station(here)
    return _by_area(here)


def counted(here: Area) -> StationQuerySet:
    """The stations that count for an area: open ones below it, in the statistical tree."""
    return Station.objects.open().filter(here.subtree_q())


def failing(rows: StationQuerySet, key: str) -> StationQuerySet:
    """Those that lack a standard, or ("all") any; a station not checked yet meets none."""
    names = Standard.values if key == "all" else [key]
    met = Standing.objects.filter(**dict.fromkeys(names, True))
    return rows.exclude(pk__in=met.values("station"))


def _by_area(here: Area) -> Rollup:
    below = Area.objects.children_of(here, with_coded=True).select_related("coded_under")
    below = list(below.order_by("is_function_zone", "path"))
    inside = [area for area in below if area.path.startswith(here.path)]
    lines = {here.path: Line(f"{here.short_name}本级")}
    lines |= {area.path: Line(area.short_name, area, note=_note(area)) for area in inside}
    rows = list(_sums(here))
    for row in rows:
        lines[row["key"]].shares.add(_shares(row))
    shown = [line for line in lines.values() if line.area or line.shares.stations]
    elsewhere = [area for area in below if area not in inside]
    return Rollup(here, shown, total_of(shown), elsewhere, _oldest(row["as_of"] for row in rows))


def _note(area: Area) -> str:
    if area.is_function_zone:
        return "功能区"
    return f"区划代码属{area.coded_under.short_name}" if area.coded_under else ""


def _sums(here: Area) -> Any:
    met = {
        f"n_{name}": Count("pk", filter=Q(**{f"standing__{name}": True}))
        for name in Standard.values
    }
    keyed = counted(here).order_by().values(key=Left("area__path", len(here.path) + Area.steplen))
    return keyed.annotate(
        stations=Count("pk"),
        five=Count("pk", filter=ALL_FIVE),
        as_of=Min("standing__checked_at"),
        **met,
    )


def _shares(row: dict[str, Any]) -> Shares:
    met = {name: row[f"n_{name}"] for name in Standard.values}
    return Shares(row["stations"], met, row["five"])


def _by_station(here: Area) -> Rollup:
    rows = counted(here).select_related("area", "standing").order_by("area__path", "code")
    lines, checked = [], []
    for station in rows:
        standing = standing_of(station)
        note = "" if station.area_id == here.pk else station.area.short_name
        lines.append(Line(station.name, None, station, note, _of_one(standing)))
        if standing:
            checked.append(standing.checked_at)
    return Rollup(here, lines, total_of(lines), [], _oldest(checked))


def standing_of(station: Station) -> Standing | None:
    """None for a station that was not checked yet; no query after ``select_related``."""
    return getattr(station, "standing", None)


def _of_one(standing: Standing | None) -> Shares:
    if standing is None:
        return Shares(1)
    met = {name: int(getattr(standing, name)) for name in Standard.values}
    return Shares(1, met, int(all(met.values())))


def total_of(lines: Iterable[Line]) -> Shares:
    total = Shares()
    for line in lines:
        total.add(line.shares)
    return total


def _oldest(moments: Iterable[datetime | None]) -> datetime | None:
    return min((moment for moment in moments if moment), default=None)
