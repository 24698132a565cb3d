"""Which stations and departments are a person's work today; read once per user object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.remembered import once_per_user
from stations.models import Department, Station

if TYPE_CHECKING:
    from accounts.models import User


@once_per_user
def stations_of(user: User) -> list[Station]:
    """Open stations whose work is this officer's today, also those being covered."""
    served = Station.objects.open().served_by(user, timezone.localdate())
    return list(served.select_related("area").order_by("pk"))


@once_per_user
def departments_of(user: User) -> list[Department]:
    """Active departments whose matters this person handles."""
    mine = Department.objects.active().filter(members=user)
    return list(mine.select_related("area").order_by("pk"))
