"""What this app adds to pages of the office: what is on record around a station."""

from __future__ import annotations

from typing import Any

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from office.blocks import page_block
from representatives.models import Congress, TermChange
from stations.models import Board, Station


@page_block("station", "actions", 10, "office/includes/_station_pages.html")
def links(request: SignedInRequest, station: Station) -> dict[str, Any]:
    return {"station": station}


@page_block("station", "beside", 30, "office/includes/_station_board.html")
def board(request: SignedInRequest, station: Station) -> dict[str, Any]:
    return {"station": station, "board": Board.objects.filter(station=station).first()}


def codes(kind: str) -> None:
    """On the page of whoever may have codes."""

    @page_block(kind, "below", 10, "office/includes/_codes.html")
    def codes_of(request: SignedInRequest, owner: Any) -> dict[str, Any]:
        return {
            "codes": list(owner.codes.order_by("-pk")),
            "owner_kind": kind,
            "owner_pk": owner.pk,
            "may_change": can_manage(request.user, owner.area),
        }


for kind in ("station", "officer", "representative"):
    codes(kind)


@page_block("congress", "beside", 10, "office/_rollover_of_congress.html")
def change_of_term(request: SignedInRequest, congress: Congress) -> dict[str, Any]:
    changes = TermChange.objects.filter(congress=congress)
    return {
        "congress": congress,
        "has_term": congress.current_term is not None,
        "change": changes.unfinished().first(),
        "changes": list(changes.filter(state="done").order_by("-pk")),
        "may_change": can_manage(request.user, congress.area),
    }
