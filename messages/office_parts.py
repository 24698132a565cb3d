"""What this app adds to pages of the office: the work and the last matter of a station."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from accounts.http import SignedInRequest
from areas.names import office_name
from messages.models import Message
from messages.states import BEFORE_REPLY
from office.blocks import page_block
from office.rows import Figure, row_figures
from stations.models import Station


@row_figures("stations", 20, Figure("在办"), Figure("超期", warns=True))
def work_of(stations: list[int]) -> dict[int, tuple[int, ...]]:
    """What is open and late of what the stations themselves see."""
    matters = Message.objects.open().filter(station__in=stations, is_kept=False).order_by()
    rows = matters.values_list("station").annotate(**_counted())
    return {pk: (working, late) for pk, working, late in rows}


@page_block("station", "figures", 10, "messages/office/_station_work.html")
def work(request: SignedInRequest, station: Station) -> dict[str, Any]:
    matters = Message.objects.open().filter(station=station, is_kept=False)
    return matters.aggregate(**_counted())


def _counted() -> dict[str, Count]:
    waiting = Q(state__in=BEFORE_REPLY)
    late = waiting & Q(paused_on=None, due_date__lt=timezone.localdate())
    return {"working": Count("pk", filter=waiting), "late": Count("pk", filter=late)}


@page_block("station", "activity", 10, "messages/office/_last_of_station.html")
def last_message(request: SignedInRequest, station: Station) -> dict[str, Any]:
    matters = Message.objects.filter(station=station, is_kept=False).order_by("-pk")
    return {"written_at": matters.values_list("submitted_at", flat=True).first()}


@page_block("closing station", "text", 10, "messages/office/_closing_station.html")
def left_open(request: SignedInRequest, station: Station) -> dict[str, Any]:
    waiting = Message.objects.open().filter(station=station).count()
    return {"waiting": waiting, "office": office_name(station.area.office_area())}
