"""What this app adds to pages of the office: the work and the last matter of a station."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from accounts.http import SignedInRequest
from messages.models import Message
from messages.states import BEFORE_REPLY
from office.blocks import page_block
from stations.models import Station


@page_block("station", "figures", 10, "messages/office/_station_work.html")
def work(request: SignedInRequest, station: Station) -> dict[str, Any]:
    """What is open and late of what the station itself sees."""
    waiting = Q(state__in=BEFORE_REPLY)
    late = waiting & Q(paused_on=None, due_date__lt=timezone.localdate())
    matters = Message.objects.open().filter(station=station, is_kept=False)
    return matters.aggregate(working=Count("pk", filter=waiting), late=Count("pk", filter=late))


@page_block("station", "activity", 10, "messages/office/_last_of_station.html")
def last_message(request: SignedInRequest, station: Station) -> dict[str, Any]:
    matters = Message.objects.filter(station=station, is_kept=False).order_by("-pk")
    return {"written_at": matters.values_list("submitted_at", flat=True).first()}
