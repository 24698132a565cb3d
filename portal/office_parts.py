"""What this app adds to pages for staff: its part of the menu, what is on record of a station."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import can_manage, is_office_staff
from office.blocks import page_block
from office.register import HeaderLink, Heading, header_link, header_search, menu_entry
from portal.public import searching
from representatives.models import Congress, TermChange
from stations.models import Board, Station

menu_entry(Heading.OVERVIEW, 10, "overview", "本级总览", "office:overview")
menu_entry(Heading.OVERVIEW, 20, "standards", "五有达标", "office:standards")
menu_entry(Heading.OVERVIEW, 30, "idle", "闲置站点", "office:idle")
menu_entry(Heading.OVERVIEW, 40, "reported", "报告数", "office:reported")
menu_entry(Heading.PRINTING, 10, "boards", "公示栏", "office:boards")


@header_link(10)
def overview(user: User) -> HeaderLink | None:
    return HeaderLink("本级总览", reverse("office:overview")) if is_office_staff(user) else None


@page_block("station", "actions", 10, "portal/office/_station_pages.html")
def links(request: SignedInRequest, station: Station) -> dict[str, Any]:
    return {"station": station}


@page_block("station", "beside", 30, "portal/office/_station_board.html")
def board(request: SignedInRequest, station: Station) -> dict[str, Any]:
    return {"station": station, "board": Board.objects.filter(station=station).first()}


def codes(kind: str) -> None:
    """On the page of whoever may have codes."""

    @page_block(kind, "below", 10, "portal/office/_codes.html")
    def codes_of(request: SignedInRequest, owner: Any) -> dict[str, Any]:
        return {
            "codes": list(owner.codes.order_by("-pk")),
            "owner_kind": kind,
            "owner_pk": owner.pk,
            "may_change": can_manage(request.user, owner.area),
        }


for kind in ("station", "officer", "representative"):
    codes(kind)


@page_block("congress", "beside", 10, "portal/office/_rollover_of_congress.html")
def change_of_term(request: SignedInRequest, congress: Congress) -> dict[str, Any]:
    changes = TermChange.objects.filter(congress=congress)
    return {
        "congress": congress,
        "has_term": congress.current_term is not None,
        "change": changes.unfinished().first(),
        "changes": list(changes.filter(state="done").order_by("-pk")),
        "may_change": can_manage(request.user, congress.area),
    }


@header_search(20)
def everything_public(user: User) -> HeaderLink:
    return HeaderLink("搜索代表、站点、地方", reverse("portal:search"))


# what /search/ finds -----------------------------------------------------------------------------


@page_block("search", "found", 10, "portal/includes/_found_people.html")
def people_found(request: HttpRequest, words: str) -> dict[str, Any] | None:
    return _shown("people", searching.people_named(words))


@page_block("search", "found", 20, "portal/includes/_found_stations.html")
def stations_found(request: HttpRequest, words: str) -> dict[str, Any] | None:
    return _shown("stations", searching.stations_named(words))


@page_block("search", "found", 30, "portal/includes/_found_places.html")
def places_found(request: HttpRequest, words: str) -> dict[str, Any] | None:
    return _shown("places", searching.places_named(words))


def _shown(name: str, found: list[Any]) -> dict[str, Any] | None:
    most = searching.MOST
    return {name: found[:most], "has_more": len(found) > most, "most": most} if found else None
