"""When days become working days or days off, running clocks that count over them change.

Clocks are stored as dates, so that lists and reminders need no calendar; this brings the dates
of whatever runs back in line with the calendar. Paused clocks are left alone: resuming works
their date out anew. Running it twice changes nothing more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from casework.clock import Unit
from casework.models import Clocked, Reminder

BATCH = 200
CLOCK = ("clock_started_on", "clock_amount", "clock_extended", "clock_paused", "due_date")


@dataclass
class Moved:
    """How many clocks were looked at, and how many got another date."""

    seen: int = 0
    moved: int = 0


def clocks() -> list[QuerySet[Any]]:
    """All that counts working days now: matters, shares, whatever else has a clock."""
    managers: list[Any] = [
        model._default_manager for model in apps.get_models() if issubclass(model, Clocked)
    ]
    counts = Q(clock_unit=Unit.WORKING_DAY) | Q(
        clock_extended__gt=0, clock_extended_unit=Unit.WORKING_DAY
    )
    return [rows.on_the_clock().filter(counts) for rows in managers]


def over(rows: QuerySet[Any], first: date, last: date) -> QuerySet[Any]:
    """Those whose time from start to due date has one of the days from ``first`` to ``last``."""
    return rows.filter(clock_started_on__lt=last, due_date__gte=first)


def counted_over(days: Iterable[date]) -> dict[date, int]:
    """For each day, how many clocks have it within their time; one query a kind of clock."""
    spans = [
        span
        for rows in clocks()
        for span in rows.order_by()
        .values_list("clock_started_on", "due_date")
        .annotate(n=Count("pk"))
    ]
    counts: Counter[date] = Counter()
    for day in days:
        counts[day] = sum(n for start, due, n in spans if start < day <= due)
    return dict(counts)


def total(first: date, last: date) -> int:
    return sum(over(rows, first, last).count() for rows in clocks())


def recompute(first: date, last: date) -> Iterator[Moved]:
    """Bring the due dates of all clocks over these days up to date; yields after every batch."""
    for rows in clocks():
        done = 0
        while batch := list(over(rows, first, last).filter(pk__gt=done).order_by("pk")[:BATCH]):
            done = batch[-1].pk
            with transaction.atomic():
                moved = sum(_recompute(row) for row in batch)
            yield Moved(len(batch), moved)


def _recompute(row: Clocked) -> bool:
    """Conditional on the clock as it was read: whoever moved it meanwhile set it right."""
    clock, start = row.clock, row.clock_started_on
    assert start is not None  # see on_the_clock()
    was, due, amber = row.due_date, clock.run(start).due_date, clock.amber(start)
    if (due, amber) == (was, row.amber_date):
        return False
    unchanged: dict[str, Any] = {name: getattr(row, name) for name in CLOCK} | {"paused_on": None}
    reminded = _reminded(row, due, amber)
    same: QuerySet[Any] = type(row)._default_manager.filter(pk=row.pk, **unchanged)
    if not same.update(due_date=due, amber_date=amber, reminded=reminded):
        return False
    if due != was:
        row.due_date = due
        row.due_moved()
    return True


def _reminded(row: Clocked, due: date, amber: date) -> int:
    """What was reminded of before its new time will be reminded of again."""
    today = timezone.localdate()
    if due < today:
        return row.reminded
    return min(row.reminded, Reminder.AMBER if amber <= today else Reminder.NONE)
