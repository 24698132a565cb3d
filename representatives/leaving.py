"""When somebody's last seat ends: apps above say in ``AppConfig.ready`` what becomes of the work."""

from __future__ import annotations

from collections.abc import Callable

from representatives.models import Representative

#: ``key`` names the occasion, so that nobody is told twice.
Act = Callable[[Representative, str], object]

_acts: list[Act] = []


def when_somebody_leaves(act: Act) -> None:
    _acts.append(act)


def somebody_left(person: Representative, *, key: str) -> None:
    """Inside the transaction in which the seat ended."""
    for act in _acts:
        act(person, key)
