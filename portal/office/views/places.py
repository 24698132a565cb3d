"""Stations of an area: who is there, what is open, and where their codes lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from messages.models import Message
from messages.states import BEFORE_REPLY
from office.blocks import blocks_of
from office.frame import office_page, staff_only
from office.paging import take
from portal.office.forms.stations import StationFilterForm
from portal.office.views.own_station import reception_rules
from representatives.models import Representative
from stations.keepers import can_keep
from stations.models import Station

LATEST_VISITS = 5
MOST_CHILDREN = 30  # a home has one station per community


@dataclass(frozen=True)
class StationRow:
    station: Station
    officers: list[str]
    representatives: int
    working: int
    late: int


@require_safe
@staff_only
def stations(request: SignedInRequest) -> HttpResponse:
    form = StationFilterForm(request.GET, user=request.user)
    rows = form.narrow(Station.objects.looked_after_by(request.user)).select_related("area")
    found, next_url = take(request, rows, "code")
    context = {
        "rows": _rows(found, timezone.localdate()),
        "next_url": next_url,
        "form": form,
        "is_first": not request.GET.get("after"),
    }
    return office_page(request, "stations", "office/stations.html", context)


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
    return office_page(request, "stations", "office/station.html", context)


def _rows(found: list[Station], today: date) -> list[StationRow]:
    """What a row shows of each: three queries for a whole page."""
    pks = [place.pk for place in found]
    work = _work(pks, today)
    people: dict[int, int] = dict(
        Representative.objects.serving()
        .filter(station__in=pks)
        .order_by()
        .values_list("station")
        .annotate(Count("pk"))
    )
    officers: dict[int, list[str]] = {pk: [] for pk in pks}
    names = Station.officers.through.objects.filter(
        station__in=pks, liaisonofficer__is_active=True
    ).order_by("liaisonofficer")
    for pk, name in names.values_list("station", "liaisonofficer__name"):
        officers[pk].append(name)
    return [
        StationRow(place, officers[place.pk], people.get(place.pk, 0), *work.get(place.pk, (0, 0)))
        for place in found
    ]


def _work(pks: list[int], today: date) -> dict[int, tuple[int, int]]:
    """{station: (open, late)} of what the station itself sees."""
    waiting = Q(state__in=BEFORE_REPLY)
    counts = (
        Message.objects.open()
        .filter(station__in=pks, is_kept=False)
        .order_by()
        .values_list("station")
        .annotate(
            working=Count("pk", filter=waiting),
            late=Count("pk", filter=waiting & Q(paused_on=None, due_date__lt=today)),
        )
    )
    return {pk: (working, late) for pk, working, late in counts}
