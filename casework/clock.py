"""How long a step may take, and the due date that explains itself."""

from __future__ import annotations

import calendar as months
import math
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models

from areas.calendar import DayNote, add_working_days, working_days_between

AMBER_SHARE = 0.8  # of the time: 亮黄灯
SUPERVISE_AFTER = 3  # working days past the due date: 自动督办


class Unit(models.TextChoices):
    WORKING_DAY = "working_day", "个工作日"
    DAY = "day", "天"
    MONTH = "month", "个月"


@dataclass(frozen=True)
class Explained:
    """A due date with its reasons: ``skipped`` are the days that did not count."""

    started_on: date
    due_date: date
    skipped: list[DayNote]


@dataclass(frozen=True)
class Clock:
    """``amount`` × ``unit``; the first day is the next (working) day after the start."""

    amount: int
    unit: str = Unit.WORKING_DAY

    def run(self, start: date) -> Explained:
        if self.unit == Unit.WORKING_DAY:
            due = add_working_days(start, self.amount)
            return Explained(start, due.date, due.skipped)
        if self.unit == Unit.DAY:
            return Explained(start, start + timedelta(days=self.amount), [])
        return Explained(start, _add_months(start, self.amount), [])

    def amber(self, start: date) -> date:
        """The first day on which 80 % of the time is used up."""
        if self.unit == Unit.MONTH:
            days = (_add_months(start, self.amount) - start).days
            return start + timedelta(days=math.ceil(days * AMBER_SHARE))
        return Clock(math.ceil(self.amount * AMBER_SHARE), self.unit).run(start).due_date


def supervise_before(today: date) -> date:
    """The latest due date that is supervised on ``today``: due + 3 working days has come."""
    day = today
    while working_days_between(day, today) < SUPERVISE_AFTER:
        day -= timedelta(days=1)
    return day


def _add_months(start: date, amount: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + amount, 12)
    return date(year, month + 1, min(start.day, months.monthrange(year, month + 1)[1]))
