"""In which roles a user deals with matters; read once per request."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.models import User
from accounts.permissions import offices_of
from representatives.standing import acting_person, reading_person
from stations.serving import departments_of, stations_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from areas.models import Area
    from representatives.models import Representative
    from stations.models import Department, Station


@dataclass(frozen=True)
class Hats:
    """Everything a user is: usually exactly one of the four.

    ``representative`` may act; ``reader`` is the same person, or one who is suspended and may
    only read what was his or hers (``representatives.standing``).
    """

    representative: Representative | None = None
    reader: Representative | None = None
    stations: list[Station] = field(default_factory=list)
    departments: list[Department] = field(default_factory=list)
    offices: list[Area] = field(default_factory=list)

    @property
    def station_ids(self) -> list[int]:
        return [station.pk for station in self.stations]

    @property
    def department_ids(self) -> list[int]:
        return [department.pk for department in self.departments]


def hats_of(user: User | AnonymousUser) -> Hats:
    """At most four queries, once per user object; none for a visitor."""
    if not user.is_authenticated:
        return Hats()
    hats: Hats | None = getattr(user, "_hats", None)
    if hats is None:
        hats = user._hats = _read_hats(user)  # type: ignore[attr-defined]
    return hats


def _read_hats(user: User) -> Hats:
    """Staff of an office are seldom anything else, which one query tells."""
    offices = offices_of(user)
    if offices and not _may_be_more_than_staff(user):
        return Hats(offices=offices)
    return Hats(
        acting_person(user), reading_person(user), stations_of(user), departments_of(user), offices
    )


def _may_be_more_than_staff(user: User) -> bool:
    others = Q(representative__isnull=False) | Q(liaison_officer__isnull=False)
    others |= Q(departments__isnull=False)
    return User.objects.filter(others, pk=user.pk).exists()
