"""The clock on a row: pauses, more time and what is said of it, in every unit."""

from datetime import date

import pytest

from casework.clock import Clock, Unit
from casework.models import Clocked, Reminder
from casework.workflow import TransitionError
from tests.engines.models import Suggestion

pytestmark = pytest.mark.django_db

WORKING_DAY, DAY, MONTH = Unit.WORKING_DAY, Unit.DAY, Unit.MONTH
MONDAY = date(2026, 11, 2)


def started(clock, start=MONDAY):
    return Suggestion(**Suggestion.clock_set(clock, start))


def changed(row, columns):
    for name, value in columns.items():
        setattr(row, name, value)
    return row


def after_pause(row, since, until):
    return changed(changed(row, {"paused_on": since}), row.clock_resumed(until))


def test_a_pause_of_five_days_on_three_months_adds_five_days():
    row = started(Clock(3, MONTH))
    assert row.due_date == date(2027, 2, 2)

    after_pause(row, date(2026, 11, 9), date(2026, 11, 14))

    assert row.due_date == date(2027, 2, 7)
    assert row.explain_due().due_date == date(2027, 2, 7)
    assert row.clock_paused == 5


# From Friday 6 November to Tuesday 10 November: four days, two of them worked.
@pytest.mark.parametrize(
    ("clock", "due", "due_after"),
    [
        (Clock(10), date(2026, 11, 16), date(2026, 11, 18)),
        (Clock(10, DAY), date(2026, 11, 12), date(2026, 11, 16)),
        (Clock(1, MONTH), date(2026, 12, 2), date(2026, 12, 6)),
        (Clock(10, extended=1, extended_unit=MONTH), date(2026, 12, 16), date(2026, 12, 18)),
        (Clock(1, MONTH, extended=5), date(2026, 12, 9), date(2026, 12, 13)),
    ],
)
def test_a_pause_gives_back_the_days_that_it_took(clock, due, due_after):
    row = started(clock)
    assert row.due_date == due

    after_pause(row, date(2026, 11, 6), date(2026, 11, 10))

    assert row.due_date == due_after
    assert (row.paused_on, row.pause_reason, row.reminded) == (None, "", Reminder.NONE)


def test_two_pauses_add_up_and_a_pause_within_a_day_adds_nothing():
    row = started(Clock(1, MONTH))
    after_pause(row, date(2026, 11, 3), date(2026, 11, 5))
    after_pause(row, date(2026, 11, 9), date(2026, 11, 12))
    after_pause(row, date(2026, 11, 13), date(2026, 11, 13))
    assert (row.clock_paused, row.due_date) == (5, date(2026, 12, 7))


def test_a_pause_over_a_weekend_adds_nothing_to_working_days():
    row = after_pause(started(Clock(10)), date(2026, 11, 6), date(2026, 11, 8))
    assert (row.clock_paused, row.due_date) == (0, date(2026, 11, 16))


@pytest.mark.parametrize(
    ("start", "clock", "more", "due"),
    [
        (date(2026, 1, 31), Clock(1, MONTH), (1, MONTH), date(2026, 3, 31)),
        (date(2026, 1, 31), Clock(1, MONTH), (3, DAY), date(2026, 3, 3)),
        (date(2028, 1, 31), Clock(1, MONTH), (3, DAY), date(2028, 3, 3)),
        (date(2026, 11, 2), Clock(3, MONTH), (3, MONTH), date(2027, 5, 2)),
        (date(2026, 11, 2), Clock(1, MONTH), (10, WORKING_DAY), date(2026, 12, 16)),
        (date(2026, 11, 2), Clock(10), (5, WORKING_DAY), date(2026, 11, 23)),
        (date(2026, 11, 2), Clock(10), (2, MONTH), date(2027, 1, 16)),
        (date(2026, 11, 2), Clock(30, DAY), (10, DAY), date(2026, 12, 12)),
    ],
)
def test_more_time_is_counted_in_its_own_unit(start, clock, more, due):
    row = started(clock, start)
    changed(row, row.clock_longer(*more))
    assert row.due_date == due
    assert row.explain_due().due_date == due


def test_pause_and_extension_give_the_same_day_in_either_order():
    pause = date(2027, 1, 30), date(2027, 2, 4)
    first, second = (started(Clock(3, MONTH), date(2026, 11, 30)) for _ in range(2))
    changed(after_pause(first, *pause), first.clock_longer(1, MONTH))
    changed(second, second.clock_longer(1, MONTH))
    after_pause(second, *pause)
    assert first.due_date == second.due_date == date(2027, 4, 4)


def test_more_time_granted_during_a_pause_leaves_it_paused():
    row = changed(started(Clock(3, MONTH)), {"paused_on": MONDAY, "pause_reason": "等资料"})
    changed(row, row.clock_longer(1, MONTH))
    assert (row.paused_on, row.pause_reason) == (MONDAY, "等资料")

    changed(row, row.clock_resumed(date(2026, 11, 12)))

    assert row.due_date == date(2027, 3, 12)


def test_more_time_in_a_third_unit_is_refused():
    row = started(Clock(3, MONTH, extended=10))
    with pytest.raises(TransitionError, match="另一种单位"):
        row.clock_longer(1, MONTH)


def test_without_a_clock_there_is_nothing_to_prolong_and_nothing_paused_to_resume():
    stopped = Suggestion(**Suggestion.clock_stopped())
    with pytest.raises(TransitionError, match="不计时"):
        stopped.clock_longer(1)
    with pytest.raises(TransitionError, match="没有暂停"):
        started(Clock(1)).clock_resumed(MONDAY)
    assert (stopped.explain_due(), stopped.due_words(MONDAY)) == (None, "")


@pytest.mark.parametrize(
    ("clock", "today", "words", "tone"),
    [
        (Clock(10), date(2026, 11, 4), "还剩 8 个工作日", "plain"),
        (Clock(10), date(2026, 11, 16), "今天到期", "soon"),
        (Clock(10), date(2026, 11, 18), "超期 2 个工作日", "late"),
        (Clock(10), date(2026, 11, 17), "超期 1 个工作日", "late"),
        (Clock(9), date(2026, 11, 14), "超期 1 个工作日", "late"),  # a Saturday
        (Clock(10, DAY), date(2026, 11, 4), "还剩 8 天", "plain"),
        (Clock(1, MONTH), date(2026, 11, 20), "还剩 12 天", "plain"),
        (Clock(1, MONTH), date(2026, 11, 26), "还剩 6 天", "soon"),
        (Clock(1, MONTH), date(2026, 12, 2), "今天到期", "soon"),
        (Clock(1, MONTH), date(2026, 12, 5), "超期 3 天", "late"),
    ],
)
def test_what_is_left_is_said_in_the_days_that_the_clock_counts(clock, today, words, tone):
    row = started(clock)
    assert (row.due_words(today), row.due_tone(today)) == (words, tone)


def test_a_paused_clock_says_so_and_no_days():
    row = changed(started(Clock(1, MONTH)), {"paused_on": MONDAY})
    assert (row.due_words(date(2027, 1, 1)), row.due_tone(date(2027, 1, 1))) == (
        "已暂停计时",
        "paused",
    )


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        (Clock(10), "10 个工作日"),
        (Clock(7, DAY), "7 天"),
        (Clock(10, extended=5, paused=2), "10 个工作日，延期 5 个工作日，暂停补 2 个工作日"),
        (Clock(3, MONTH, extended=2, extended_unit=MONTH), "3 个月，延期 2 个月"),
        (Clock(3, MONTH, extended=10, paused=5), "3 个月，延期 10 个工作日，暂停补 5 天"),
    ],
)
def test_a_clock_tells_each_time_in_its_unit(clock, words):
    assert str(clock) == words


def test_a_row_without_a_clock_says_nothing_of_a_day():
    row = Suggestion()
    assert (row.day_words, row.due_words(MONDAY), row.due_tone(MONDAY)) == ("", "", "none")
    assert (row.is_provisional, Suggestion(clock_amount=5).is_provisional) == (False, False)


def test_of_a_clock_that_is_stopped_nothing_is_left_but_its_units():
    row = started(Clock(3, DAY, extended=2, extended_unit=DAY, paused=1))
    changed(row, {"paused_on": MONDAY, "pause_reason": "等资料", "reminded": Reminder.RED})

    changed(row, row.clock_stopped())

    new = Suggestion(clock_unit=DAY, clock_extended_unit=DAY)
    names = [column.name for column in Clocked._meta.local_fields]
    assert {name: getattr(row, name) for name in names} == {
        name: getattr(new, name) for name in names
    }


def test_a_date_without_a_day_of_warning_is_plain_until_it_is_over():
    row = Suggestion(due_date=MONDAY)
    assert (row.due_tone(MONDAY), row.due_tone(date(2026, 11, 3))) == ("plain", "late")


def test_a_reminder_is_claimed_once_and_for_one_row_alone():
    row, other = (Suggestion.objects.create() for _ in range(2))
    claims = [Suggestion.objects.claim(row.pk, Reminder.AMBER) for _ in range(2)]
    assert claims == [True, False]
    levels = dict(Suggestion.objects.values_list("pk", "reminded"))
    assert levels == {row.pk: Reminder.AMBER, other.pk: Reminder.NONE}
