"""选举期间暂停公开: whose personal figures and ratings the public pages leave out today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from representatives.models import Seat, frozen_congresses


def frozen_people(people: Iterable[int], today: date) -> frozenset[int]:
    """Of these, the keys of who holds an active seat in a frozen congress; at most one query."""
    frozen = frozen_congresses(today)
    if not frozen:
        return frozenset()
    seats = Seat.objects.active().filter(term__congress__in=frozen, representative__in=people)
    return frozenset(seats.order_by().values_list("representative", flat=True))
