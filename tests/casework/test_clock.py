"""How long a step may take, on the calendar of 2026 with its swapped days."""

from datetime import date, timedelta

import pytest

from casework.clock import Clock, Explained, Unit, supervise_before
from tests.clock import frozen

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 11, 20)
NATIONAL_DAY_EVE = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("amount", "start", "due"),
    [
        (1, FRIDAY, date(2026, 11, 23)),
        (5, FRIDAY, date(2026, 11, 27)),
        (10, FRIDAY, date(2026, 12, 4)),
        (30, FRIDAY, date(2027, 1, 4)),
        (1, NATIONAL_DAY_EVE, date(2026, 10, 8)),
        (3, NATIONAL_DAY_EVE, date(2026, 10, 10)),  # a Saturday that is worked
    ],
)
def test_the_first_day_is_the_next_working_day(amount, start, due):
    assert Clock(amount).run(start).due_date == due


def test_the_due_date_names_every_skipped_day_and_why():
    run = Clock(1).run(NATIONAL_DAY_EVE)
    assert [note.day.day for note in run.skipped] == [1, 2, 3, 4, 5, 6, 7]
    assert all(note.reason for note in run.skipped)


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (FRIDAY, "11 月 21 日（周六）、11 月 22 日（周日）"),
        (
            date(2026, 4, 3),
            "4 月 4 日（周六）、4 月 5 日（周日）清明节放假、4 月 6 日（周一）清明节放假",
        ),
    ],
)
def test_a_skipped_day_says_its_holiday_or_that_it_is_a_weekend(start, words):
    with frozen("2026-11-20 10:00"):
        assert Clock(1).run(start).skipped_words == words


@pytest.mark.parametrize(
    ("amount", "amber"),
    [
        (1, date(2026, 11, 23)),
        (2, date(2026, 11, 24)),
        (5, date(2026, 11, 26)),
        (10, date(2026, 12, 2)),
    ],
)
def test_amber_comes_when_four_fifths_of_the_time_are_used(amount, amber):
    assert Clock(amount).amber(FRIDAY) == amber


@pytest.mark.parametrize(
    ("clock", "start", "amber"),
    [
        (Clock(10, Unit.DAY), FRIDAY, date(2026, 11, 28)),
        (Clock(3, Unit.MONTH), date(2026, 11, 2), date(2027, 1, 15)),  # 74 of 92 days
        (Clock(1, Unit.MONTH, extended=10), date(2026, 11, 2), date(2026, 12, 8)),  # 36 of 44
        (Clock(5, extended=5), FRIDAY, date(2026, 12, 2)),
    ],
)
def test_amber_counts_what_was_granted_in_any_unit(clock, start, amber):
    assert clock.amber(start) == amber


@pytest.mark.parametrize(
    ("clock", "amber"),
    [
        (Clock(5, paused=20), date(2026, 12, 24)),
        (Clock(10, Unit.DAY, paused=100), date(2027, 3, 8)),
        (Clock(3, Unit.MONTH, paused=5), date(2027, 2, 7)),  # 74 of 92 days, and 5 more
    ],
)
def test_time_that_stood_still_is_not_used_up(clock, amber):
    assert clock.amber(FRIDAY) == amber


@pytest.mark.parametrize(
    ("amount", "unit", "start", "due"),
    [
        (7, Unit.DAY, FRIDAY, date(2026, 11, 27)),
        (1, Unit.MONTH, date(2026, 12, 15), date(2027, 1, 15)),
        (1, Unit.MONTH, date(2026, 1, 31), date(2026, 2, 28)),
        (1, Unit.MONTH, date(2028, 1, 31), date(2028, 2, 29)),
        (2, Unit.MONTH, date(2026, 1, 31), date(2026, 3, 31)),
        (3, Unit.MONTH, date(2026, 11, 30), date(2027, 2, 28)),
        (6, Unit.MONTH, date(2026, 8, 31), date(2027, 2, 28)),
        (12, Unit.MONTH, date(2028, 2, 29), date(2029, 2, 28)),
        (1, Unit.MONTH, date(2026, 11, 30), date(2026, 12, 30)),
    ],
)
def test_days_count_every_day_and_months_end_where_the_month_ends(amount, unit, start, due):
    assert Clock(amount, unit).run(start) == Explained(start, due, [])


@pytest.mark.parametrize(
    ("due", "supervised_from"),
    [(FRIDAY, date(2026, 11, 25)), (date(2026, 9, 29), date(2026, 10, 9))],
)
def test_supervision_starts_on_the_third_working_day_after_the_due_date(due, supervised_from):
    assert due <= supervise_before(supervised_from)
    assert due > supervise_before(supervised_from - timedelta(days=1))
