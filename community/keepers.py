"""Who works on the small congress of a community, and which stations have one."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.http import SignedInRequest
from accounts.models import User
from areas.models import Level
from community.models import SmallCongress, SmallCongressQuerySet
from stations.keepers import seen_stations
from stations.models import Station


def congresses_of(user: User) -> SmallCongressQuerySet:
    """Those of one's offices and of the stations one serves; 404 for who has neither."""
    stations = seen_stations(user).order_by().values("pk")
    return SmallCongress.objects.filter(station__in=stations).select_related("station__area")


def get_congress(request: SignedInRequest, pk: int) -> SmallCongress:
    """Read with its news, so that ``columns`` can be asked."""
    with_news = congresses_of(request.user).with_news(timezone.localdate())
    return get_object_or_404(with_news, pk=pk)


def can_have_congress(station: Station) -> bool:
    """Villages and communities have one, townships and counties do not."""
    return station.area.level == Level.VILLAGE
