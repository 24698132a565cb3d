"""How a representative answers: the line under the name on the voter's page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from statistics import median

from django.utils import timezone

from areas.calendar import working_days_between
from messages.models import Message, ResponseRecord
from messages.states import Rating

RECENT = 100  # matters per person that "usually" looks at
BATCH = 500


def renew_all() -> None:
    """Recount every representative who has answered anything, from the matters themselves.

    One pass over the matters a representative answered with his or her own account.
    """
    days: dict[int, list[int]] = defaultdict(list)
    rated: dict[int, list[str]] = defaultdict(list)
    for person, submitted, replied, rating in _answered():
        start, end = timezone.localdate(submitted), timezone.localdate(replied)
        days[person].append(working_days_between(start, end))
        if rating:
            rated[person].append(rating)
    records = [_record(person, days[person], rated[person]) for person in days]
    ResponseRecord.objects.bulk_create(
        records,
        update_conflicts=True,
        unique_fields=["representative"],
        update_fields=["answered", "typical_days", "rated", "satisfied", "as_of"],
        batch_size=BATCH,
    )


def _answered() -> Iterator[tuple[int, datetime, datetime, str]]:
    rows = Message.objects.filter(representative__isnull=False, replied_at__isnull=False)
    return (
        rows.order_by("pk")
        .values_list("representative_id", "submitted_at", "replied_at", "rating")
        .iterator(chunk_size=5000)
    )


def _record(person: int, days: list[int], ratings: list[str]) -> ResponseRecord:
    return ResponseRecord(
        representative_id=person,
        answered=len(days),
        typical_days=round(median(days[-RECENT:])),
        rated=len(ratings),
        satisfied=sum(rating != Rating.DISSATISFIED for rating in ratings),
        as_of=timezone.now(),
    )
