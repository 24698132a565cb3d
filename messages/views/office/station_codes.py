"""The codes of one station: marked as printed, as hung up, as taken down; one or all of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import can_manage
from messages.codes.figures import codes_of
from messages.forms.mounting import ChosenCodesForm, MountedForm
from messages.views.office.entries import CodeList, Codes
from office.frame import managers_only, staff_only
from office.lists import listed
from office.notes import note
from representatives.models import MessageCode
from stations.models import Station


@listed
class StationCodes(CodeList):
    """Of one station; those of its people included."""

    key, title = "station_codes", "站点的二维码"
    intro = "站点自己的、代表的和联络员的，只列在用的。"
    template = "messages/office/station_codes.html"
    acts = "messages/office/_code_acts.html"
    nothing = Codes.nothing

    @classmethod
    def owners(cls, user: User) -> QuerySet[Station]:
        return Station.objects.looked_after_by(user)

    def codes(self) -> QuerySet[MessageCode]:
        return codes_of(self.owner)

    def page_words(self) -> tuple[str, ...]:
        return (self.owner.name,)

    @property
    def path(self) -> str:
        return reverse("office:station_codes", args=[self.owner.pk])


@require_safe
@staff_only
def station_codes(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _station(request, pk))


@require_POST
@managers_only
def codes_printed(request: SignedInRequest, pk: int) -> HttpResponse:
    station = _managed(request, pk)
    chosen = _chosen(request, station)
    if not chosen.is_valid():
        return _page(request, station, chosen=chosen)
    return _change(request, station, chosen, "已印制", printed_at=timezone.now())


@require_POST
@managers_only
def codes_mounted(request: SignedInRequest, pk: int) -> HttpResponse:
    """What hangs was printed, even if nobody said so."""
    station = _managed(request, pk)
    chosen = _chosen(request, station)
    mounted = MountedForm(request.POST, today=timezone.localdate())
    if not (chosen.is_valid() & mounted.is_valid()):
        return _page(request, station, chosen=chosen, mounted=mounted)
    printed = Coalesce(F("printed_at"), timezone.now())
    return _change(request, station, chosen, "已张贴", printed_at=printed, **mounted.cleaned_data)


@require_POST
@managers_only
def codes_taken_down(request: SignedInRequest, pk: int) -> HttpResponse:
    station = _managed(request, pk)
    chosen = _chosen(request, station)
    if not chosen.is_valid():
        return _page(request, station, chosen=chosen)
    return _change(request, station, chosen, "已取下", mounted_on=None, mounted_at="")


def _station(request: SignedInRequest, pk: int) -> Station:
    visible = Station.objects.looked_after_by(request.user).select_related("area")
    return get_object_or_404(visible, pk=pk)


def _managed(request: SignedInRequest, pk: int) -> Station:
    station = _station(request, pk)
    if not can_manage(request.user, station.area):
        raise Http404
    return station


def _chosen(request: SignedInRequest, station: Station) -> ChosenCodesForm:
    keys = codes_of(station).order_by("pk").values_list("pk", flat=True)
    return ChosenCodesForm(request.POST, of_station=keys)


def _change(
    request: SignedInRequest, station: Station, chosen: ChosenCodesForm, what: str, **changes: Any
) -> HttpResponse:
    with transaction.atomic():
        rows = MessageCode.objects.live().filter(pk__in=chosen.cleaned_data["codes"])
        amount = rows.update(**changes)
        note(request, f"{station}：{amount} 个二维码登记为{what}", station.area)
    flash.success(request, f"{amount} 个二维码已登记为{what}。")
    return redirect("office:station_codes", station.pk)


def _page(
    request: SignedInRequest,
    station: Station,
    *,
    chosen: ChosenCodesForm | None = None,
    mounted: MountedForm | None = None,
) -> HttpResponse:
    errors = [str(text) for texts in (chosen.errors if chosen else {}).values() for text in texts]
    return StationCodes(request.user, request.GET, station).respond(
        request,
        status=422 if chosen else 200,
        ticked=request.POST.getlist("codes"),
        all_ticked=bool(request.POST.get("all_codes")),
        chosen_errors=errors,
        form=mounted or MountedForm(request.POST or None, today=timezone.localdate()),
        may_change=can_manage(request.user, station.area),
    )
