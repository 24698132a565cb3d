"""What this app adds to pages for staff: entries of the menu, the people of a station."""

from __future__ import annotations

from typing import Any

from django.db.models import Count

from accounts.http import SignedInRequest
from office.blocks import page_block
from office.register import Heading, menu_entry
from office.rows import Figure, row_figures
from representatives.models import Representative
from stations.models import Department, LiaisonOfficer, Station

menu_entry(Heading.NETWORK, 20, "groups", "代表小组", "office:groups")
menu_entry(Heading.NETWORK, 30, "branches", "党支部", "office:branches")
menu_entry(Heading.PEOPLE, 10, "people", "人员", "office:people")
menu_entry(Heading.PEOPLE, 20, "congresses", "人大和换届", "office:congresses")
menu_entry(Heading.PEOPLE, 30, "duty_reports", "述职", "office:duty_reports")


@row_figures("stations", 10, Figure("在任代表"))
def serving_at(stations: list[int]) -> dict[int, tuple[int, ...]]:
    people = Representative.objects.serving().filter(station__in=stations).order_by()
    return {pk: (count,) for pk, count in people.values_list("station").annotate(Count("pk"))}


@page_block("station", "figures", 20, "representatives/office/_serving_figure.html")
def serving(request: SignedInRequest, station: Station) -> dict[str, Any]:
    return {"serving": Representative.objects.serving().filter(station=station).count()}


@page_block("station", "main", 10, "representatives/office/_of_station.html")
def people(request: SignedInRequest, station: Station) -> dict[str, Any]:
    serving = Representative.objects.serving().filter(station=station)
    return {"people": list(serving.order_by("pk"))}


@page_block("officer", "above", 10, "representatives/office/_back_to_people.html")
def all_officers(request: SignedInRequest, officer: LiaisonOfficer) -> dict[str, Any]:
    return {"kind": "officers", "label": "联络员"}


@page_block("department", "above", 10, "representatives/office/_back_to_people.html")
def all_departments(request: SignedInRequest, department: Department) -> dict[str, Any]:
    return {"kind": "departments", "label": "承办单位"}
