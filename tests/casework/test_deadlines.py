"""When days change: which clocks are looked at, and which get another date."""

from datetime import date

import pytest

from areas.models import DayOverride
from casework import deadlines
from casework.clock import Clock, Unit
from casework.deadlines import Moved, clocks, recompute, total
from casework.models import Reminder
from tests.clock import frozen
from tests.engines.models import Suggestion

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 2)
SPAN = (date(2026, 11, 3), date(2026, 11, 6))


@pytest.fixture(autouse=True)
def _on_a_monday():
    with frozen("2026-11-02 10:00"):
        yield


def running(clock):
    return Suggestion.objects.create(**Suggestion.clock_set(clock, MONDAY))


def day_off():
    DayOverride.objects.create(day=date(2026, 11, 4), is_working=False, reason="停电")


@pytest.mark.parametrize(
    ("clock", "looked_at"),
    [
        (Clock(5), 1),
        (Clock(20, Unit.DAY), 0),
        (Clock(3, Unit.MONTH), 0),
        (Clock(3, Unit.MONTH, extended=2, extended_unit=Unit.WORKING_DAY), 1),
        (Clock(3, Unit.MONTH, extended=1, extended_unit=Unit.MONTH), 0),
    ],
)
def test_clocks_that_count_working_days_are_looked_at(clock, looked_at):
    running(clock)
    assert sum(rows.count() for rows in clocks()) == looked_at


def test_it_says_how_many_were_looked_at_and_how_many_moved():
    running(Clock(5))
    assert (Moved(), list(recompute(*SPAN))) == (Moved(0, 0), [Moved(1, 0)])

    day_off()

    assert list(recompute(*SPAN)) == [Moved(1, 1)]
    assert Suggestion.objects.get().due_date == date(2026, 11, 10)


@pytest.mark.parametrize(
    "theirs",
    [
        {"due_date": date(2026, 11, 20)},
        {"clock_started_on": date(2026, 11, 3)},
        {"clock_amount": 6},
        {"clock_extended": 3},
        {"clock_paused": 1},
        {"paused_on": MONDAY},
    ],
    ids=str,
)
def test_a_clock_that_somebody_moves_meanwhile_is_left_to_them(monkeypatch, theirs):
    running(Clock(5))
    day_off()

    def meanwhile(row, due, amber):
        Suggestion.objects.update(**theirs)
        return row.reminded

    monkeypatch.setattr(deadlines, "_reminded", meanwhile)

    assert list(recompute(*SPAN)) == [Moved(1, 0)]
    assert (
        Suggestion.objects.values("due_date", *theirs).get()
        == {"due_date": date(2026, 11, 9)} | theirs
    )


# Five working days from Monday the 2nd: the 9th, or the 10th with a day off on the 4th; whoever
# has to act is reminded from the 6th on, then from the 9th on.
@pytest.mark.parametrize(
    ("today", "reminded", "after"),
    [
        ("2026-11-06", Reminder.AMBER, Reminder.NONE),
        ("2026-11-09", Reminder.AMBER, Reminder.AMBER),
        ("2026-11-10", Reminder.RED, Reminder.AMBER),
        ("2026-11-10", Reminder.NONE, Reminder.NONE),
        ("2026-11-11", Reminder.RED, Reminder.RED),
        ("2026-11-20", Reminder.SUPERVISED, Reminder.SUPERVISED),
    ],
)
def test_what_its_new_time_does_not_ask_for_yet_will_be_reminded_of_again(today, reminded, after):
    running(Clock(5))
    Suggestion.objects.update(reminded=reminded)
    day_off()

    with frozen(f"{today} 10:00"):
        assert list(recompute(*SPAN)) == [Moved(1, 1)]

    assert Suggestion.objects.values_list("due_date", "amber_date", "reminded").get() == (
        date(2026, 11, 10),
        date(2026, 11, 9),
        after,
    )


# A clock counts from the day after its start to its last day.
@pytest.mark.parametrize(
    ("first", "last", "is_over"),
    [
        (date(2026, 10, 30), date(2026, 11, 2), False),
        (date(2026, 10, 30), date(2026, 11, 3), True),
        (date(2026, 11, 9), date(2026, 11, 12), True),
        (date(2026, 11, 10), date(2026, 11, 12), False),
    ],
)
def test_only_clocks_over_one_of_the_days_are_looked_at(first, last, is_over):
    running(Clock(5))
    assert [moved.seen for moved in recompute(first, last)] == [1] * is_over
    assert total(first, last) == is_over
