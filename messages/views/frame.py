"""What the header of every desk page needs to know about the person at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from areas.names import office_name
from messages.hats import hats_of
from messages.permissions import can_enter
from office.desk_links import desk_links

if TYPE_CHECKING:
    from accounts.models import User


def desk_frame(user: User) -> dict[str, Any]:
    """``place``, ``can_enter``, ``can_be_away``, ``has_office``, ``more_links``: for desk_base.html."""
    hats = hats_of(user)
    places = [
        *(station.name for station in hats.stations),
        *(department.name for department in hats.departments),
        *(office_name(office) for office in hats.offices),
    ]
    return {
        "place": places[0] if places else "",
        "can_enter": can_enter(user),
        "can_be_away": hats.representative is not None,
        "has_office": bool(hats.offices),
        "more_links": desk_links(user),
    }
