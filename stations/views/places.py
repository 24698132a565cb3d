"""Stations of an area: the list, and the page of one with what apps above put there."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from office.blocks import blocks_of
from office.frame import office_page, staff_only
from office.paging import take
from office.rows import Cells, cells_of, figures_of
from stations.forms.stations import StationFilterForm
from stations.keepers import can_keep
from stations.models import Station
from stations.views.own_station import reception_rules

LATEST_VISITS = 5
MOST_CHILDREN = 30  # a home has one station per community


@dataclass(frozen=True)
class StationRow:
    station: Station
    officers: list[str]
    cells: Cells


@require_safe
@staff_only
def stations(request: SignedInRequest) -> HttpResponse:
    form = StationFilterForm(request.GET, user=request.user)
    rows = form.narrow(Station.objects.looked_after_by(request.user)).select_related("area")
    found, next_url = take(request, rows, "code")
    context = {
        "rows": _rows(found),
        "figures": figures_of("stations"),
        "next_url": next_url,
        "form": form,
        "is_first": not request.GET.get("after"),
    }
    return office_page(request, "stations", "stations/office/stations.html", context)


@require_safe
@staff_only
def station(request: SignedInRequest, pk: int) -> HttpResponse:
    visible = Station.objects.looked_after_by(request.user).select_related("area", "parent")
    place = get_object_or_404(visible, pk=pk)
    today = timezone.localdate()
    context = {
        "station": place,
        "place_name": place.area.full_name(),
        "officers": list(place.officers.select_related("user").order_by("pk")),
        "covers": list(place.covers.current(today).select_related("officer").order_by("starts_on")),
        "rules": reception_rules(place),
        "children": list(place.children.order_by("code")[: MOST_CHILDREN + 1]),
        "most_children": MOST_CHILDREN,
        "photos": list(place.photos.all()),
        "visits": list(place.visits.all()[:LATEST_VISITS]),
        "may_change": can_manage(request.user, place.area),
        "may_keep": can_keep(request.user, place),
        "blocks": blocks_of(request, "station", place),
    }
    return office_page(request, "stations", "stations/office/station.html", context)


def _rows(found: list[Station]) -> list[StationRow]:
    """With their officers and what apps above count of them: a few queries for a whole page."""
    pks = [place.pk for place in found]
    officers: dict[int, list[str]] = {pk: [] for pk in pks}
    names = Station.officers.through.objects.filter(
        station__in=pks, liaisonofficer__is_active=True
    ).order_by("liaisonofficer")
    for pk, name in names.values_list("station", "liaisonofficer__name"):
        officers[pk].append(name)
    cells = cells_of("stations", pks)
    return [StationRow(place, officers[place.pk], cells[place.pk]) for place in found]
