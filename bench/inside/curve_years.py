"""Fifty-three departments, rated for five years: what the page of curves is measured with."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from random import Random

from django.db import transaction
from django.utils import timezone

from areas.models import Area, Level
from representatives.models import Term
from stations.models import Department
from supervision.models import Count, Evaluation, Result, Scheme, SchemeOption, Subject, UnitClass
from supervision.states import Direction

DEPARTMENTS, YEARS = 53, 5
CLASSES = ("经济管理", "执法监管", "民生服务")
TITLE = "曲线测速"


def ensure(area: Area, by: int) -> None:
    """Once: the county's evaluations of the last five years, counted."""
    if Evaluation.objects.filter(area=area, title=TITLE).exists():
        return
    with transaction.atomic():
        _make(area, by)


def _make(area: Area, by: int) -> None:
    random = Random(53)
    for evaluation in Evaluation.objects.filter(area=area, purpose="rating"):
        Count.objects.filter(evaluation=evaluation).update(has_quorum=False)  # the demo's own
    scheme = Scheme.objects.create(area=area, name=TITLE)
    SchemeOption.objects.create(scheme=scheme, position=0, label="满意", weight=100)
    departments = Department.objects.bulk_create(
        [Department(area=area, name=f"测速局{n}") for n in range(DEPARTMENTS)]
    )
    classes = [UnitClass.objects.create(area=area, name=f"{name}测速") for name in CLASSES]
    liking = [random.uniform(70, 90) for _ in departments]
    term = Term.objects.filter(congress__level=Level.COUNTY, congress__area=area).latest("pk")
    this_year = timezone.localdate().year
    for year in range(this_year - YEARS + 1, this_year + 1):
        moment = timezone.make_aware(datetime(year, 1, 2, 9))  # noqa: DTZ001 - made aware here
        evaluation = Evaluation.objects.create(
            area=area,
            term=term,
            year=year,
            title=TITLE,
            direction=Direction.DEPARTMENTS,
            scheme=scheme,
            by_paper=True,
            eligible=300,
            electorate_digest="e",
            state="counted",
            opened_at=moment,
            closes_at=moment,
            closed_at=moment,
            created_by_id=by,
        )
        count = Count.objects.create(
            evaluation=evaluation,
            version=1,
            counted_at=moment,
            eligible=300,
            issued=280,
            returned=280,
            has_quorum=True,
            file_digest="d",
            plain_digest="d",
        )
        subjects = Subject.objects.bulk_create(
            [
                Subject(
                    evaluation=evaluation,
                    department=one,
                    named=one.name,
                    position=n,
                    unit_class=classes[n % len(classes)],
                )
                for n, one in enumerate(departments)
            ]
        )
        scores = [Decimal(str(round(mean + random.uniform(-4, 4), 2))) for mean in liking]
        Result.objects.bulk_create(
            [
                Result(
                    count=count,
                    subject=subject,
                    returned=280,
                    valid=270,
                    uncounted=6,
                    invalid=4,
                    score=score,
                    satisfaction=Decimal(90),
                    spread=Decimal(20),
                    workload=n,
                    rank=n + 1,
                    ranked=DEPARTMENTS,
                    class_rank=n // 3 + 1,
                    class_ranked=18,
                    reaches_target=score >= 85,
                )
                for n, (subject, score) in enumerate(zip(subjects, scores, strict=True))
            ]
        )
