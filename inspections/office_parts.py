"""What this app adds to pages for staff: its entry of the menu, what was seen at a station."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.http import SignedInRequest
from accounts.models import User
from inspections.inspected import due_words
from inspections.models import Finding
from office.blocks import page_block
from office.register import Heading, menu_entry
from stations.models import Station

LATEST = 5


def to_recheck(user: User) -> QuerySet[Finding]:
    """Findings whose second look is due."""
    return Finding.objects.due(timezone.localdate()).looked_after_by(user)


menu_entry(Heading.NETWORK, 50, "inspections", "督查", "office:inspections", waiting=to_recheck)


@page_block("station", "beside", 10, "inspections/_of_station.html")
def results_of(request: SignedInRequest, station: Station) -> dict[str, Any]:
    """Two queries."""
    today = timezone.localdate()
    # Sums lose the order of the model.
    visits = station.inspections.with_totals().order_by("-day", "-pk")
    waiting = Finding.objects.open().filter(inspection__station=station)
    return {
        "station": station,
        "inspections": list(visits.select_related("office", "sheet")[:LATEST]),
        "open_findings": [
            (finding, due_words(finding, today))
            for finding in waiting.order_by("due_date", "pk")[: LATEST * 2]
        ],
    }
