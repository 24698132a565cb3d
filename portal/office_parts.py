"""What this app adds to pages of the office: what is on record around a station."""

from __future__ import annotations

from typing import Any

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from office.blocks import page_block
from stations.models import Board, Station


@page_block("station", "actions", 10, "office/includes/_station_pages.html")
def links(request: SignedInRequest, station: Station) -> dict[str, Any]:
    return {"station": station}


@page_block("station", "beside", 30, "office/includes/_station_board.html")
def board(request: SignedInRequest, station: Station) -> dict[str, Any]:
    return {"station": station, "board": Board.objects.filter(station=station).first()}


@page_block("station", "below", 10, "office/includes/_codes.html")
def codes(request: SignedInRequest, station: Station) -> dict[str, Any]:
    return {
        "codes": list(station.codes.order_by("-pk")),
        "owner_kind": "station",
        "owner_pk": station.pk,
        "may_change": can_manage(request.user, station.area),
    }
