"""Whose years stand on which curve: departments were renamed, or went into one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from areas.models import Area
from stations.models import Department
from supervision.curves.curve import Curve, Point
from supervision.models import Lineage


@dataclass(frozen=True)
class Kin:
    """``became``: predecessor → the department it is at last; ``merged``: on the way there."""

    became: Mapping[int, int]
    merged: frozenset[int]
    names: Mapping[int, str]

    @classmethod
    def of(cls, area: Area) -> Kin:
        links = Lineage.objects.filter(successor__area=area).order_by()
        columns = ("predecessor", "successor", "kind", "predecessor__name", "successor__name")
        steps: dict[int, tuple[int, str]] = {}
        names: dict[int, str] = {}
        for old, new, kind, old_name, new_name in links.values_list(*columns):
            steps[old] = new, kind
            names |= {old: old_name, new: new_name}
        became, merged = {}, set()
        for old in steps:
            at, seen = old, {old}
            while at in steps:
                at, kind = steps[at]
                if kind == Lineage.Kind.MERGED:
                    merged.add(old)
                if at in seen:
                    break  # nobody can enter a circle; if one is there, stop
                seen.add(at)
            became[old] = at
        return cls(became, frozenset(merged), names)


def curves_of(
    found: Sequence[tuple[int, Point]], kin: Kin, years: Sequence[int], last_counted: int | None
) -> list[Curve]:
    """``found``: points with their departments; those of other years are left out."""
    names = _names(found, kin)
    families: dict[int, list[tuple[int, Point]]] = {}
    for department, point in found:
        if point.year in years:
            now = kin.became.get(department, department)
            families.setdefault(now, []).append((department, point))
    return [
        Curve(now, names[now], years, last_counted, *_points(now, members, kin, names))
        for now, members in families.items()
    ]


def _names(found: Sequence[tuple[int, Point]], kin: Kin) -> dict[int, str]:
    """Names of today."""
    keys = {kin.became.get(key, key) for key, _ in found}
    rows = Department.objects.filter(pk__in=keys).order_by()
    return dict(kin.names) | dict(rows.values_list("pk", "name"))


def _points(
    now: int, members: Sequence[tuple[int, Point]], kin: Kin, names: Mapping[int, str]
) -> tuple[list[Point], list[Point]]:
    """(on the curve of the department it is now, beside it)"""
    by_year: dict[int, list[tuple[int, Point]]] = {}
    for department, point in members:
        by_year.setdefault(point.year, []).append((department, point))
    points: list[Point] = []
    beside: list[Point] = []
    for year in sorted(by_year):
        own, others = [], []
        for department, point in by_year[year]:
            named = point.name or names.get(department, "")
            if named != names[now]:
                point.former = named
            if department in kin.merged:
                point.epoch = (*point.epoch, department)
                others.append(point)
            else:
                own.append((department == now, point))
        own.sort(key=lambda pair: not pair[0])  # its own before that of a former name
        mine = [point for _, point in own]
        if not mine and len(others) == 1:
            mine, others = others, []
        points += mine[:1]
        beside += [*mine[1:], *others]
    if not points:  # several went into one that has no year of its own yet
        points, beside = _without_own(beside)
    return _with_breaks(points), beside


def _without_own(beside: list[Point]) -> tuple[list[Point], list[Point]]:
    """The latest stands for the curve, so that there is one to look at."""
    latest = max(beside, key=lambda point: point.year)
    return [latest], [point for point in beside if point is not latest]


def _with_breaks(points: list[Point]) -> list[Point]:
    for before, point in pairwise(points):
        point.breaks = point.epoch != before.epoch
        point.rank_breaks = point.rank_epoch != before.rank_epoch
    return points
