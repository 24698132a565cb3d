"""In which role a user deals with a matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from areas.models import Area
from areas.names import office_name
from casework.actors import Actor
from messages.hats import hats_of
from messages.states import Holder

if TYPE_CHECKING:
    from accounts.models import User
    from messages.models.record import MatterRecord


def office_actor(user: User, office: Area) -> Actor:
    return Actor(user, office_name(office), office=office)


def actor_for(user: User, message: MatterRecord) -> Actor | None:
    """The role in which ``user`` deals with ``message`` now; None for a stranger.

    Whoever holds the matter comes first, then those who look on. The office that holds it is
    matched exactly; an office above acts only after taking the matter up.
    """
    roles = {
        Holder.REPRESENTATIVE: _as_representative,
        Holder.STATION: _as_officer,
        Holder.OFFICE: _as_office,
        Holder.DEPARTMENT: _as_department,
    }
    order = sorted(roles, key=lambda holder: holder != message.holder)
    return next(
        (actor for holder in order if (actor := roles[holder](user, message))),
        None,
    )


def _as_representative(user: User, message: MatterRecord) -> Actor | None:
    person = hats_of(user).representative
    if person is None or message.is_kept or message.representative_id != person.pk:
        return None
    return Actor(user, f"{person.name} 代表")


def _as_officer(user: User, message: MatterRecord) -> Actor | None:
    if message.is_kept:
        return None
    for station in hats_of(user).stations:
        if station.pk == message.station_id:
            return Actor(user, station.name, station=station)
    return None


def _as_office(user: User, message: MatterRecord) -> Actor | None:
    offices = hats_of(user).offices
    exact = [office for office in offices if office.pk == message.office_id]
    above = [office for office in offices if office.contains(message.area)]
    office = next(iter(exact + above), None)
    return office_actor(user, office) if office else None


def _as_department(user: User, message: MatterRecord) -> Actor | None:
    mine = hats_of(user).department_ids
    for assignment in message.assignments.all():
        if assignment.department_id in mine:
            department = assignment.department
            return Actor(user, department.name, department=department)
    return None
