"""Who stands in for a station: for the offices above it, and for its own officers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import is_office_staff
from areas.dates import chinese_date
from areas.names import office_name
from office.frame import office_page
from office.notes import record
from stations.forms.cover import CoverForm
from stations.keepers import can_cover
from stations.models import LiaisonOfficer, Station, StationCover

MOST = 200  # covers shown at once; a city has a few dozen


@never_cache
@require_safe
def covers(request: SignedInRequest) -> HttpResponse:
    """Running and coming covers of the stations one looks after."""
    stations = _stations(request.user)
    rows = StationCover.objects.current(timezone.localdate()).filter(
        station__in=stations.order_by().values("pk")
    )
    rows = rows.select_related("station__area", "officer").order_by("starts_on", "pk")
    context = {
        "covers": list(rows[:MOST]),
        "today": timezone.localdate(),
        "own_stations": [] if is_office_staff(request.user) else list(stations),
    }
    return office_page(request, "cover", "stations/office/covers.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_cover(request: SignedInRequest, pk: int) -> HttpResponse:
    station = get_object_or_404(_stations(request.user).select_related("area"), pk=pk)
    office = office_name(station.area.office_area())
    form = CoverForm(
        request.POST or None, station=station, office=office, today=timezone.localdate()
    )
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        context = {"form": form, "station": station, "office": office}
        return office_page(request, "cover", "stations/office/cover_add.html", context, status)
    with transaction.atomic():
        cover = form.save()
        _note(request, cover, "设定代管", cover.reason)
    flash.success(request, f"已设定：{_words(cover)}。")
    return redirect("office:cover")


@never_cache
@require_POST
def end_cover(request: SignedInRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    cover = get_object_or_404(
        StationCover.objects.current(today).select_related("station__area", "officer"), pk=pk
    )
    if not can_cover(request.user, cover.station):
        raise Http404
    with transaction.atomic():
        _note(request, cover, "结束代管")
        cover.end(today)
    flash.success(request, f"{cover.station}的代管已结束。")
    return redirect("office:cover")


def _stations(user: User) -> QuerySet[Station]:
    """Stations for which ``can_cover`` says yes; 404 for who has none by role."""
    own = LiaisonOfficer.stations.through.objects.filter(
        liaisonofficer__user=user, liaisonofficer__is_active=True
    )
    if is_office_staff(user):
        inside = Station.objects.looked_after_by(user).order_by().values("pk")
        return Station.objects.filter(Q(pk__in=inside) | Q(pk__in=own.values("station")))
    if not own.exists():
        raise Http404
    return Station.objects.filter(pk__in=own.values("station"))


def _words(cover: StationCover) -> str:
    """「果园路社区代表联络站 11 月 23 日（周一）至 11 月 27 日（周五）由何一舟代管」"""
    who = str(cover.officer) if cover.officer else office_name(cover.station.area.office_area())
    first, last = chinese_date(cover.starts_on), chinese_date(cover.ends_on)
    return f"{cover.station} {first}至 {last}由{who}代管"


def _note(request: SignedInRequest, cover: StationCover, what: str, reason: Any = "") -> None:
    record(request, f"{what}：{_words(cover)}", cover.station.area, reason)
