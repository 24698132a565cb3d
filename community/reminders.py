"""Columns of disclosure without news: each told once.

Selects what is due and was not told yet, claims it by a unique row and writes the notice in the
same transaction: two workers give one outbox row, a missed week loses none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from community.models import ColumnState, DisclosureReminder, SmallCongress
from messages.models.moves import officers_on_duty, staff_of
from notifications.outbox import notify


def remind_of_disclosures(today: date) -> int:
    """Tell who keeps a column that has had no news for too long, once until it has."""
    told = 0
    congresses = SmallCongress.objects.with_news(today).filter(station__is_active=True)
    for congress in congresses.select_related("station__area").order_by("pk").iterator():
        told += sum(_tell_column(congress, column) for column in _untold(congress, today))
    return told


def _untold(congress: SmallCongress, today: date) -> Iterator[ColumnState]:
    stale = [column for column in congress.columns(today) if column.is_stale]
    if not stale:
        return
    known = set(DisclosureReminder.objects.filter(congress=congress).values_list("column", "since"))
    yield from (column for column in stale if (column.value, column.since) not in known)


def _tell_column(congress: SmallCongress, column: ColumnState) -> int:
    """The row is unique, so of two workers one finds it there."""
    with transaction.atomic():
        _, is_first = DisclosureReminder.objects.get_or_create(
            congress=congress, column=column.value, since=column.since
        )
        if not is_first:
            return 0
        notify(
            users=_keepers(congress),
            text=f"{congress}：{column.label} {column.days} 天没有更新了。",
            url=f"{reverse('office:disclosures', args=[congress.pk])}?column={column.value}",
            key=f"disclosure:{congress.pk}:{column.value}:{column.since}",
        )
    return 1


def _keepers(congress: SmallCongress) -> list[User]:
    """The officers of today; without any, the staff of the office above."""
    station = congress.station
    return officers_on_duty(station.pk) or staff_of(station.area.office_area())
