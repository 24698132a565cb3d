"""Who stands in for a station: for the offices above it, and for its own officers."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import is_office_staff
from areas.dates import chinese_date
from areas.names import office_name
from office.frame import office_page
from office.lists import Column, Empty, Listing, listed
from office.notes import record
from stations.forms.cover import CoverForm
from stations.keepers import can_cover
from stations.models import LiaisonOfficer, Station, StationCover


@listed
class Covers(Listing):
    """Running and coming covers of the stations one looks after."""

    key, title, part = "covers", "站点代管", "cover"
    intro = "联络员不在的日子，由别的联络员或者上级机关代管。"
    lead = "stations/office/_cover_lead.html"
    order = "starts_on"
    columns = (
        Column(
            "station", "站点", value="station.name", sort="station__code", is_head=True, width=36
        ),
        Column("starts_on", "从哪天", sort="starts_on"),
        Column("ends_on", "到哪天", sort="ends_on"),
        Column(
            "running",
            "现在",
            value=lambda cover: "进行中" if cover.is_running else "还没开始",
            tone=lambda cover: "info" if cover.is_running else "",
        ),
        Column("officer", "由谁代管", value=lambda cover: cover.officer or "上级机关"),
        Column("reason", "原因", width=30),
    )
    acts = "stations/office/_cover_acts.html"

    @staticmethod
    def allowed(user: User) -> bool:
        return is_office_staff(user) or _own(user).exists()

    def rows(self) -> QuerySet[StationCover]:
        rows = StationCover.objects.current(timezone.localdate())
        inside = _stations(self.user).order_by().values("pk")
        return rows.filter(station__in=inside).select_related("station", "officer")

    def dressed(self, found: list[Any]) -> list[Any]:
        today = timezone.localdate()
        for cover in found:
            cover.is_running = cover.starts_on <= today
        return found

    @cached_property
    def own_stations(self) -> list[Station]:
        """Those an officer may start from; staff start from a station's page."""
        return [] if is_office_staff(self.user) else list(_stations(self.user))

    def when_empty(self) -> Empty:
        title = "现在没有代管"
        if self.own_stations:
            return Empty(title, "要外出时，先在上面设好由谁代管。")
        text = "要给一个站点设代管，请从站点页面进入。"
        return Empty(title, text, reverse("office:stations"), "看站点")


@never_cache
@require_safe
def covers(request: SignedInRequest) -> HttpResponse:
    return Covers(request.user, request.GET).respond(request)


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
    own = _own(user)
    if is_office_staff(user):
        inside = Station.objects.looked_after_by(user).order_by().values("pk")
        return Station.objects.filter(Q(pk__in=inside) | Q(pk__in=own.values("station")))
    if not own.exists():
        raise Http404
    return Station.objects.filter(pk__in=own.values("station"))


def _own(user: User) -> QuerySet[Any]:
    """Rows of (officer, station) of this person."""
    return LiaisonOfficer.stations.through.objects.filter(
        liaisonofficer__user=user, liaisonofficer__is_active=True
    )


def _words(cover: StationCover) -> str:
    """「果园路社区代表联络站 11 月 23 日（周一）至 11 月 27 日（周五）由何一舟代管」"""
    who = str(cover.officer) if cover.officer else office_name(cover.station.area.office_area())
    first, last = chinese_date(cover.starts_on), chinese_date(cover.ends_on)
    return f"{cover.station} {first}至 {last}由{who}代管"


def _note(request: SignedInRequest, cover: StationCover, what: str, reason: Any = "") -> None:
    record(request, f"{what}：{_words(cover)}", cover.station.area, reason)
