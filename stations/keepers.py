"""Who keeps a station, who sees it, and who says who stands in for it."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import can_manage, is_office_staff, managed_scope_q, offices_of
from stations.models import LiaisonOfficer, Station
from stations.serving import stations_of


def is_officer(user: User) -> bool:
    """Whether some open station's work is this person's today."""
    return bool(stations_of(user))


def looks_after_stations(user: User) -> bool:
    """All of an area's, or those one serves."""
    return is_office_staff(user) or is_officer(user)


def is_plain_officer(user: User) -> bool:
    """An officer without an office; officers of an office find their stations among all."""
    return not is_office_staff(user) and is_officer(user)


def can_keep(user: User, station: Station) -> bool:
    """Write what a station says of itself: its managers above, and its officers of today."""
    manages = is_office_staff(user) and can_manage(user, station.area)
    return manages or station in stations_of(user)


def kept_stations(user: User) -> QuerySet[Station]:
    """Stations for which ``can_keep`` says yes."""
    own = Q(pk__in=[station.pk for station in stations_of(user)])
    # A superuser without a post manages, but has no office to do it from.
    managed = managed_scope_q(user) if is_office_staff(user) else Q(pk__in=[])
    return Station.objects.filter(own | managed)


def kept_station(request: SignedInRequest, pk: int) -> Station:
    return get_object_or_404(kept_stations(request.user).select_related("area"), pk=pk)


def seen_stations(user: User) -> QuerySet[Station]:
    """All that the person's offices hold, and those he or she serves; 404 for everybody else."""
    if not looks_after_stations(user):
        raise Http404
    inside = Station.objects.looked_after_by(user).order_by().values("pk")
    return Station.objects.filter(
        Q(pk__in=inside) | Q(pk__in=[station.pk for station in stations_of(user)])
    )


def can_cover(user: User, station: Station) -> bool:
    """Say who stands in for a station: the offices above it, and its own officers."""
    if any(office.contains(station.area) for office in offices_of(user)):
        return True
    return LiaisonOfficer.objects.active().filter(user=user, stations=station).exists()
