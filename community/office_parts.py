"""What this app adds to pages of the office: the small congress of a station."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.http import SignedInRequest
from community.keepers import can_have_congress
from community.models import SmallCongress
from office.blocks import page_block
from stations.models import Station


@page_block("station", "beside", 20, "community/office/_of_station.html")
def community_of(request: SignedInRequest, station: Station) -> dict[str, Any]:
    """One query."""
    today = timezone.localdate()
    congress = SmallCongress.objects.filter(station=station).with_news(today).first()
    if congress:
        congress.station = station
    return {
        "station": station,
        "congress": congress,
        "columns": list(congress.columns(today)) if congress else [],
        "can_have_congress": can_have_congress(station),
    }
