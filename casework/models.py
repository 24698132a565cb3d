"""Whoever must act by a date is an assignment with a clock. Abstract: upper apps make tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from areas.dates import chinese_date
from casework.clock import PROVISIONAL, Clock, Explained, Unit, in_words, supervise_before
from casework.states import ACTING_STATES, OPEN_STATES, TRANSITIONS, AssignmentState
from casework.workflow import TransitionError, Workflow
from stations.models import Department


class Reminder(models.IntegerChoices):
    NONE = 0, "无"
    AMBER = 1, "快到期"
    RED = 2, "超期"
    SUPERVISED = 3, "督办"


class ClockedQuerySet(models.QuerySet[Any]):
    """Rows whose clock asks for a reminder that was not given yet.

    Each is "due and not yet reminded", never "due exactly today": a missed night loses none.
    """

    def running(self) -> Self:
        return self.filter(paused_on__isnull=True)

    def on_the_clock(self) -> Self:
        """Rows that somebody has to act on by their date; a child names its open ones."""
        return self.running().filter(clock_started_on__isnull=False)

    def to_warn(self, today: date) -> Self:
        return self.running().filter(reminded=Reminder.NONE, amber_date__lte=today)

    def to_call_overdue(self, today: date) -> Self:
        return self.running().filter(reminded__lt=Reminder.RED, due_date__lt=today)

    def to_supervise(self, today: date) -> Self:
        return self.running().filter(
            reminded__lt=Reminder.SUPERVISED, due_date__lte=supervise_before(today)
        )

    def claim(self, pk: int, level: int) -> bool:
        """Mark one row as reminded; False when another worker was first."""
        return bool(self.filter(pk=pk, reminded__lt=level).update(reminded=level))


def unit_field(name: str) -> models.CharField[Any, Any]:
    return models.CharField(name, max_length=12, choices=Unit.choices, default=Unit.WORKING_DAY)


class Clocked(models.Model):
    """A clock on a row; dates are local dates.

    ``clock_paused`` counts working days on a clock of working days, calendar days on any other.
    """

    clock_started_on = models.DateField("起算日", null=True, blank=True)
    clock_amount = models.PositiveSmallIntegerField("期限", default=0)
    clock_unit = unit_field("单位")
    clock_extended = models.PositiveSmallIntegerField("延长", default=0)
    clock_extended_unit = unit_field("延长的单位")
    clock_paused = models.PositiveSmallIntegerField("暂停", default=0)
    due_date = models.DateField("期限日", null=True, blank=True)
    amber_date = models.DateField("提醒日", null=True, blank=True)
    paused_on = models.DateField("暂停自", null=True, blank=True)
    pause_reason = models.CharField("暂停原因", max_length=80, blank=True)
    reminded = models.PositiveSmallIntegerField(
        "已提醒", choices=Reminder.choices, default=Reminder.NONE
    )

    objects: ClassVar = ClockedQuerySet.as_manager()

    class Meta:
        abstract = True

    @staticmethod
    def clock_stopped() -> dict[str, Any]:
        """The columns of a row that nobody has to act on."""
        return dict(
            clock_started_on=None,
            clock_amount=0,
            clock_extended=0,
            clock_paused=0,
            due_date=None,
            amber_date=None,
            paused_on=None,
            pause_reason="",
            reminded=Reminder.NONE,
        )

    @classmethod
    def clock_set(cls, clock: Clock, start: date) -> dict[str, Any]:
        """The columns of a clock that starts on ``start``."""
        return cls.clock_stopped() | dict(
            clock_started_on=start,
            clock_amount=clock.amount,
            clock_unit=clock.unit,
            clock_extended=clock.extended,
            clock_extended_unit=clock.extended_unit,
            clock_paused=clock.paused,
            due_date=clock.run(start).due_date,
            amber_date=clock.amber(start),
        )

    @property
    def clock(self) -> Clock:
        return Clock(
            self.clock_amount,
            self.clock_unit,
            self.clock_extended,
            self.clock_extended_unit,
            self.clock_paused,
        )

    def clock_longer(self, amount: int, unit: str = Unit.WORKING_DAY) -> dict[str, Any]:
        """The columns after more time was granted: reminded anew, and still paused if it was."""
        if self.clock_extended and self.clock_extended_unit != unit:
            raise TransitionError("已经按另一种单位延长过，不能再延。")
        longer = replace(self.clock, extended=self.clock_extended + amount, extended_unit=unit)
        paused = dict(paused_on=self.paused_on, pause_reason=self.pause_reason)
        return self._clock_again(longer) | paused

    def clock_resumed(self, today: date) -> dict[str, Any]:
        """The columns after a pause: the days it lasted are added to the time."""
        if self.paused_on is None:
            raise TransitionError("现在没有暂停计时。")
        lasted = self.clock.days_between(self.paused_on, today)
        return self._clock_again(replace(self.clock, paused=self.clock_paused + lasted))

    def _clock_again(self, clock: Clock) -> dict[str, Any]:
        if self.clock_started_on is None:
            raise TransitionError("这件事现在不计时。")
        return self.clock_set(clock, self.clock_started_on)

    def explain_due(self) -> Explained | None:
        """Which days were counted and skipped; None when no clock runs."""
        return self.clock.run(self.clock_started_on) if self.clock_started_on else None

    @property
    def is_provisional(self) -> bool:
        """暂定: the date lies in a year whose swapped days are not known yet."""
        return self.due_date is not None and self.clock.may_move(self.due_date)

    @property
    def day_words(self) -> str:
        """The due date in words, with 「（暂定）」 where it may move; empty without a clock."""
        if self.due_date is None:
            return ""
        return chinese_date(self.due_date) + PROVISIONAL * self.is_provisional

    def due_moved(self) -> None:
        """After the calendar moved the date, in the same transaction; a child says so."""

    def due_tone(self, today: date) -> str:
        """``late``, ``soon``, ``plain``, ``paused`` or ``none``: the tone of the due badge."""
        if self.due_date is None:
            return "none"
        if self.paused_on:
            return "paused"
        if self.due_date < today:
            return "late"
        return "soon" if self.amber_date and self.amber_date <= today else "plain"

    def due_words(self, today: date) -> str:
        """「还剩 2 个工作日」「还剩 12 天」「今天到期」「超期 1 个工作日」; empty without a clock."""
        if self.due_date is None:
            return ""
        if self.paused_on:
            return "已暂停计时"
        if self.due_date == today:
            return "今天到期"
        clock = self.clock
        left = clock.days_between(today, self.due_date)
        if self.due_date < today:
            return f"超期 {in_words(max(-left, 1), clock.day_unit)}"
        return f"还剩 {in_words(left, clock.day_unit)}" + PROVISIONAL * self.is_provisional


class AssignmentQuerySet(ClockedQuerySet):
    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def acting(self) -> Self:
        """The department's turn."""
        return self.filter(state__in=ACTING_STATES)

    def on_the_clock(self) -> Self:
        return super().on_the_clock().acting()


class Assignment(Clocked, Workflow):
    """One department's share of a matter: its own state, clock and answer."""

    TRANSITIONS: ClassVar = TRANSITIONS

    if TYPE_CHECKING:
        extensions: Any  # a reverse relation, which an abstract model does not know of

    class Role(models.TextChoices):
        LEAD = "lead", "主办"
        CO = "co", "协办"
        SEPARATE = "separate", "分办"

    role = models.CharField("角色", max_length=8, choices=Role.choices)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, verbose_name="承办单位")
    state = models.CharField(
        "状态", max_length=16, choices=AssignmentState.choices, default=AssignmentState.ASSIGNED
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="交办人"
    )
    assigned_at = models.DateTimeField("交办时间")
    handle_amount = models.PositiveSmallIntegerField("办理期限")
    handle_unit = unit_field("办理期限的单位")
    instruction = models.CharField("交办要求", max_length=300, blank=True)
    answer = models.TextField("办理结果", max_length=5000, blank=True)
    answered_at = models.DateTimeField("提交时间", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="提交人",
    )
    return_reason = models.CharField("退回理由", max_length=300, blank=True)

    objects: ClassVar = AssignmentQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_answer_with_time_and_author",
                condition=~Q(state__in=["answered", "released"])
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
            ),
        ]

    @property
    def is_lead(self) -> bool:
        return self.role == self.Role.LEAD

    @property
    def handle_limit(self) -> Clock:
        return Clock(self.handle_amount, self.handle_unit)

    @property
    def handling_time(self) -> Clock:
        """With what was granted on top; no query when ``extensions`` is prefetched."""
        for extension in self.extensions.all():
            if extension.state == Extension.State.GRANTED:
                more = dict(extended=extension.amount, extended_unit=extension.unit)
                return replace(self.handle_limit, **more)
        return self.handle_limit


class Extension(models.Model):
    """A request for more time; the assigner decides, once per assignment."""

    class State(models.TextChoices):
        REQUESTED = "requested", "待批准"
        GRANTED = "granted", "已同意"
        REFUSED = "refused", "未同意"

    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.REQUESTED)
    amount = models.PositiveSmallIntegerField("延长")
    unit = unit_field("单位")
    reason = models.CharField("理由", max_length=300)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="申请人"
    )
    requested_at = models.DateTimeField("申请时间")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="决定人",
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_decided_by_somebody",
                condition=Q(state="requested", decided_by=None, decided_at=None)
                | ~Q(state="requested") & Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
        ]

    @property
    def time(self) -> Clock:
        return Clock(self.amount, self.unit)
