"""When nobody acts for a seat any more: the last active one ended, or was suspended.

Apps above say in ``AppConfig.ready`` what becomes of the work.
"""

from __future__ import annotations

from collections.abc import Callable

from representatives.models import Representative, Seat

#: ``key`` names the occasion, so that nobody is told twice.
Act = Callable[[Representative, str], object]

_acts: list[Act] = []


def when_somebody_stops(act: Act) -> None:
    _acts.append(act)


def seat_stopped(person: Representative, *, key: str) -> None:
    """Inside the transaction in which a seat ended or was suspended."""
    if person.seats.filter(status=Seat.Status.ACTIVE).exists():
        return
    for act in _acts:
        act(person, key)
