"""What an account can do through stations and departments."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.reach import gives_reach
from stations.models import Department, LiaisonOfficer, StationCover


def served() -> QuerySet[Any]:
    """Closed stations too: one opens again without anybody looking at its officers."""
    return LiaisonOfficer.stations.through.objects.filter(liaisonofficer__is_active=True)


def covered() -> QuerySet[StationCover]:
    return StationCover.objects.current(timezone.localdate())


gives_reach(served, account="liaisonofficer__user", area="station__area")
gives_reach(covered, account="officer__user", area="station__area")
gives_reach(Department.members.through.objects.all, account="user", area="department__area")
