"""The codes of one station: marked as printed, as hung up, as taken down; one or all of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from messages.codes.figures import codes_of
from messages.forms.mounting import ChosenCodesForm, MountedForm
from messages.views.office.entries import PEOPLE, code_lines
from office.frame import managers_only, office_page, staff_only
from office.notes import note
from office.paging import take
from representatives.models import MessageCode
from stations.models import Station


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
    today = timezone.localdate()
    found, next_url = take(request, codes_of(station).select_related(*PEOPLE), "pk")
    errors = [str(text) for texts in (chosen.errors if chosen else {}).values() for text in texts]
    context = {
        "station": station,
        "rows": code_lines(found, today),
        "next_url": next_url,
        "is_first": not request.GET.get("after"),
        "ticked": request.POST.getlist("codes"),
        "all_ticked": bool(request.POST.get("all_codes")),
        "chosen_errors": errors,
        "form": mounted or MountedForm(request.POST or None, today=today),
        "may_change": can_manage(request.user, station.area),
    }
    wrong = bool(chosen)
    return office_page(
        request, "entries", "messages/office/station_codes.html", context, 422 if wrong else 200
    )
