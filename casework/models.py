"""Whoever must act by a date is an assignment with a clock. Abstract: upper apps make tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models

from areas.dates import chinese_date
from casework.clock import PROVISIONAL, Clock, Explained, Unit, in_words, supervise_before
from casework.workflow import TransitionError


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
