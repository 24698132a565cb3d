"""What this app adds to pages for staff: its entries of the menu, a station's small congress."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.http import SignedInRequest
from community.keepers import can_have_congress
from community.models import SmallCongress
from office.blocks import page_block
from office.register import Heading, menu_entry
from stations.keepers import is_plain_officer
from stations.models import Station

ENTRY = ("communities", "居民议事会", "office:communities")
menu_entry(Heading.NETWORK, 60, *ENTRY)
menu_entry(Heading.OWN_STATIONS, 30, *ENTRY, shown_to=is_plain_officer)


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
