"""Five years of each department, as one curve: what stands on it, and where it breaks.

Counted years are the current counts of ratings of departments; several in a year: the last one.
Reported years stand beside them and are marked. Withheld results are absent. The years of a
department that was renamed go on under its new name; those of one that went into another stand
on the other's curve where it has none of its own, broken, and beside it where it has.

Two years are comparable under the same scheme, or versions linked by ``is_comparable``. A
reported year is comparable where it names one of these versions. Five queries for a whole area.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils import timezone

from areas.models import Area
from stations.models import Department
from supervision.models import Lineage, Measure, ReportedResult, Result, Scheme
from supervision.models.results import ResultQuerySet
from supervision.states import COUNTED, Direction, Purpose

YEARS = 5
LAST = 9_999  # after all classes that have a place

Epoch = tuple[Any, ...]


@dataclass(frozen=True)
class SchemeFacts:
    """``root``: the first version with which this one is comparable."""

    pk: int
    label: str
    root: int
    target: Decimal
    target_measure: str
    least_ballots: int


@dataclass(slots=True)
class Point:
    """One year. ``rank`` is in the class where ``in_class``, else among all.

    Not frozen, which takes twice as long: a page makes some hundred of them.
    """

    year: int
    name: str
    is_reported: bool
    score: Decimal | None
    satisfaction: Decimal | None
    rank: int | None
    ranked: int | None
    in_class: bool
    class_name: str
    ballots: int | None
    workload: int | None
    epoch: Epoch
    scheme: SchemeFacts | None = None
    scheme_name: str = ""
    is_small: bool = False
    reaches: bool | None = None
    evaluation: int | None = None
    result: int | None = None
    place: tuple[int, int] = (LAST, LAST)  # of the class, on the ballot
    source: str = ""
    as_of: date | None = None
    former: str = ""  # the name of that year, where it was another one
    breaks: bool = False
    rank_breaks: bool = False

    def value(self, measure: str) -> Decimal | None:
        return self.score if measure == Measure.SCORE else self.satisfaction

    @property
    def rank_epoch(self) -> Epoch:
        """Ranks compare among the same units only."""
        return (*self.epoch, self.in_class, self.class_name if self.in_class else "")

    @property
    def rank_label(self) -> str:
        return "同类名次" if self.in_class else "总名次"


@dataclass(frozen=True)
class Curve:
    """``points``: at most one a year, oldest first. ``beside``: of units that went into this."""

    department: int
    name: str
    years: Sequence[int]
    last_counted: int | None  # of the whole area
    points: Sequence[Point]
    beside: Sequence[Point] = ()

    @property
    def latest(self) -> Point:
        return self.points[-1]

    @property
    def class_name(self) -> str:
        return self.latest.class_name

    @property
    def place(self) -> tuple[int, int]:
        """In the list: by class, then as on the latest ballot."""
        return self.latest.place

    def counted(self) -> list[Point]:
        """Years to judge by: counted here, with enough ballots."""
        return [point for point in self.points if not (point.is_reported or point.is_small)]


@dataclass(frozen=True)
class Curves:
    """All of an area. ``measure`` is the one its newest scheme sets the target for."""

    area: Area
    years: list[int]
    curves: list[Curve]
    measure: str
    became: Mapping[int, int] = field(default_factory=dict)

    def of(self, department: int) -> Curve | None:
        return next((one for one in self.curves if one.department == department), None)


def read(area: Area, *, public: bool = False) -> Curves:
    """Of all departments that ``area`` has rated; ``public``: published results alone."""
    today = timezone.localdate()
    since = today.year - YEARS  # one more than shown: there may be nothing yet of this year
    rows = list(_results(area, since, public=public))
    reported = [] if public else list(_reported(area, since))
    schemes = _schemes({row["count__evaluation__scheme__area"] for row in rows} | {area.pk})
    kin = Kin.of(area)
    newest: dict[tuple[int, int], dict[str, Any]] = {}
    for row in rows:  # in the order of closing: the last one of a year stays
        newest[row["subject__department"], row["count__evaluation__year"]] = row
    found = [
        (department, _counted(row, schemes[row["count__evaluation__scheme"]], public=public))
        for (department, _), row in newest.items()
        if not row["is_withheld"]
    ]
    known = {(department, point.year) for department, point in found}
    labels = _labels(schemes.values())
    found += [
        (row.department_id, _as_reported(row, labels))
        for row in reported
        if (row.department_id, row.year) not in known
    ]
    last = max((point.year for _, point in found), default=today.year)
    years = list(range(last - YEARS + 1, last + 1))
    counted = [point for _, point in found if not point.is_reported]
    newest_point = max(counted, key=lambda point: point.year, default=None)
    measure = newest_point.scheme.target_measure if newest_point and newest_point.scheme else None
    last_counted = newest_point.year if newest_point else None
    curves = _curves(found, kin, years, last_counted, _names(found, kin))
    curves.sort(key=lambda one: (one.place, one.department))
    return Curves(area, years, curves, measure or Measure.SCORE, kin.became)


def is_published(department: Department) -> bool:
    """Whether everybody can read a year of its curve; without one its public page isn't there."""
    rows = _rated(department.area_id, timezone.localdate().year - YEARS + 1, public=True)
    return rows.shown().filter(subject__department=department).exists()


# reading --------------------------------------------------------------------------------------


def _rated(area: int, since: int, *, public: bool) -> ResultQuerySet:
    rows = Result.objects.in_force().filter(
        count__evaluation__area=area,
        count__evaluation__direction=Direction.DEPARTMENTS,
        count__evaluation__purpose=Purpose.RATING,
        count__evaluation__state__in=COUNTED,
        count__evaluation__year__gte=since,
        subject__department__isnull=False,
    )
    return rows.public() if public else rows


def _results(area: Area, since: int, *, public: bool) -> Iterable[Any]:
    rows = _rated(area.pk, since, public=public)
    return rows.order_by(
        "count__evaluation__year", "count__evaluation__closed_at", "count__evaluation"
    ).values(
        "pk",
        "is_withheld",
        "score",
        "satisfaction",
        "valid",
        "workload",
        "rank",
        "ranked",
        "class_rank",
        "class_ranked",
        "reaches_target",
        "subject__department",
        "subject__named",
        "subject__position",
        "subject__unit_class__name",
        "subject__unit_class__position",
        "count__evaluation",
        "count__evaluation__year",
        "count__evaluation__scheme",
        "count__evaluation__scheme__area",
        "count__evaluation__scheme__ranked_in_class",
        "count__evaluation__publishes_ranks",
    )


def _reported(area: Area, since: int) -> Iterable[ReportedResult]:
    return ReportedResult.objects.filter(area=area, year__gte=since).order_by("year", "pk")


def _schemes(areas: set[int]) -> dict[int, SchemeFacts]:
    rows = {
        row["pk"]: row
        for row in Scheme.objects.filter(area__in=areas, purpose=Purpose.RATING)
        .order_by()
        .values(
            "pk",
            "name",
            "version",
            "previous",
            "is_comparable",
            "target",
            "target_measure",
            "least_ballots",
        )
    }
    return {
        pk: SchemeFacts(
            pk,
            f"{row['name']}（第 {row['version']} 版）",
            _root(pk, rows),
            row["target"],
            row["target_measure"],
            row["least_ballots"],
        )
        for pk, row in rows.items()
    }


def _root(pk: int, rows: Mapping[int, Any]) -> int:
    """Back over versions that are comparable with the one before."""
    row = rows[pk]
    while row["is_comparable"] and row["previous"] in rows:
        row = rows[row["previous"]]
    return int(row["pk"])


def _labels(schemes: Iterable[SchemeFacts]) -> dict[str, int]:
    """What a reported year may call a scheme: 「方案（第 2 版）」, 「方案」 for the first version."""
    roots = {scheme.label: scheme.root for scheme in schemes}
    first = "（第 1 版）"
    plain = {name.removesuffix(first): root for name, root in roots.items() if first in name}
    return plain | roots


def _counted(row: dict[str, Any], scheme: SchemeFacts, *, public: bool) -> Point:
    class_name = row["subject__unit_class__name"] or ""
    in_class = row["count__evaluation__scheme__ranked_in_class"] and bool(class_name)
    rank, ranked = row["rank"], row["ranked"]
    if in_class:
        rank, ranked = row["class_rank"], row["class_ranked"]
    valid = row["valid"]
    is_small = valid is None or valid < scheme.least_ballots
    shows_rank = not is_small and (row["count__evaluation__publishes_ranks"] or not public)
    position = row["subject__unit_class__position"]
    return Point(
        year=row["count__evaluation__year"],
        name=row["subject__named"],
        is_reported=False,
        score=row["score"],
        satisfaction=row["satisfaction"],
        rank=rank if shows_rank else None,
        ranked=ranked if shows_rank else None,
        in_class=in_class,
        class_name=class_name,
        ballots=valid,
        workload=row["workload"],
        epoch=(scheme.root,),
        scheme=scheme,
        scheme_name=scheme.label,
        is_small=is_small,
        reaches=None if is_small else row["reaches_target"],
        evaluation=row["count__evaluation"],
        result=row["pk"],
        place=(LAST if position is None else position, row["subject__position"]),
    )


def _as_reported(row: ReportedResult, labels: Mapping[str, int]) -> Point:
    root = labels.get(row.scheme_name)
    return Point(
        year=row.year,
        name="",
        is_reported=True,
        score=row.score,
        satisfaction=row.satisfaction,
        rank=row.class_rank,
        ranked=row.class_ranked,
        in_class=bool(row.class_name),
        class_name=row.class_name,
        ballots=row.ballots,
        workload=None,
        epoch=(root,) if root else ("reported", row.scheme_name),
        scheme_name=row.scheme_name,
        source=row.source,
        as_of=row.as_of,
    )


# putting together -----------------------------------------------------------------------------


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


def _names(found: Sequence[tuple[int, Point]], kin: Kin) -> dict[int, str]:
    """Names of today."""
    keys = {kin.became.get(key, key) for key, _ in found}
    rows = Department.objects.filter(pk__in=keys).order_by()
    return dict(kin.names) | dict(rows.values_list("pk", "name"))


def _curves(
    found: Sequence[tuple[int, Point]],
    kin: Kin,
    years: Sequence[int],
    last_counted: int | None,
    names: Mapping[int, str],
) -> list[Curve]:
    families: dict[int, list[tuple[int, Point]]] = {}
    for department, point in found:
        if point.year in years:
            now = kin.became.get(department, department)
            families.setdefault(now, []).append((department, point))
    return [
        _curve(now, members, kin, years, last_counted, names) for now, members in families.items()
    ]


def _curve(
    now: int,
    members: Sequence[tuple[int, Point]],
    kin: Kin,
    years: Sequence[int],
    last_counted: int | None,
    names: Mapping[int, str],
) -> Curve:
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
    return Curve(now, names[now], years, last_counted, _with_breaks(points), beside)


def _without_own(beside: list[Point]) -> tuple[list[Point], list[Point]]:
    """The latest stands for the curve, so that there is one to look at."""
    latest = max(beside, key=lambda point: point.year)
    return [latest], [point for point in beside if point is not latest]


def _with_breaks(points: list[Point]) -> list[Point]:
    for before, point in pairwise(points):
        point.breaks = point.epoch != before.epoch
        point.rank_breaks = point.rank_epoch != before.rank_epoch
    return points
