"""两述两评 of the showcase county: years that were counted on paper, one as reported, this one open.

Every step is taken by the moves that staff use, then dated back to the day it stands for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from areas.models import Area, Level
from notifications.models import Notice
from representatives.models import Congress, Term
from stations.demo import pictures
from stations.demo.departments import CLASSES, NAMES
from stations.models import Department
from supervision.demo.rated import Opinion
from supervision.models import (
    Approval,
    ClassedDepartment,
    Count,
    Evaluation,
    ReportedResult,
    Scheme,
    SchemeOption,
    Subject,
    TellerSheet,
    TellerTotal,
    UnitClass,
)
from supervision.states import Direction

OPTIONS = (
    ("满意", 100, True),
    ("基本满意", 70, True),
    ("不满意", 30, False),
    ("不了解", None, False),
)
CHOICE = (("列入", 100, True), ("不列入", 0, False))
ELIGIBLE, CAME = 214, 205  # representatives of the congress, and at the meeting
COUNTED_YEARS = 4  # before this one; the year before those is known as reported
DOCUMENT = "西人常办〔{year}〕{number} 号"


@dataclass
class Stage:
    """The county with its congress, the clerks, and the departments by name."""

    county: Area
    term: Term
    clerks: tuple[User, User]
    departments: list[Department]
    classes: Mapping[str, UnitClass]
    opinion: Opinion

    def class_of(self, turn: int) -> UnitClass:
        name = next(label for label, names in CLASSES.items() if NAMES[turn] in names)
        return self.classes[name]


def set_stage(village: Area, clerks: tuple[User, User], years: list[int]) -> Stage:
    county = village.lineage[1]
    by_name = {d.name: d for d in Department.objects.filter(area=county)}
    departments = [by_name[f"{county.short_name}{name}（示例）"] for name in NAMES]
    classes = {
        name: UnitClass.objects.create(area=county, name=name, position=n)
        for n, name in enumerate(CLASSES)
    }
    congress = Congress.objects.get(level=Level.COUNTY, area=county)
    term = congress.terms.current().get()
    stage = Stage(county, term, clerks, departments, classes, Opinion(years))
    ClassedDepartment.objects.bulk_create(
        [
            ClassedDepartment(department=department, unit_class=stage.class_of(turn))
            for turn, department in enumerate(departments)
        ]
    )
    return stage


def make_scheme(
    stage: Stage, name: str, options: Sequence[tuple[str, int | None, bool]], **more: object
) -> Scheme:
    scheme = Scheme.objects.create(area=stage.county, name=name, **more)
    for position, (label, weight, satisfied) in enumerate(options):
        SchemeOption.objects.create(
            scheme=scheme,
            position=position,
            label=label,
            is_satisfied=satisfied,
            is_graded=position == 0,
            weight=None if weight is None else Decimal(weight),
        )
    return scheme


def make_evaluation(stage: Stage, **columns: object) -> Evaluation:
    """In preparation and tried, approved to open, all departments on the ballot."""
    given: dict[str, object] = dict(
        area=stage.county,
        term=stage.term,
        direction=Direction.DEPARTMENTS,
        by_paper=True,
        venue=f"{stage.county.short_name}会议中心",
        closes_at=timezone.now() + timedelta(days=9),
        tried_at=timezone.now(),
        created_by=stage.clerks[0],
        eligible=ELIGIBLE,
    )
    return Evaluation.objects.create(**given | columns)


def add_subjects(stage: Stage, evaluation: Evaluation, turns: Sequence[int]) -> list[Subject]:
    return Subject.objects.bulk_create(
        [
            Subject(
                evaluation=evaluation,
                position=place,
                department=stage.departments[turn],
                unit_class=stage.class_of(turn),
            )
            for place, turn in enumerate(turns)
        ]
    )


def approve(stage: Stage, evaluation: Evaluation, act: str, day: date, number: int) -> Approval:
    return evaluation.approve(
        act,
        body="主任会议",
        day=day,
        by=stage.clerks[0],
        document=DOCUMENT.format(year=day.year, number=number),
    )


# a year that is over ------------------------------------------------------------------------------


def rate_on_paper(stage: Stage, year: int, scheme: Scheme) -> Evaluation:
    """One year's rating of all 53 at the meeting in December, published a week later."""
    day = date(year, 12, 18)
    evaluation = make_evaluation(
        stage, year=year, scheme=scheme, title=f"{year} 年度{stage.county.short_name}部门满意度测评"
    )
    subjects = add_subjects(stage, evaluation, range(len(NAMES)))
    approve(stage, evaluation, Approval.Act.OPEN, day - timedelta(days=20), 31)
    evaluation.open(by=stage.clerks[0])
    votes = {s.pk: stage.opinion.votes(turn, year, CAME) for turn, s in enumerate(subjects)}
    tell(stage, evaluation, votes)
    evaluation.close(by=stage.clerks[0])
    evaluation.count(by=stage.clerks[0])
    approve(stage, evaluation, Approval.Act.PUBLISH, day + timedelta(days=5), 33)
    evaluation.publish(by=stage.clerks[0], with_ranks=True)
    date_back(evaluation, day, published=day + timedelta(days=7))
    return evaluation


def tell(
    stage: Stage, evaluation: Evaluation, votes: Mapping[int, Sequence[int]], came: int = CAME
) -> None:
    """Both tellers enter the same totals: by subject, one number per option and the invalid."""
    options = [*evaluation.scheme.options.order_by("position"), None]
    for teller in stage.clerks:
        sheet = TellerSheet(
            evaluation=evaluation,
            teller=teller,
            issued=came + 3,
            returned=came,
            scan_name="计票单（演示数据）.jpg",
        )
        sheet.scan.save("tellers.jpg", ContentFile(pictures.front(0)), save=False)
        sheet.save()
        TellerTotal.objects.bulk_create(
            [
                TellerTotal(sheet=sheet, subject_id=key, option=option, votes=number)
                for key, numbers in votes.items()
                for option, number in zip(options, numbers, strict=True)
            ]
        )


def date_back(evaluation: Evaluation, day: date, *, published: date | None = None) -> None:
    """As if it had happened then: what the moves wrote as now, and told as now."""
    Notice.objects.filter(key__startswith=f"evaluation:{evaluation.pk}:").delete()
    morning, evening = at(day, 9), at(day, 17)
    Evaluation.objects.filter(pk=evaluation.pk).update(
        created_at=at(day - timedelta(days=30), 10),
        tried_at=at(day - timedelta(days=2), 15),
        opened_at=morning,
        closes_at=evening,
        closed_at=evening,
    )
    Count.objects.filter(evaluation=evaluation).update(counted_at=at(day, 18))
    evaluation.events.update(at=evening)
    evaluation.events.filter(kind="open").update(at=morning)
    if published:
        evaluation.announcements.update(published_at=at(published, 10))
        evaluation.events.filter(kind="publish").update(at=at(published, 10))
    evaluation.refresh_from_db()


def at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def report_year(stage: Stage, year: int) -> int:
    """A year before the portal, as the county reported it."""
    results = []
    for turn, department in enumerate(stage.departments):
        good, basic, bad, *_ = stage.opinion.votes(turn, year, CAME)
        valid = good + basic + bad
        results.append(
            ReportedResult(
                area=stage.county,
                department=department,
                year=year,
                ballots=valid,
                class_name=stage.class_of(turn).name,
                scheme_name=f"{year} 年测评办法",
                score=round(Decimal(100 * good + 60 * basic) / valid, 2),
                satisfaction=round(Decimal(100 * (good + basic)) / valid, 2),
                source=f"{stage.county.short_name}人大常委会 {year} 年度测评通报（示例）",
                as_of=date(year, 12, 31),
            )
        )
    return len(ReportedResult.objects.bulk_create(results))


def make_years(stage: Stage, today: date) -> tuple[Scheme, list[Evaluation]]:
    """(the scheme in force, the counted years). The second version goes on comparably."""
    years = [today.year - n for n in range(COUNTED_YEARS, 0, -1)]
    first = make_scheme(
        stage, "部门满意度测评方案", OPTIONS, note="满意率为满意、基本满意两项之和。"
    )
    rated = [rate_on_paper(stage, year, first) for year in years[:2]]
    second = make_scheme(
        stage,
        "部门满意度测评方案",
        OPTIONS,
        version=2,
        previous=first,
        is_comparable=True,
        note="增加异议期；计分不变。",
    )
    return second, rated + [rate_on_paper(stage, year, second) for year in years[2:]]
