"""When a day becomes a working day or a day off, running clocks that count over it change.

Clocks are stored as dates, so that lists and reminders need no calendar; this brings the dates
of open matters back in line with the calendar. Paused clocks are left alone: resuming works
their date out anew. Running it twice changes nothing more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from areas.dates import chinese_date
from casework.actors import SYSTEM
from casework.clock import Unit
from casework.models import Clocked, Reminder
from messages.models import Message, MessageAssignment
from messages.states import DUE_MOVED

BATCH = 200
CLOCK = ("clock_started_on", "clock_amount", "clock_extended", "clock_paused", "due_date")


@dataclass
class Moved:
    """How many clocks were looked at, and how many got another date."""

    seen: int = 0
    moved: int = 0


def clocks() -> list[QuerySet[Any]]:
    """Everything whose running clock counts working days: matters, and departments' shares."""
    running: list[QuerySet[Any]] = [
        Message.objects.open().running(),
        MessageAssignment.objects.acting().running(),
    ]
    counts = Q(clock_unit=Unit.WORKING_DAY) | Q(
        clock_extended__gt=0, clock_extended_unit=Unit.WORKING_DAY
    )
    return [rows.filter(counts, clock_started_on__isnull=False) for rows in running]


def over(rows: QuerySet[Any], day: date) -> QuerySet[Any]:
    """Those whose time from start to due date includes the day."""
    return rows.filter(clock_started_on__lt=day, due_date__gte=day)


def counted_over(days: Iterable[date]) -> dict[date, int]:
    """For each day, how many open matters have it within their time; one query."""
    matters = clocks()[0].order_by().values_list("clock_started_on", "due_date")
    spans = list(matters.annotate(n=Count("pk")))
    counts: Counter[date] = Counter()
    for day in days:
        counts[day] = sum(n for start, due, n in spans if start < day <= due)
    return dict(counts)


def recompute(day: date) -> Iterator[Moved]:
    """Bring the due dates of all clocks over ``day`` up to date; yields after every batch."""
    for rows in clocks():
        last = 0
        while batch := list(over(rows, day).filter(pk__gt=last).order_by("pk")[:BATCH]):
            last = batch[-1].pk
            with transaction.atomic():
                moved = sum(_recompute(row) for row in batch)
            yield Moved(len(batch), moved)


def _recompute(row: Clocked) -> bool:
    """Conditional on the clock as it was read: whoever moved it meanwhile set it right."""
    clock, start = row.clock, row.clock_started_on
    assert start is not None  # see clocks()
    was, due, amber = row.due_date, clock.run(start).due_date, clock.amber(start)
    if (due, amber) == (was, row.amber_date):
        return False
    unchanged: dict[str, Any] = {name: getattr(row, name) for name in CLOCK} | {"paused_on": None}
    reminded = _reminded(row, due, amber)
    same: QuerySet[Any] = type(row)._default_manager.filter(pk=row.pk, **unchanged)
    if not same.update(due_date=due, amber_date=amber, reminded=reminded):
        return False
    if due != was and isinstance(row, Message):
        text = f"放假安排有变化，期限日改为 {chinese_date(due)}。"
        row.add_event(DUE_MOVED, by=SYSTEM, text=text)
    return True


def _reminded(row: Clocked, due: date, amber: date) -> int:
    """What was reminded of before its new time will be reminded of again."""
    today = timezone.localdate()
    if due < today:
        return row.reminded
    return min(row.reminded, Reminder.AMBER if amber <= today else Reminder.NONE)


def total(day: date) -> int:
    return sum(over(rows, day).count() for rows in clocks())
