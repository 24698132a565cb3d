"""Reception days: what a rule says, and which days it gives. 2026 as the State Council published."""

from datetime import date, time, timedelta

import pytest

from areas.models import DayOverride
from stations.models import ReceptionDay
from stations.reception import next_of, sentence, upcoming
from tests.clock import frozen

pytestmark = pytest.mark.django_db
MONTH, WEEK = ReceptionDay.Every.MONTH, ReceptionDay.Every.WEEK


def rule(day, every=MONTH, when_off="next", starts=9, **fields):
    return ReceptionDay(
        every=every, day=day, when_off=when_off, starts_at=time(starts), ends_at=time(11), **fields
    )


def days(rule, today, amount=1):
    return [found.day for found in upcoming(rule, today, amount)]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (rule(5), "每月 5 日 9:00–11:00，遇休息日顺延"),
        (rule(31, when_off="before"), "每月 31 日 9:00–11:00，遇休息日提前"),
        (rule(7, WEEK, "skip"), "每周日 9:00–11:00，遇休息日不接待"),
        (rule(1, WEEK, "keep", note="代表轮流"), "每周一 9:00–11:00，休息日照常接待（代表轮流）"),
    ],
)
def test_a_rule_reads_as_a_sentence(given, says):
    assert sentence(given) == says


@pytest.mark.parametrize(
    ("when_off", "day"),
    [
        ("next", date(2026, 10, 8)),
        ("before", date(2026, 9, 30)),
        ("skip", date(2026, 11, 5)),
        ("keep", date(2026, 10, 5)),
    ],
)
def test_a_day_in_the_week_of_the_national_day(when_off, day):
    assert days(rule(5, when_off=when_off), date(2026, 9, 28)) == [day]


@frozen("2026-10-01 09:00")
def test_a_moved_day_says_why():
    moved = upcoming(rule(5), date(2026, 10, 2))[0]
    assert moved.explanation == "10 月 5 日（周一）国庆节放假，顺延到这一天"
    earlier = upcoming(rule(5, when_off="before"), date(2026, 9, 28))[0]
    assert earlier.explanation == "10 月 5 日（周一）国庆节放假，提前到这一天"
    saturday = upcoming(rule(5), date(2026, 12, 1))[0]
    assert saturday.explanation == "12 月 5 日（周六），顺延到这一天"
    assert upcoming(rule(5), date(2026, 11, 1))[0].explanation == ""


def test_a_day_moved_to_today_or_later_is_not_forgotten_although_it_has_passed():
    assert days(rule(5), date(2026, 10, 8)) == [date(2026, 10, 8)]
    assert days(rule(5), date(2026, 10, 9)) == [date(2026, 11, 5)]


def test_a_day_moved_back_before_today_is_over():
    assert days(rule(5, when_off="before"), date(2026, 10, 1)) == [date(2026, 11, 5)]


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 4, 2), date(2026, 4, 30)),
        (date(2027, 2, 1), date(2027, 2, 28)),
        (date(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_where_a_month_is_shorter_its_last_day_counts(today, day):
    assert days(rule(31, when_off="keep"), today) == [day]


def test_a_make_up_workday_is_a_reception_day():
    saturday = rule(6, WEEK, "skip")
    assert days(saturday, date(2026, 10, 5)) == [date(2026, 10, 10)]


def test_every_week_gives_one_day_each():
    assert days(rule(3, WEEK), date(2026, 11, 23), 3) == [
        date(2026, 11, 25),
        date(2026, 12, 2),
        date(2026, 12, 9),
    ]


def test_two_days_moved_onto_the_same_one_are_one_reception():
    """Wednesday of the holiday week is moved onto Thursday after it; the next is a week later."""
    assert days(rule(4, WEEK), date(2026, 9, 30), 2) == [date(2026, 10, 8), date(2026, 10, 15)]


def test_today_counts_and_so_does_the_turn_of_the_year():
    assert days(rule(4, when_off="keep"), date(2026, 12, 4)) == [date(2026, 12, 4)]
    assert days(rule(1), date(2026, 12, 31)) == [date(2027, 1, 4)]


@frozen("2026-12-01 09:00")
def test_what_staff_set_counts():
    DayOverride.objects.create(day=date(2026, 12, 7), is_working=False, reason="停电")
    moved = upcoming(rule(7), date(2026, 12, 1))[0]
    assert (moved.day, moved.explanation) == (
        date(2026, 12, 8),
        "12 月 7 日（周一）工作人员设定：停电，顺延到这一天",
    )


def test_a_rule_that_is_always_off_ends_without_a_day():
    first = date(2026, 10, 1)
    off = [DayOverride(day=first + timedelta(days=n), reason="停") for n in range(600)]
    DayOverride.objects.bulk_create(off)
    for when_off in ("skip", "next", "before"):
        assert days(rule(7, WEEK, when_off), date(2026, 11, 23), 200) == []


def test_the_next_of_several_rules():
    rules = [rule(5), rule(2, WEEK), rule(2, WEEK, starts=8)]
    found = next_of(rules, date(2026, 11, 23))
    assert (found.day, found.hours) == (date(2026, 11, 24), "8:00–11:00")
    assert next_of([], date(2026, 11, 23)) is None
