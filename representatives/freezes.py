"""选举期间暂停公开: whose personal figures and ratings the public pages leave out today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from representatives.models import Representative, Seat, frozen_congresses


def is_frozen(person: Representative, today: date) -> bool:
    """Whether the person holds an active seat in a congress whose figures are not shown today.

    No query while nothing is frozen, or with ``Seat.objects.with_names()`` prefetched as seats.
    """
    frozen = frozen_congresses(today)
    if not frozen:
        return False
    if "seats" in getattr(person, "_prefetched_objects_cache", {}):
        return any(s.is_active and s.term.congress_id in frozen for s in person.seats.all())
    return person.pk in frozen_people([person.pk], today)


def frozen_people(people: Iterable[int], today: date) -> frozenset[int]:
    """The same for many: the keys of those who are frozen; at most one query."""
    frozen = frozen_congresses(today)
    if not frozen:
        return frozenset()
    seats = Seat.objects.active().filter(term__congress__in=frozen, representative__in=people)
    return frozenset(seats.order_by().values_list("representative", flat=True))
