"""What is open, late and how satisfied: one area's figures, cut by sub-area or by station.

Three queries, whatever is shown: the open matters (their partial index, never a closed row), the
year's tallies with what is not folded yet, and the places. Each matter belongs to one line, and
the total is the sum of the lines, so a figure is the same at every level of the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When
from django.db.models.functions import Left
from django.utils import timezone

from areas.models import Area
from messages.models import Message, TallyDelta, YearTally
from messages.models.tallies import COUNTS
from messages.states import BEFORE_REPLY, State
from stations.models import Station

MINIMUM = 10  # below this a share says nothing about a place
AGES = ((0, 3), (4, 7), (8, 15), (16, None))  # days since a matter came in, both ends included
STATION_DEPTH = 3  # from townships down, the lines are stations
Row = dict[str, Any]


@dataclass
class YearCounts:
    """What came in during the year, and what became of it. ``satisfied`` and so on are ratings."""

    received: int = 0
    replied: int = 0
    ended: int = 0
    satisfied: int = 0
    basically_satisfied: int = 0
    dissatisfied: int = 0

    @property
    def rated(self) -> int:
        return self.satisfied + self.basically_satisfied + self.dissatisfied

    @property
    def satisfied_percent(self) -> int | None:
        """None below ten ratings."""
        return round(100 * self.satisfied / self.rated) if self.rated >= MINIMUM else None

    def add(self, other: YearCounts) -> None:
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass
class Figures:
    """``working`` are matters not answered yet; soon, late and supervised are parts of them."""

    working: int = 0
    soon: int = 0
    late: int = 0
    supervised: int = 0
    unrated: int = 0  # answered, and the voter's rating is awaited
    ages: list[int] = field(default_factory=lambda: [0] * len(AGES))
    voters: YearCounts = field(default_factory=YearCounts)
    proxied: YearCounts = field(default_factory=YearCounts)  # entered by officers

    def add(self, other: Figures) -> None:
        for name in ("working", "soon", "late", "supervised", "unrated"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.ages = [a + b for a, b in zip(self.ages, other.ages, strict=True)]
        self.voters.add(other.voters)
        self.proxied.add(other.proxied)


@dataclass
class Line:
    """One sub-area, one station, or what the area's own office holds. ``place`` is None for that."""

    name: str
    place: Area | Station | None = None
    note: str = ""
    figures: Figures = field(default_factory=Figures)

    @property
    def area(self) -> Area | None:
        return self.place if isinstance(self.place, Area) else None

    @property
    def station(self) -> Station | None:
        return self.place if isinstance(self.place, Station) else None


@dataclass(frozen=True)
class Overview:
    here: Area
    lines: list[Line]
    total: Figures
    coded_elsewhere: list[Area]  # streets with this county's code that a function zone serves
    late_stations: list[tuple[str, int]]  # (name, late matters), in the order of the stations
    as_of: datetime
    year: int

    @property
    def headline(self) -> str:
        return headline(self.total, self.late_stations)


def overview(here: Area, *, now: datetime) -> Overview:
    today = timezone.localdate(now)
    cut = _station_cut if here.depth >= STATION_DEPTH else _area_cut
    lines, coded = cut(here)
    open_rows = list(_open_rows(here, today))
    for row in open_rows:
        _add_open(lines[row["key"]].figures, row)
    for row in _year_rows(here, today.year):
        lines[row["key"]].figures.add(_year_figures(row))
    shown = [line for line in lines.values() if _is_shown(line)]
    return Overview(
        here, shown, _sum(lines.values()), coded, _late_stations(open_rows), now, today.year
    )


# the lines ------------------------------------------------------------------------------------

Lines = dict[Any, Line]


def _area_cut(here: Area) -> tuple[Lines, list[Area]]:
    """Lines by the path of the sub-area; the area's own path stands for its own office."""
    below = Area.objects.children_of(here, with_coded=True).select_related("coded_under")
    below = list(below.order_by("is_function_zone", "path"))
    inside = [area for area in below if area.path.startswith(here.path)]
    lines: Lines = {here.path: Line(f"{here.short_name}本级")}
    lines |= {area.path: Line(area.short_name, area, _area_note(area)) for area in inside}
    return lines, [area for area in below if area not in inside]


def _area_note(area: Area) -> str:
    if area.is_function_zone:
        return "功能区"
    return f"区划代码属{area.coded_under.short_name}" if area.coded_under else ""


def _station_cut(here: Area) -> tuple[Lines, list[Area]]:
    """Lines by station; None stands for what is kept from the stations."""
    lines: Lines = {None: Line(f"{here.short_name}本级", note="选民不让站点看到的")}
    stations = Station.objects.filter(here.subtree_q()).select_related("area")
    for station in stations.order_by("area__path", "code"):
        note = "" if station.area_id == here.pk else station.area.short_name
        lines[station.pk] = Line(station.name, station, note)
    return lines, []


# the queries ----------------------------------------------------------------------------------


def _placed(rows: QuerySet[Any], here: Area) -> QuerySet[Any]:
    """Rows below ``here``, grouped by the line that each counts for, its ``key``."""
    if here.depth >= STATION_DEPTH:
        key: Any = Case(When(area=F("station__area"), then=F("station")))
    else:
        key = Left("area__path", len(here.path) + Area.steplen)
    return rows.filter(here.subtree_q()).order_by().values(key=key)


def _open_rows(here: Area, today: date) -> Iterable[Row]:
    waiting = Q(state__in=BEFORE_REPLY)
    running = waiting & Q(paused_on=None)
    by_station = _placed(Message.objects.open(), here).values(
        "key", "is_kept", "station__code", "station__name"
    )
    return by_station.annotate(
        working=Count("pk", filter=waiting),
        late=Count("pk", filter=running & Q(due_date__lt=today)),
        soon=Count("pk", filter=running & Q(amber_date__lte=today, due_date__gte=today)),
        supervised=Count("pk", filter=waiting & Q(supervised_at__isnull=False)),
        unrated=Count("pk", filter=Q(state=State.REPLIED)),
        **{f"age_{n}": Count("pk", filter=waiting & q) for n, q in enumerate(_ages(today))},
    )


def _ages(today: date) -> Iterator[Q]:
    for youngest, oldest in AGES:
        came_in = Q(submitted_at__lt=_midnight(today - timedelta(days=youngest - 1)))
        if oldest is not None:
            came_in &= Q(submitted_at__gte=_midnight(today - timedelta(days=oldest)))
        yield came_in


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _year_rows(here: Area, year: int) -> Iterable[Row]:
    """Tallies and the deltas not folded into them yet, in one statement: nothing slips between."""
    tallies, deltas = (_year_sums(model, here, year) for model in (YearTally, TallyDelta))
    return tallies.union(deltas, all=True)


def _year_sums(model: type[YearTally] | type[TallyDelta], here: Area, year: int) -> QuerySet[Any]:
    sums = {f"sum_{name}": Sum(name) for name in COUNTS}
    rows = _placed(model._default_manager.filter(year=year), here)
    return rows.values("key", "is_proxied").annotate(**sums)


# rows to figures ------------------------------------------------------------------------------


def _add_open(figures: Figures, row: Row) -> None:
    """In place: a city has more than a thousand of these rows."""
    for name in ("working", "soon", "late", "supervised", "unrated"):
        setattr(figures, name, getattr(figures, name) + row[name])
    for n in range(len(AGES)):
        figures.ages[n] += row[f"age_{n}"]


def _late_stations(rows: list[Row]) -> list[tuple[str, int]]:
    """What is kept from a station is no delay of the station's."""
    late = [row for row in rows if row["late"] and not row["is_kept"]]
    late.sort(key=lambda row: row["station__code"])
    return [(row["station__name"], row["late"]) for row in late]


def _year_figures(row: Row) -> Figures:
    counts = YearCounts(**{name: row[f"sum_{name}"] for name in COUNTS})
    return Figures(proxied=counts) if row["is_proxied"] else Figures(voters=counts)


def _is_shown(line: Line) -> bool:
    """The area's own line and closed stations stand there only when there is something."""
    is_live = line.station.is_active if line.station else line.place is not None
    return is_live or line.figures != Figures()


def _sum(lines: Iterable[Line]) -> Figures:
    total = Figures()
    for line in lines:
        total.add(line.figures)
    return total


# the sentence ---------------------------------------------------------------------------------

FEW = ("", "一个", "两个", "三个")
MOST = 2 / 3  # of what is late: then it is concentrated


def headline(total: Figures, late_stations: list[tuple[str, int]]) -> str:
    """One sentence that the figures carry: where delays are, if they are anywhere in particular."""
    if not total.working:
        return "现在没有在办的事"
    if not total.late:
        return f"在办 {total.working} 件，没有超期"
    if not late_stations:
        return f"超期 {total.late} 件，都在机关本级"
    few = _concentrated(total.late, late_stations)
    if not few:
        return f"超期 {total.late} 件，分散在 {len(late_stations)} 个站点"
    where = f"{FEW[len(few)]}站点：{'、'.join(name for name, _ in few)}"
    part = sum(late for _, late in few)
    if part == total.late:
        return f"超期 {total.late} 件，都在{where}"
    return f"超期 {total.late} 件，{part} 件集中在{where}"


def _concentrated(late: int, stations: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """All late stations when they are three at most; else the fewest that hold two thirds.

    Empty when that takes more than three, or more than half of the stations that are late.
    """
    if len(stations) < len(FEW):
        return stations
    largest = sorted(stations, key=lambda station: -station[1])
    for n in range(1, len(FEW)):
        few = largest[:n]
        if sum(count for _, count in few) >= late * MOST:
            return few if 2 * n <= len(stations) else []
    return []
