"""办事清单: what is done, what comes next, what is missing. Read from the records, never ticked.

What is missing comes from the evaluation itself (``obstacles_by_step``), so that the list and the
opening can't say different things.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.urls import reverse

from areas.dates import chinese_date, chinese_datetime
from supervision.models.record import Approval
from supervision.models.subjects import Report
from supervision.states import Direction

if TYPE_CHECKING:
    from supervision.models.evaluations import Evaluation

DONE, TO_DO, OPTIONAL = "已完成", "待办", "不影响开始"
TONES = {DONE: "badge-done", OPTIONAL: "badge-info"}
HOUR, DAY = 3600, 24 * 3600


@dataclass(frozen=True)
class Step:
    """``missing`` are sentences, empty when nothing stands in the way of opening."""

    title: str
    url: str
    text: str = ""
    missing: tuple[str, ...] = ()
    is_done: bool = True

    @property
    def state(self) -> str:
        """「已完成」「待办」「还缺 2 样」, or 「不影响开始」 of what the opening doesn't wait for."""
        if self.missing:
            return TO_DO if len(self.missing) == 1 else f"还缺 {len(self.missing)} 样"
        return DONE if self.is_done else OPTIONAL

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "badge-soon")


def steps_of(evaluation: Evaluation) -> list[Step]:
    """The steps before opening, in the order to take them. A fixed number of queries."""

    def at(name: str) -> str:
        return reverse(f"office:{name}", args=[evaluation.pk])

    missing = {key: tuple(texts) for key, texts in evaluation.obstacles_by_step().items()}
    subjects = evaluation.subjects.rated().count()
    approval = evaluation.approval_of(Approval.Act.OPEN)
    approved = (
        f"{approval.body}，{chinese_date(approval.day)}，{approval.document}" if approval else ""
    )
    return [
        Step("基本情况和方案", at("evaluation_edit"), _basics(evaluation), missing["basics"]),
        Step(
            "候选单位" if evaluation.is_selection else "测评对象",
            at("evaluation_subjects"),
            f"{subjects} 个" if subjects else "",
            missing["subjects"],
        ),
        _electorate(evaluation, missing["electors"]),
        *([] if evaluation.is_selection else [_reports(evaluation, subjects)]),
        *([_slips(evaluation)] if evaluation.by_slip else []),
        Step(
            "批准开展",
            at("evaluation_approve"),
            approved or "主任会议或者主席团的决定",
            missing["approval"],
        ),
        Step(
            "试投",
            at("evaluation_trial"),
            f"{chinese_datetime(evaluation.tried_at)} 试过"
            if evaluation.tried_at
            else "填一张真的选票，看一遍再清掉",
            missing["trial"],
        ),
    ]


def next_step(steps: list[Step]) -> Step | None:
    """The one main button; None when it can be opened."""
    return next((step for step in steps if step.missing), None)


def _basics(evaluation: Evaluation) -> str:
    ways = "、".join(str(way.label) for way in evaluation.ways)
    until = f"{moment(evaluation.closes_at)} 截止" if evaluation.closes_at else ""
    return "，".join(part for part in (f"按{evaluation.scheme}", ways, until) if part)


def _electorate(evaluation: Evaluation, missing: tuple[str, ...]) -> Step:
    electors, known = evaluation.electors.count(), evaluation.eligible
    if evaluation.direction == Direction.VOTERS:
        url = reverse("office:evaluation_edit", args=[evaluation.pk])
        return Step("应到选民", url, f"应到 {known} 人" if known else "", missing)
    text = f"名单 {electors} 人，开始时定下来" if electors else ""
    if not electors and known:
        text = f"应到 {known} 人，没有名单"
    url = reverse("office:evaluation_electors", args=[evaluation.pk])
    return Step("参加测评的代表", url, text, missing)


def _reports(evaluation: Evaluation, subjects: int) -> Step:
    url = reverse("office:evaluation_reports", args=[evaluation.pk])
    if evaluation.reports_due is None:
        return Step("述职报告", url, "没有定提交期限，不收报告", is_done=False)
    handed_in = Report.objects.filter(
        subject__evaluation=evaluation, subject__withdrawn_at=None, state=Report.State.SUBMITTED
    ).count()
    text = f"交了 {handed_in} 份，共 {subjects} 份，{chinese_date(evaluation.reports_due)}前交"
    return Step("述职报告", url, text, is_done=0 < subjects == handed_in)


def _slips(evaluation: Evaluation) -> Step:
    printed = evaluation.slip_batches.filter(voided_at=None).aggregate(n=Sum("amount"))["n"]
    text = f"印了 {printed} 张" if printed else "还没有印，开始以后也可以印"
    url = reverse("office:evaluation_slips", args=[evaluation.pk])
    return Step("票签", url, text, is_done=bool(printed))


def moment(at: datetime) -> str:
    """「12 月 3 日（周四）18:00」."""
    return f"{chinese_date(at)}{chinese_datetime(at)[-5:]}"


def time_left(until: datetime | None, now: datetime) -> str:
    """「还剩 3 天」「还剩 5 小时」「还剩 20 分钟」「已经到时间」."""
    seconds = (until - now).total_seconds() if until else 0
    if seconds <= 0:
        return "已经到时间"
    if seconds >= 2 * DAY:
        return f"还剩 {int(seconds // DAY)} 天"
    if seconds >= HOUR:
        return f"还剩 {int(seconds // HOUR)} 小时"
    return f"还剩 {int(seconds // 60) + 1} 分钟"
