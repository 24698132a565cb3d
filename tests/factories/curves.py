"""Years of results, written straight into the tables: what curves are drawn from."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from areas.models import Area
from representatives.models import Term
from stations.models import Department
from supervision.models import (
    Announcement,
    Count,
    Evaluation,
    ReportedResult,
    Result,
    Scheme,
    Subject,
    UnitClass,
)
from supervision.states import Direction
from tests.factories.casework import Cast, make_department
from tests.factories.evaluations import make_scheme

NOT_GIVEN: Any = object()


def make_class(area: Area, name: str = "经济管理", position: int = 0) -> UnitClass:
    return UnitClass.objects.get_or_create(area=area, name=name, defaults={"position": position})[0]


def make_year(
    cast: Cast,
    year: int,
    *,
    scheme: Scheme | None = None,
    state: str = "counted",
    with_ranks: bool = False,
    **fields: Any,
) -> Count:
    """A counted evaluation of the county's departments in that year, without results yet."""
    area = fields.pop("area", cast.tree.xiling)
    scheme = scheme or Scheme.objects.filter(area=area).first() or make_scheme(area)
    moment = timezone.make_aware(datetime(year, 12, 1, 9))
    values = dict(
        area=area,
        year=year,
        scheme=scheme,
        state=state,
        direction=Direction.DEPARTMENTS,
        title=f"{year} 年部门测评",
        by_paper=True,
        eligible=60,
        electorate_digest="e",
        opened_at=moment,
        closes_at=moment,
        closed_at=moment,
        created_by=cast.quxian,
        term=Term.objects.filter(congress__area=cast.tree.xiling).first(),
    )
    evaluation = Evaluation.objects.create(**values | fields)
    announcement = None
    if state == "published":
        announcement = evaluation.announcements.create(
            with_ranks=with_ranks, **Announcement.published_columns(by=cast.quxian, at=moment)
        )
    return Count.objects.create(
        evaluation=evaluation,
        version=1,
        counted_at=moment,
        eligible=60,
        issued=50,
        returned=50,
        has_quorum=True,
        file_digest="d",
        plain_digest="d",
        announcement=announcement,
    )


def make_result(
    count: Count, department: Department, score: Any = "80", rank: Any = 1, **fields: Any
) -> Result:
    """Fifty valid ballots; ``rank`` of fourteen in the class 经济管理."""
    scheme = count.evaluation.scheme
    unit_class = fields.pop("unit_class", NOT_GIVEN)
    if unit_class is NOT_GIVEN:
        unit_class = make_class(count.evaluation.area)
    subject = Subject.objects.create(
        evaluation=count.evaluation,
        department=department,
        unit_class=unit_class,
        named=fields.pop("named", ""),
        position=fields.pop("position", 0),
    )
    value = Decimal(score)
    satisfaction = Decimal(fields.pop("satisfaction", "90"))
    measured = value if scheme.target_measure == "score" else satisfaction
    valid = fields.pop("valid", 50)
    small = valid < scheme.least_ballots
    values = dict(
        returned=valid,
        valid=valid,
        uncounted=0,
        invalid=0,
        score=value,
        satisfaction=satisfaction,
        spread=Decimal(10),
        workload=7,
        class_rank=None if small else rank,
        class_ranked=None if small else 14,
        rank=None if small else rank,
        ranked=None if small else 20,
        reaches_target=measured >= scheme.target,
    )
    return Result.objects.create(count=count, subject=subject, **values | fields)


def withhold(result: Result) -> None:
    empty = dict.fromkeys(
        (
            "returned",
            "valid",
            "uncounted",
            "invalid",
            "satisfied",
            "score",
            "satisfaction",
            "spread",
            "rank",
            "class_rank",
            "reaches_target",
        )
    )
    Result.objects.filter(pk=result.pk).update(is_withheld=True, **empty)


def make_course(
    cast: Cast, department: Department, course: dict[int, tuple[Any, Any]], **fields: Any
) -> None:
    """{year: (score, rank)} under one scheme; a year's evaluation is shared by departments."""
    for year, (score, rank) in course.items():
        count = Count.objects.filter(evaluation__year=year, evaluation__area=department.area)
        make_result(count.first() or make_year(cast, year), department, score, rank, **fields)


def make_reported(department: Department, year: int, score: Any = "80", **fields: Any) -> Any:
    values = dict(
        area=department.area,
        department=department,
        year=year,
        score=Decimal(score),
        class_name="经济管理",
        class_rank=4,
        class_ranked=14,
        ballots=44,
        scheme_name=f"{year} 年测评办法",
        source="年度通报",
        as_of=date(year, 12, 31),
    )
    return ReportedResult.objects.create(**values | fields)


def bureau(cast: Cast, name: str = "示例局") -> Department:
    return make_department(cast.tree.xiling, name)
