"""When days change: which clocks are looked at, and which get another date."""

from datetime import date

import pytest

from areas.models import DayOverride
from casework import deadlines
from casework.clock import Clock, Unit
from casework.deadlines import Moved, clocks, recompute
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


def test_a_clock_that_somebody_moves_meanwhile_is_left_to_them(monkeypatch):
    running(Clock(5))
    day_off()
    theirs = date(2026, 11, 20)

    def meanwhile(row, due, amber):
        Suggestion.objects.update(due_date=theirs)
        return row.reminded

    monkeypatch.setattr(deadlines, "_reminded", meanwhile)

    assert list(recompute(*SPAN)) == [Moved(1, 0)]
    assert Suggestion.objects.get().due_date == theirs
