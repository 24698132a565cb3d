"""When a station receives people next: the dates that a rule gives, moved where a day is off."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from areas.calendar import explain_day
from areas.dates import chinese_date
from stations.models import ReceptionDay

# However staff set the calendar, a day off is left behind after this many days: no endless loop.
FURTHEST_DAYS = 31
# A rule that is always off (every day set to 休息) gives nothing after this many tries.
MOST_TRIES = 60
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Reception:
    """One day of a rule. ``planned`` is the day the rule names, ``reason`` why it was moved."""

    rule: ReceptionDay
    day: date
    planned: date
    reason: str = ""

    @property
    def is_moved(self) -> bool:
        return self.day != self.planned

    @property
    def hours(self) -> str:
        return hours_of(self.rule)

    @property
    def explanation(self) -> str:
        """「10 月 5 日（周一）国庆节放假，顺延到这一天」; "" when nothing was moved."""
        if not self.is_moved:
            return ""
        moved = "顺延" if self.day > self.planned else "提前"
        day = chinese_date(self.planned)
        is_plain_weekend = f"（{self.reason}）" in day
        return f"{day}{'' if is_plain_weekend else self.reason}，{moved}到这一天"


def hours_of(rule: ReceptionDay) -> str:
    """「9:00–11:00」."""
    start, end = rule.starts_at, rule.ends_at
    return f"{start.hour}:{start:%M}–{end.hour}:{end:%M}"


def sentence(rule: ReceptionDay) -> str:
    """「每月 5 日 9:00–11:00，遇休息日顺延」, as boards and pages write it."""
    is_monthly = rule.every == ReceptionDay.Every.MONTH
    when = f"每月 {rule.day} 日" if is_monthly else f"每周{_WEEKDAYS[rule.day - 1]}"
    note = f"（{rule.note}）" if rule.note else ""
    return f"{when} {hours_of(rule)}，{rule.get_when_off_display()}{note}"


def upcoming(rule: ReceptionDay, today: date, amount: int = 1) -> list[Reception]:
    """The next ``amount`` days from ``today`` on, today included; fewer when nearly all is off.

    A day moved forward may come from a day already past, one moved back from a day still to come,
    so the search begins a month earlier and the result is sorted. Each day once: two days of a
    rule that are moved onto the same one are one reception.
    """
    found: dict[date, Reception] = {}
    start = today - timedelta(days=FURTHEST_DAYS)
    tries = 0
    for planned in _planned(rule, start):
        reception = _settled(rule, planned)
        if reception and reception.day >= today:
            found.setdefault(reception.day, reception)
        if planned >= today:
            tries += 1
        if tries >= MOST_TRIES or _is_enough(found, planned, amount):
            break
    return sorted(found.values(), key=lambda reception: reception.day)[:amount]


def next_of(rules: Iterable[ReceptionDay], today: date) -> Reception | None:
    """The very next day of several rules; the earlier hour first."""
    days = [day for rule in rules for day in upcoming(rule, today)]
    return min(days, key=lambda found: (found.day, found.rule.starts_at), default=None)


def _is_enough(found: dict[date, Reception], planned: date, amount: int) -> bool:
    """Whether no later day of the rule can still come before those found."""
    if len(found) < amount:
        return False
    last = sorted(found)[amount - 1]
    return planned > last + timedelta(days=FURTHEST_DAYS)


def _planned(rule: ReceptionDay, start: date) -> Iterator[date]:
    """The days the rule names, from ``start`` on, without end."""
    if rule.every == ReceptionDay.Every.WEEK:
        day = start + timedelta(days=(rule.day - 1 - start.weekday()) % 7)
        while True:
            yield day
            day += timedelta(days=7)
    year, month = start.year, start.month
    while True:
        day = date(year, month, min(rule.day, monthrange(year, month)[1]))
        if day >= start:
            yield day
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _settled(rule: ReceptionDay, planned: date) -> Reception | None:
    """What becomes of a planned day; None when it falls out."""
    note = explain_day(planned)
    if note.is_working or rule.when_off == ReceptionDay.WhenOff.KEEP:
        return Reception(rule, planned, planned)
    if rule.when_off == ReceptionDay.WhenOff.SKIP:
        return None
    step = 1 if rule.when_off == ReceptionDay.WhenOff.NEXT else -1
    for distance in range(1, FURTHEST_DAYS + 1):
        day = planned + timedelta(days=step * distance)
        if explain_day(day).is_working:
            return Reception(rule, day, planned, note.reason)
    return None
