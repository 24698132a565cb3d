"""Work out how each station stands and keep it: one `Standing` per open station."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone

from portal.models import Standing
from portal.standards.records import Records, read, window_start
from portal.standards.rules import Standard

Missing = tuple[str, int]  # a key of REASONS, and how many
DATES = (
    "last_activity_on",
    "last_report_on",
    "last_message_on",
    "last_answer_on",
    "last_visit_on",
    "used_on",
)
COLUMNS = (*Standard.values, "missing", *DATES, "checked_at")


def check_stations(pks: list[int] | None = None, *, now: datetime | None = None) -> int:
    """Check all open stations, or those given; how many. Twice at once does no harm: each row
    is written whole, in the same order."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    rows = [_standing(records, today, now) for records in read(today, pks)]
    Standing.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["station"],
        update_fields=COLUMNS,
    )
    return len(rows)


def _standing(records: Records, today: date, now: datetime) -> Standing:
    missing = missing_of(records, today)
    return Standing(
        station_id=records.pk,
        missing={standard: [list(what) for what in found] for standard, found in missing.items()},
        checked_at=now,
        **{standard: standard not in missing for standard in Standard.values},
        **{name: getattr(records, name) for name in DATES},
    )


def missing_of(records: Records, today: date) -> dict[str, list[Missing]]:
    """What is missing, by standard; a standard that is met has no entry."""
    since = window_start(today)
    finders = {
        Standard.BRANCH: _branch(records),
        Standard.ACTIVITY: _activity(records, since),
        Standard.IDENTITY: _identity(records),
        Standard.TERMINAL: _terminal(records, since),
        Standard.REPORT: _report(records, since),
    }
    found = {standard.value: list(finder) for standard, finder in finders.items()}
    return {standard: missing for standard, missing in found.items() if missing}


def _branch(records: Records) -> Iterator[Missing]:
    if not records.people:
        yield "no_people", 1
    elif not records.groups:
        yield "no_group", 1
    elif not records.has_branch:
        yield "no_branch", 1


def _activity(records: Records, since: date) -> Iterator[Missing]:
    if not _is_since(records.last_activity_on, since):
        yield "no_activity", 1


def _identity(records: Records) -> Iterator[Missing]:
    if not records.has_hours:
        yield "no_hours", 1
    if not records.people:
        yield "no_people", 1
    if records.unpublished:
        yield "unpublished", records.unpublished
    if records.board_is_outdated:
        yield "board_outdated", 1


def _terminal(records: Records, since: date) -> Iterator[Missing]:
    if not records.has_code:
        yield "no_code", 1
    elif not records.code_is_out:
        yield "code_unused", 1
    if without := len(records.people - records.people_with_code):
        yield "people_without_code", without
    if not _is_since(records.last_answer_on, since):
        yield "no_answer", 1
    if records.overdue:
        yield "overdue", records.overdue


def _report(records: Records, since: date) -> Iterator[Missing]:
    if not _is_since(records.last_report_on, since):
        yield "no_report", 1
    if records.rated <= 0:
        yield "unrated", 1


def _is_since(day: date | None, since: date) -> bool:
    return day is not None and day >= since
