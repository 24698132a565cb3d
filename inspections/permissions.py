"""Who may inspect a station, and who may add to what was recorded."""

from __future__ import annotations

from accounts.models import User
from accounts.permissions import offices_of
from areas.models import Area
from inspections.models import Inspection
from stations.models import Station


def offices_over(user: User, station: Station) -> list[Area]:
    """The person's offices in whose name this station may be inspected."""
    return [office for office in offices_of(user) if office.contains(station.area)]


def can_add_to(user: User, inspection: Inspection) -> bool:
    """The office whose inspection it was, and those above: nobody below clears himself."""
    return any(office.contains(inspection.office) for office in offices_of(user))
