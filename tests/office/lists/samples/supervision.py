"""Evaluations and what comes of them."""

from typing import Any

from django.utils import timezone

from supervision.models import (
    Elector,
    Evaluation,
    Lineage,
    Objection,
    Rectification,
    SlipBatch,
    Subject,
    UnitClass,
)
from tests.factories import evaluations as make
from tests.factories import states
from tests.factories.casework import Cast, make_department, make_representative
from tests.factories.curves import make_reported
from tests.office.lists.samples.sample import Sample


def became(cast: Cast, n: int) -> Lineage:
    area = cast.tree.xiling
    return Lineage.objects.create(
        predecessor=make_department(area, f"原第{n}局"),
        successor=make_department(area, f"现第{n}局"),
        kind=Lineage.Kind.RENAMED,
        on=f"2024-0{n + 1}-01",
    )


def demanded(cast: Cast, n: int) -> Any:
    subject = make.counted(cast).subjects.order_by("pk")[0]
    return Rectification.objects.demand(
        subject, title="窗口排队时间长", demand="不超过 15 分钟", days=10 + n, by=cast.quxian
    )


def objected(cast: Cast, n: int) -> Objection:
    return Objection.objects.create(
        subject=make.counted(cast).subjects.order_by("pk")[0],
        text="纸质票好像数错了。",
        raised_by=cast.bumen,
        raised_at=timezone.now(),
    )


def evaluation(cast: Cast) -> Evaluation:
    return Evaluation.objects.first() or make.make_evaluation(cast)


def printed(cast: Cast, n: int) -> SlipBatch:
    return SlipBatch.objects.create(
        evaluation=evaluation(cast), amount=n + 1, printed_by=cast.quxian
    )


def may_vote(cast: Cast, n: int) -> Elector:
    person = make_representative(f"代表{n}", cast.station, pinyin=f"daibiao {n}")
    return Elector.objects.create(evaluation=evaluation(cast), representative=person)


def rated(cast: Cast, n: int) -> Subject:
    return make.add_departments(evaluation(cast), 1)[0]


def without_objects(cast: Cast) -> Evaluation:
    """Counted, but for the objects that are added to it."""
    found = Evaluation.objects.filter(title="已经计票").first()
    if found is None:
        found = make.counted(cast, title="已经计票", departments=1)
        found.subjects.update(withdrawn_at=timezone.now(), withdrawn_reason="撤出")
    return found


def answered(cast: Cast, n: int) -> Subject:
    subject = make.add_departments(without_objects(cast), 1)[0]
    return without_objects(cast).give_feedback(subject, f"第 {n} 份", by=cast.quxian).subject


SAMPLES = {
    "electors": Sample("office:evaluation_electors", may_vote, owner=evaluation),
    "evaluations": Sample(
        "office:evaluations", lambda cast, n: make.make_evaluation(cast, year=2024 + n)
    ),
    "feedback": Sample(
        "office:evaluation_feedback", answered, user="quxian", owner=without_objects
    ),
    "lineage": Sample("office:lineage", became),
    "objections": Sample("office:objections", objected),
    "rectifications": Sample("office:rectifications", demanded),
    "reported_results": Sample(
        "office:reported_results",
        lambda cast, n: make_reported(make_department(cast.tree.xiling, f"第{n}局"), 2021 + n),
    ),
    "schemes": Sample(
        "office:schemes", lambda cast, n: make.make_scheme(cast.tree.xiling, name=f"方案{n}")
    ),
    "reports": Sample(
        "office:evaluation_reports",
        lambda cast, n: make.handed_in(rated(cast, n), cast.bumen),
        owner=evaluation,
    ),
    "slips": Sample("office:evaluation_slips", printed, owner=evaluation),
    "subjects": Sample("office:evaluation_subjects", rated, owner=evaluation),
    "unit_classes": Sample(
        "office:unit_classes",
        lambda cast, n: UnitClass.objects.create(area=cast.tree.xiling, name=f"类{n}", position=n),
        user="quxian",
    ),
    "workload_messages": Sample(
        "office:curve_messages",
        lambda cast, n: states.assigned(cast),
        owner=lambda cast: cast.street_office,
    ),
}
