"""Working days: 2026 as published, 2027 by statute, overrides, and the reasons given."""

from datetime import date

import pytest

from areas.calendar import (
    DayNote,
    DueDate,
    add_working_days,
    explain_day,
    is_working_day,
    working_days_between,
)
from areas.models import DayOverride

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "is_working", "reason"),
    [
        (date(2026, 11, 23), True, "工作日"),
        (date(2026, 11, 21), False, "周六"),
        (date(2026, 11, 22), False, "周日"),
        (date(2026, 1, 2), False, "调休放假"),
        (date(2026, 1, 4), True, "调休上班"),
        (date(2026, 2, 14), True, "调休上班"),
        (date(2026, 2, 16), False, "除夕放假"),
        (date(2026, 2, 17), False, "春节放假"),
        (date(2026, 2, 23), False, "调休放假"),
        (date(2026, 2, 28), True, "调休上班"),
        (date(2026, 4, 6), False, "清明节放假"),
        (date(2026, 10, 1), False, "国庆节放假"),
        (date(2026, 9, 20), True, "调休上班"),
        (date(2026, 10, 10), True, "调休上班"),
        (date(2027, 1, 1), False, "元旦放假"),
        (date(2027, 1, 4), True, "工作日"),
        (date(2027, 2, 8), False, "春节放假"),
        (date(2028, 10, 3), False, "中秋节、国庆节放假"),
        (date(2035, 10, 1), False, "国庆节放假"),
    ],
)
def test_every_day_says_whether_it_counts_and_why(day, is_working, reason):
    assert explain_day(day) == DayNote(day, is_working, reason)
    assert is_working_day(day) is is_working


def test_every_day_of_2026_and_2027_off_has_a_reason():
    days = [date.fromordinal(n) for n in range(*_ordinals(2026, 2028))]
    assert all(explain_day(day).reason for day in days)
    worked = [sum(is_working_day(d) for d in days if d.year == y) for y in (2026, 2027)]
    assert worked == [248, 248]  # 365 - 104 weekend days - 13 statutory days


def _ordinals(first_year, end_year):
    return date(first_year, 1, 1).toordinal(), date(end_year, 1, 1).toordinal()


def test_limit_over_the_national_day_of_2026_counts_the_make_up_saturday():
    due = add_working_days(date(2026, 9, 30), 3)
    assert due.date == date(2026, 10, 10)
    assert [(n.day.day, n.reason) for n in due.skipped] == [
        (1, "国庆节放假"),
        (2, "国庆节放假"),
        (3, "国庆节放假"),
        (4, "周日"),
        (5, "国庆节放假"),
        (6, "调休放假"),
        (7, "调休放假"),
    ]


def test_limit_over_the_spring_festival_of_2026():
    due = add_working_days(date(2026, 2, 13), 2)
    assert due.date == date(2026, 2, 24)
    assert [n.day.day for n in due.skipped] == list(range(15, 24))


def test_limit_over_new_year_2027():
    due = add_working_days(date(2026, 12, 30), 2)
    assert due == DueDate(
        date(2027, 1, 4),
        [
            DayNote(date(2027, 1, 1), False, "元旦放假"),
            DayNote(date(2027, 1, 2), False, "周六"),
            DayNote(date(2027, 1, 3), False, "周日"),
        ],
    )


@pytest.mark.parametrize("start", [date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22)])
def test_first_day_is_the_next_working_day_whenever_it_began(start):
    assert add_working_days(start, 1).date == date(2026, 11, 23)


def test_no_days_stay_on_the_start_and_negative_ones_are_refused():
    assert add_working_days(date(2026, 11, 21), 0) == DueDate(date(2026, 11, 21), [])
    with pytest.raises(ValueError):
        add_working_days(date(2026, 11, 21), -1)


@pytest.mark.parametrize("amount", [1, 5, 10, 30])
@pytest.mark.parametrize("start", [date(2026, 9, 28), date(2026, 12, 30), date(2027, 2, 5)])
def test_between_undoes_add(start, amount):
    due = add_working_days(start, amount).date
    assert working_days_between(start, due) == amount
    assert working_days_between(due, start) == -amount


def test_between_does_not_count_the_first_day_and_counts_the_last():
    assert working_days_between(date(2026, 11, 23), date(2026, 11, 24)) == 1
    assert working_days_between(date(2026, 11, 20), date(2026, 11, 22)) == 0
    assert working_days_between(date(2026, 11, 23), date(2026, 11, 23)) == 0


def test_staff_can_make_a_working_day_a_day_off():
    DayOverride.objects.create(day=date(2026, 12, 3), is_working=False, reason="全市停电检修")
    due = add_working_days(date(2026, 12, 2), 1)
    assert due.date == date(2026, 12, 4)
    assert due.skipped == [DayNote(date(2026, 12, 3), False, "工作人员设定：全市停电检修")]


def test_staff_can_make_a_holiday_a_working_day():
    DayOverride.objects.create(day=date(2027, 2, 20), is_working=True, reason="春节调休")
    assert explain_day(date(2027, 2, 20)) == DayNote(
        date(2027, 2, 20), True, "工作人员设定：春节调休"
    )
    assert add_working_days(date(2027, 2, 19), 1).date == date(2027, 2, 20)


def test_changed_overrides_count_at_once():
    day = date(2026, 12, 3)
    assert is_working_day(day)
    override = DayOverride.objects.create(day=day, is_working=False, reason="停电")
    assert not is_working_day(day)
    DayOverride.objects.filter(day=day).update(is_working=True)
    assert is_working_day(day)
    override.is_working = False
    override.save()
    assert not is_working_day(day)
    override.delete()
    assert is_working_day(day)
    DayOverride.objects.bulk_create([DayOverride(day=day, reason="停电")])
    assert not is_working_day(day)
    DayOverride.objects.all().delete()
    assert is_working_day(day)


def test_counting_takes_no_query_once_overrides_and_years_are_cached(django_assert_num_queries):
    with django_assert_num_queries(2):
        add_working_days(date(2026, 9, 28), 30)
    with django_assert_num_queries(0):
        add_working_days(date(2026, 12, 28), 30)
        working_days_between(date(2026, 1, 1), date(2027, 12, 31))
