"""What representatives may do follows from their seats of this moment, asked here alone.

With an active seat (在任) a person acts. Who is suspended in all (暂停执行职务, 代表法 2025 Art. 61)
reads what was his or hers and does nothing; whose seats have all ended (Art. 62) is nobody here.
What belongs to one congress, a vote, a report, asks for the seat in that congress.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef

from accounts.remembered import once_per_user
from representatives.models import Representative, Seat

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


@once_per_user
def persons_of(user: User) -> list[Any]:
    """The user's own person while a seat has not ended, with ``acts``; at most one."""
    seats = Seat.objects.filter(representative=OuterRef("pk"))
    found = Representative.objects.filter(user=user).filter(Exists(seats.not_ended()))
    return list(found.annotate(acts=Exists(seats.active())).select_related("station"))


def reading_person(user: User | AnonymousUser) -> Representative | None:
    """Who may read what was his or hers: not all seats have ended."""
    return next(iter(persons_of(user)), None)


def acting_person(user: User | AnonymousUser) -> Representative | None:
    """Who may act as a representative: at least one seat is active."""
    return next((person for person in persons_of(user) if person.acts), None)
