"""A station is entered, changed, closed and opened again, by the managers of its area."""

from __future__ import annotations

from django.contrib import messages as flash
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from office.blocks import blocks_of
from office.forms import ReasonForm
from office.frame import form_page, managers_only, office_page
from office.notes import record, what_changed
from office.pages import managed
from stations.forms.stations import StationForm
from stations.models import Station

SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


@SHOW_OR_ACT
@managers_only
def add_station(request: SignedInRequest) -> HttpResponse:
    form = StationForm(request.POST or None, user=request.user)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form)
    with transaction.atomic():
        station = form.save()
        record(request, f"新建站点 {station}", station.area, what_changed(form))
    flash.success(request, f"{station}建好了。接着可以设接待日、传照片，再导入或指定联络员。")
    return redirect("office:station", station.pk)


@SHOW_OR_ACT
@managers_only
def edit_station(request: SignedInRequest, pk: int) -> HttpResponse:
    station = _managed(request, pk)
    form = StationForm(request.POST or None, instance=station, user=request.user)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, station)
    changes = what_changed(form)
    if changes:
        with transaction.atomic():
            form.save()
            record(request, f"修改站点 {station}", station.area, changes)
    flash.success(request, "改好了。" if changes else "没有改动。")
    return redirect("office:station", pk)


def _form_page(
    request: SignedInRequest, form: StationForm, station: Station | None = None
) -> HttpResponse:
    # What was typed has not become the station's: the heading keeps the stored name.
    name = form.initial.get("name", "") if station else ""
    context = {"form": form, "station": station, "station_name": name}
    return office_page(
        request,
        "stations",
        "stations/office/station_edit.html",
        context,
        422 if form.errors else 200,
    )


@SHOW_OR_ACT
@managers_only
def switch_station(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close it, or open it again; the page says first what becomes of codes and matters."""
    station = _managed(request, pk)
    form = ReasonForm(request.POST or None)
    verb = "停用" if station.is_active else "恢复开放"
    if request.method != "POST" or not form.is_valid():
        back = reverse("office:station", args=[pk])
        text = _what_happens(request, station)
        return form_page(
            request, "stations", form, f"{verb}{station}", back, text=text, button=verb
        )
    with transaction.atomic():
        station.is_active = not station.is_active
        station.save(update_fields=["is_active"])
        record(request, f"{verb}站点 {station}", station.area, form.cleaned_data["reason"])
    flash.success(request, f"{station}已{verb}。")
    return redirect("office:station", pk)


def _what_happens(request: SignedInRequest, station: Station) -> str:
    if not station.is_active:
        return "恢复以后，站点和站里代表的二维码又能收留言，联络员又能看到站里的留言。"
    blocks = blocks_of(request, "closing station", station).get("text", [])
    return format_html(
        "停用以后，站点和站里代表的二维码不再收留言，扫码的人会看到站点已停用；"
        "联络员看不到站里的留言，{}已有的记录和公开的答复都保留，以后可以恢复。",
        format_html_join("", "{}", ((block,) for block in blocks)),
    )


def _managed(request: SignedInRequest, pk: int) -> Station:
    visible = Station.objects.looked_after_by(request.user).select_related("area", "parent")
    return managed(request, get_object_or_404(visible, pk=pk))
