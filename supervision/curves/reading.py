"""Five years of each department, as one curve: what stands on it, and where it breaks.

Counted years are the current counts of ratings of departments; several in a year: the last one.
Reported years stand beside them and are marked. Withheld results are absent. The years of a
department that was renamed go on under its new name; those of one that went into another stand
on the other's curve where it has none of its own, broken, and beside it where it has.

Two years are comparable under the same scheme, or versions linked by ``is_comparable``. A
reported year is comparable where it names one of these versions. Five queries for a whole area.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from areas.models import Area
from stations.models import Department
from supervision.curves.curve import LAST, YEARS, Curves, Point, SchemeFacts
from supervision.curves.families import Kin, curves_of
from supervision.models import Measure, ReportedResult, Result, Scheme
from supervision.models.results import ResultQuerySet
from supervision.states import COUNTED, Direction, Purpose


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
    curves = curves_of(found, kin, years, last_counted)
    curves.sort(key=lambda one: (one.place, one.department))
    return Curves(area, years, curves, measure or Measure.SCORE, kin.became)


def is_published(department: Department) -> bool:
    """Whether everybody can read a year of its curve; without one its public page isn't there."""
    rows = _rated(department.area_id, timezone.localdate().year - YEARS + 1, public=True)
    return rows.shown().filter(subject__department=department).exists()


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
        "count__announcement__with_ranks",
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
    shows_rank = not is_small and (row["count__announcement__with_ranks"] or not public)
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
