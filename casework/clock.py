"""How long a step may take, and the due date that explains itself."""

from __future__ import annotations

import calendar as months
import math
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from django.db import models

from areas.calendar import (
    DayNote,
    DueDate,
    add_working_days,
    is_arranged,
    working_days_between,
)
from areas.dates import chinese_date

PROVISIONAL = "（暂定）"
AMBER_SHARE = 0.8  # of the time: 亮黄灯
SUPERVISE_AFTER = 3  # working days past the due date: 自动督办


class Unit(models.TextChoices):
    WORKING_DAY = "working_day", "个工作日"
    DAY = "day", "天"
    MONTH = "month", "个月"


@dataclass(frozen=True)
class Explained:
    """A due date with its reasons: ``skipped`` are the days that did not count.

    ``is_provisional`` (暂定): the year's swapped days are not known, so the date may move.
    """

    started_on: date
    due_date: date
    skipped: list[DayNote]
    is_provisional: bool = False

    @property
    def day_words(self) -> str:
        """「12 月 3 日（周四）」, 「2027 年 1 月 4 日（周一）（暂定）」."""
        return chinese_date(self.due_date) + PROVISIONAL * self.is_provisional

    @property
    def skipped_words(self) -> str:
        """「11 月 7 日（周六）、10 月 1 日（周四）国庆节」"""
        return "、".join(
            chinese_date(note.day) + ("" if "周" in note.reason else note.reason)
            for note in self.skipped
        )


@dataclass(frozen=True)
class Clock:
    """``amount`` × ``unit``, with what was granted on top and how long it stood still.

    The first day is the next (working) day after the start. Amounts of one unit are added up
    before they are counted, so that months end where the months end.
    """

    amount: int
    unit: str = Unit.WORKING_DAY
    extended: int = 0
    extended_unit: str = Unit.WORKING_DAY
    paused: int = 0  # in ``day_unit``

    def __str__(self) -> str:
        """「10 个工作日」, 「3 个月，延期 10 个工作日，暂停补 5 天」"""
        extended = f"，延期 {self.extended_words}" if self.extended else ""
        paused = f"，暂停补 {self.paused_words}" if self.paused else ""
        return f"{in_words(self.amount, self.unit)}{extended}{paused}"

    @property
    def extended_words(self) -> str:
        return in_words(self.extended, self.extended_unit)

    @property
    def paused_words(self) -> str:
        return in_words(self.paused, self.day_unit)

    @property
    def counts_working_days(self) -> bool:
        return self.unit == Unit.WORKING_DAY

    @property
    def day_unit(self) -> str:
        """A pause gives back what it took: a month has no working days to give back."""
        return Unit.WORKING_DAY if self.counts_working_days else Unit.DAY

    def may_move(self, due: date) -> bool:
        """暂定: working days are counted into a year whose swapped days are not known yet."""
        return Unit.WORKING_DAY in _by_unit(self) and not is_arranged(due.year)

    def days_between(self, start: date, end: date) -> int:
        """In ``day_unit``, after ``start`` up to and including ``end``; negative before it."""
        return working_days_between(start, end) if self.counts_working_days else (end - start).days

    @property
    def amounts(self) -> list[tuple[int, str]]:
        return [
            (self.amount, self.unit),
            (self.extended, self.extended_unit),
            (self.paused, self.day_unit),
        ]

    def run(self, start: date) -> Explained:
        return run_all(start, self)

    def amber(self, start: date) -> date:
        """The first day on which 80 % of the time is used up; while it stands still none is."""
        time = replace(self, paused=0)
        units = _by_unit(time)
        if units.keys() == {Unit.WORKING_DAY}:
            used = _add(start, math.ceil(units[Unit.WORKING_DAY] * AMBER_SHARE)).date
        else:
            days = (time.run(start).due_date - start).days
            used = start + timedelta(days=math.ceil(days * AMBER_SHARE))
        return _add(used, self.paused, self.day_unit).date


def run_all(start: date, *clocks: Clock) -> Explained:
    """One after the other, amounts of one unit as one."""
    due, skipped = start, list[DayNote]()
    for unit, amount in _by_unit(*clocks).items():
        step = _add(due, amount, unit)
        due, skipped = step.date, skipped + step.skipped
    return Explained(start, due, skipped, any(clock.may_move(due) for clock in clocks))


def _by_unit(*clocks: Clock) -> dict[str, int]:
    sums: dict[str, int] = {}
    for amount, unit in chain.from_iterable(clock.amounts for clock in clocks):
        if amount:
            sums[unit] = sums.get(unit, 0) + amount
    return sums


def in_words(amount: int, unit: str) -> str:
    """「10 个工作日」「7 天」「2 个月」"""
    return f"{amount} {Unit(unit).label}"


def supervise_before(today: date) -> date:
    """The latest due date that is supervised on ``today``: due + 3 working days has come."""
    day = today
    while working_days_between(day, today) < SUPERVISE_AFTER:
        day -= timedelta(days=1)
    return day


def _add(start: date, amount: int, unit: str = Unit.WORKING_DAY) -> DueDate:
    if unit == Unit.WORKING_DAY:
        return add_working_days(start, amount)
    if unit == Unit.DAY:
        return DueDate(start + timedelta(days=amount))
    year, month = divmod(start.year * 12 + start.month - 1 + amount, 12)
    last = months.monthrange(year, month + 1)[1]
    return DueDate(date(year, month + 1, min(start.day, last)))
