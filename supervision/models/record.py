"""The columns of an evaluation, its events, approvals and announcements. Its moves: ``moves.py``;
who sees it: ``evaluations.py``."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from areas.models import Area
from casework.clock import AMBER_SHARE
from casework.publishing import Published, PublishState
from casework.timeline import Event, Timeline
from representatives.models import Term
from supervision.models.schemes import Scheme
from supervision.states import TRANSITIONS, Direction, EvaluationState, Purpose
from supervision.wording import EVENT_WORDS

LAST_CALL = timedelta(days=1)
USER = settings.AUTH_USER_MODEL


class EvaluationRecord(Timeline):
    """测评. ``eligible`` is how many may vote (应到); for voters' meetings staff enter it, else
    it is the number of electors, frozen at opening together with their digest.
    """

    TRANSITIONS: ClassVar = TRANSITIONS

    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="evaluations", verbose_name="组织机关"
    )
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="evaluations", verbose_name="届"
    )
    session_number = models.PositiveSmallIntegerField(
        "第几次会议", null=True, blank=True, help_text="大会期间的测评才填；闭会期间空着"
    )
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=80)
    direction = models.CharField("述职方向", max_length=12, choices=Direction.choices)
    purpose = models.CharField(
        "种类", max_length=10, choices=Purpose.choices, default=Purpose.RATING
    )
    places = models.PositiveSmallIntegerField(
        "选出几个", null=True, blank=True, help_text="票选测评对象才填"
    )
    selected_from = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followed_by",
        verbose_name="对象来自哪次票选",
    )
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, related_name="evaluations", verbose_name="测评方案"
    )
    venue = models.CharField("地点", max_length=80, blank=True)
    by_paper = models.BooleanField("纸质票", default=False)
    by_slip = models.BooleanField("扫码投票（一次性票签）", default=False)
    by_account = models.BooleanField("代表登录投票", default=False)
    reports_due = models.DateField("述职报告提交期限", null=True, blank=True)
    closes_at = models.DateTimeField("投票截止", null=True, blank=True)
    eligible = models.PositiveIntegerField("应到人数", null=True, blank=True)
    electorate_digest = models.CharField("名单校验值", max_length=64, blank=True)
    slips_handed_out = models.PositiveIntegerField("发出票签", null=True, blank=True)
    state = models.CharField(
        "状态", max_length=12, choices=EvaluationState.choices, default=EvaluationState.PREPARING
    )
    tried_at = models.DateTimeField("试投时间", null=True, blank=True)
    opened_at = models.DateTimeField("开始时间", null=True, blank=True)
    closed_at = models.DateTimeField("截止时间", null=True, blank=True)
    objections_until = models.DateField("异议截止", null=True, blank=True)
    vote_reminded_for = models.DateTimeField("已提醒的投票截止", null=True, blank=True)
    objections_reminded_for = models.DateField("已提醒的异议截止", null=True, blank=True)
    paper_round = models.PositiveSmallIntegerField("纸质票第几次录入", default=1)
    created_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", verbose_name="建立人"
    )
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    if TYPE_CHECKING:
        announcements: Any  # a reverse relation, which an abstract model does not know of

    class Meta:
        abstract = True

    def takes_objections(self, today: date) -> bool:
        """Counted, and the window still open on ``today``."""
        return (
            self.state in (EvaluationState.COUNTED, EvaluationState.PUBLISHED)
            and self.objections_until is not None
            and today <= self.objections_until
        )

    @property
    def is_in_session(self) -> bool:
        return self.session_number is not None

    @property
    def is_selection(self) -> bool:
        return self.purpose == Purpose.SELECTION

    @property
    def announcement(self) -> Announcement | None:
        """By which everybody reads the result now. One query: a page asks once."""
        if self.state not in (EvaluationState.PUBLISHED, EvaluationState.FINISHED):
            return None
        found: Announcement | None = self.announcements.published().first()
        return found

    @property
    def rates_departments(self) -> bool:
        return self.direction == Direction.DEPARTMENTS

    @property
    def electors_come_from(self) -> tuple[int, int, str]:
        """What decides who may be an elector; another, and the list is made anew."""
        return self.area_id, self.term_id, self.direction

    @property
    def has_own_term(self) -> bool:
        """Whether the term is of the area's own congress; of the city's area there are three."""
        congress = self.term.congress
        return congress.area_id == self.area_id and congress.level == self.area.level

    @property
    def recuses(self) -> bool:
        """Recusal is configured, and never applied in session."""
        return self.scheme.recuses and not self.is_in_session

    @property
    def last_call_at(self) -> datetime | None:
        """When electors are reminded: a day before closing, in short votes with a fifth left."""
        if self.opened_at is None or self.closes_at is None:
            return None
        whole = self.closes_at - self.opened_at
        return max(self.closes_at - LAST_CALL, self.opened_at + whole * AMBER_SHARE)

    @property
    def when(self) -> str:
        """「第八届人民代表大会第三次会议」 or 「闭会期间」."""
        return (
            f"{self.term}人大第 {self.session_number} 次会议" if self.session_number else "闭会期间"
        )


class EvaluationEvent(Event):
    """``kind`` is the action of the table in ``states.py``, or one beside it."""

    evaluation = models.ForeignKey(
        "supervision.Evaluation",
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name="测评",
    )

    class Meta:
        verbose_name = verbose_name_plural = "测评经过"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.kind}"

    @property
    def words(self) -> str:
        return EVENT_WORDS[self.kind]


class Approval(models.Model):
    """Which body agreed to opening or publishing, on what day, under what number."""

    class Act(models.TextChoices):
        OPEN = "open", "开展测评"
        PUBLISH = "publish", "公布结果"
        CORRECT = "correct", "更正结果"

    evaluation = models.ForeignKey(
        "supervision.Evaluation",
        on_delete=models.PROTECT,
        related_name="approvals",
        verbose_name="测评",
    )
    act = models.CharField("批准什么", max_length=8, choices=Act.choices)
    body = models.CharField("批准机构", max_length=40, help_text="例如：主任会议、主席团")
    day = models.DateField("批准日期")
    document = models.CharField("文号", max_length=60)
    recorded_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "批准"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.body} {self.document}"


class Announcement(Published):
    """One publication of a result: by whom, after which check; taken back it stays on record."""

    evaluation = models.ForeignKey(
        "supervision.Evaluation",
        on_delete=models.PROTECT,
        related_name="announcements",
        verbose_name="测评",
    )
    with_ranks = models.BooleanField("公布名次", default=False)

    class Meta(Published.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "公告"
        ordering = ["-pk"]
        constraints = [
            *Published.Meta.constraints,
            models.UniqueConstraint(  # and the index of the public list, newest first
                fields=["evaluation"],
                condition=Q(state=PublishState.PUBLISHED),
                name="one_announcement_in_force",
            ),
        ]

    def __str__(self) -> str:
        return str(self.evaluation)
