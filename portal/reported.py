"""Figures reported in the past, and what is counted here of the same thing: side by side for
staff, never summed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, QuerySet

from portal.models import ReportedFigure
from representatives.models import MessageCode, Representative
from stations.models import Group, PartyBranch, Station
from yichang_renda.asking import pk_of

Counted = ReportedFigure.Counted
ByPath = dict[str, int]  # counts by the path of the area where each stands
PAGE = 100


@dataclass(frozen=True)
class Line:
    figure: ReportedFigure
    counted: int | None  # None: nothing counted here is the same thing


@dataclass(frozen=True)
class Topic:
    name: str
    lines: list[Line]

    @property
    def origin(self) -> ReportedFigure | None:
        """A figure whose day and source hold for all of them; None when they differ."""
        origins = {(line.figure.as_of, line.figure.source) for line in self.lines}
        return self.lines[0].figure if len(origins) == 1 else None

    @property
    def compared(self) -> int:
        """How many of them stand beside a counted figure."""
        return sum(line.counted is not None for line in self.lines)


def page(rows: QuerySet[ReportedFigure], after: str) -> tuple[list[ReportedFigure], str]:
    """Some figures in the order of loading, and what the next page comes after ("" at the end)."""
    rows = rows.filter(pk__gt=pk_of(after))
    found = list(rows.select_related("area").order_by("pk")[: PAGE + 1])
    return found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else ""


def topics(figures: Iterable[ReportedFigure], *, with_counted: bool = False) -> list[Topic]:
    """By topic in the order of loading; one query more per kind of count that occurs (at most
    eight), however many figures there are."""
    rows = list(figures)
    kinds = {row.counted_as for row in rows if row.counted_as} if with_counted else set()
    counts = {kind: COUNTERS[Counted(kind)]() for kind in kinds}
    lines = [Line(row, _below(row, counts) if with_counted else None) for row in rows]
    order = {name: n for n, name in enumerate(dict.fromkeys(row.topic for row in rows))}
    lines.sort(key=lambda line: order[line.figure.topic])
    grouped = groupby(lines, key=lambda line: line.figure.topic)
    return [Topic(name, list(found)) for name, found in grouped]


def _below(figure: ReportedFigure, counts: dict[str, ByPath]) -> int | None:
    if not figure.counted_as:
        return None
    path = figure.area.path
    return sum(n for place, n in counts[figure.counted_as].items() if place.startswith(path))


def _stations(**which: Any) -> ByPath:
    return _grouped(Station.objects.open().filter(**which), "area__path")


def _groups(kind: str) -> ByPath:
    return _grouped(Group.objects.active().filter(kind=kind), "area__path")


def _person_codes() -> ByPath:
    """Live codes of persons, each once; officers where their first station is."""
    live = MessageCode.objects.live()
    counts = _grouped(
        live.filter(representative__isnull=False), "representative__station__area__path"
    )
    seen: set[int] = set()
    officers = live.filter(officer__isnull=False).order_by("pk", "officer__stations__pk")
    for pk, path in officers.values_list("pk", "officer__stations__area__path"):
        if path and pk not in seen:
            seen.add(pk)
            counts[path] = counts.get(path, 0) + 1
    return counts


def _grouped(rows: QuerySet[Any], path: str) -> ByPath:
    return dict(rows.order_by().values_list(path).annotate(Count("pk")))


COUNTERS: dict[Counted, Callable[[], ByPath]] = {
    Counted.STATIONS: _stations,
    Counted.HOMES: lambda: _stations(kind=Station.Kind.HOME),
    Counted.LIAISON_STATIONS: lambda: _stations(kind=Station.Kind.STATION),
    Counted.CONTACT_POINTS: lambda: _stations(kind=Station.Kind.CONTACT_POINT),
    Counted.REGIONAL_GROUPS: lambda: _groups(Group.Kind.REGIONAL),
    Counted.PROFESSIONAL_GROUPS: lambda: _groups(Group.Kind.PROFESSIONAL),
    Counted.BRANCHES: lambda: _grouped(PartyBranch.objects.active(), "area__path"),
    Counted.REPRESENTATIVES: lambda: _grouped(
        Representative.objects.serving(), "station__area__path"
    ),
    Counted.PERSON_CODES: _person_codes,
}
