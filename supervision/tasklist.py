"""办事清单: what is done, what comes next, what is missing. Read from the records, never ticked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.urls import reverse

from supervision.models.record import Approval
from supervision.models.subjects import Report
from supervision.states import Direction

if TYPE_CHECKING:
    from supervision.models.evaluations import Evaluation

DONE, TO_DO, OPTIONAL = "done", "to_do", "optional"
TONES = {DONE: "badge-done", TO_DO: "badge-soon", OPTIONAL: "badge-plain"}


@dataclass(frozen=True)
class Step:
    """``said`` is the state in words: 「已完成」「还缺应到人数」."""

    title: str
    said: str
    state: str
    url: str
    text: str = ""

    @property
    def tone(self) -> str:
        return TONES[self.state]


def steps_of(evaluation: Evaluation) -> list[Step]:
    """The steps before opening, in the order to take them. A fixed number of queries."""

    def at(name: str) -> str:
        return reverse(f"office:{name}", args=[evaluation.pk])

    subjects = evaluation.subjects.rated().count()
    electors = evaluation.electors.count()
    approval = evaluation.approval_of(Approval.Act.OPEN)
    return [
        Step(
            "基本情况和方案", f"按{evaluation.scheme}", DONE, at("evaluation_edit"),
            "名称、届次、投票方式、截止时间",
        ),
        Step(
            "测评对象", f"{subjects} 个" if subjects else "还没有选",
            DONE if subjects else TO_DO, at("evaluation_subjects"),
        ),
        _electorate(evaluation, electors, at("evaluation_electors")),
        _reports(evaluation, subjects, at("evaluation_reports")),
        *([_slips(evaluation, at("evaluation_slips"))] if evaluation.by_slip else []),
        Step(
            "试投", "试过了" if evaluation.tried_at else "还没有试过",
            DONE if evaluation.tried_at else TO_DO, at("evaluation_trial"),
            "填一张选票，看计出来的对不对，看过就清掉",
        ),
        Step(
            "批准开展", str(approval) if approval else "还没有登记",
            DONE if approval else TO_DO, at("evaluation_approve"), "主任会议或者主席团的决定",
        ),
    ]  # fmt: skip


def _electorate(evaluation: Evaluation, electors: int, url: str) -> Step:
    if evaluation.direction == Direction.VOTERS:
        known = evaluation.eligible
        return Step(
            "应到选民", f"应到 {known} 人" if known else "还没有填应到人数",
            DONE if known else TO_DO, reverse("office:evaluation_edit", args=[evaluation.pk]),
        )  # fmt: skip
    said = f"{electors} 位代表" if electors else "还没有名单"
    if not electors and evaluation.eligible and not evaluation.by_account:
        return Step("参加测评的代表", f"应到 {evaluation.eligible} 人", DONE, url)
    return Step(
        "参加测评的代表", said, DONE if electors else TO_DO, url, "开始时名单定下来，不再变"
    )


def _reports(evaluation: Evaluation, subjects: int, url: str) -> Step:
    if evaluation.is_selection:
        return Step("述职报告", "票选对象不用述职", OPTIONAL, url)
    handed_in = Report.objects.filter(
        subject__evaluation=evaluation, subject__withdrawn_at=None, state=Report.State.SUBMITTED
    ).count()
    complete = bool(subjects) and handed_in == subjects
    return Step(
        "述职报告", f"交了 {handed_in} 份，共 {subjects} 份", DONE if complete else OPTIONAL, url,
        "没交齐也可以开始，选票上会写明",
    )  # fmt: skip


def _slips(evaluation: Evaluation, url: str) -> Step:
    printed = evaluation.slip_batches.filter(voided_at=None).aggregate(n=Sum("amount"))["n"]
    said = f"印了 {printed} 张" if printed else "还没有印"
    return Step("票签", said, DONE if printed else OPTIONAL, url, "开始以后也可以印")


def next_step(steps: list[Step]) -> Step | None:
    return next((step for step in steps if step.state == TO_DO), None)
