"""What a station says of itself: opening hours, reception days, pictures. Officers may come in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from office.frame import office_page
from office.notes import record, what_changed
from stations.forms.stations import MOST_PICTURES, HoursForm, PhotoForm, ReceptionForm
from stations.keepers import is_officer, kept_station
from stations.models import ReceptionDay, Station, StationPhoto
from stations.reception import sentence, upcoming
from stations.serving import stations_of

NEXT_DATES = 3


@never_cache
@require_safe
def own_stations(request: SignedInRequest) -> HttpResponse:
    """An officer's own stations; staff have the list of all of theirs."""
    if not is_officer(request.user):
        raise Http404
    return office_page(
        request,
        "stations",
        "stations/office/own_stations.html",
        {"stations": stations_of(request.user)},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: SignedInRequest, pk: int) -> HttpResponse:
    """Opening hours, and the list of reception days with what can be done to them."""
    station = kept_station(request, pk)
    form = HoursForm(request.POST or None, instance=station)
    if request.method == "POST" and form.is_valid():
        changes = what_changed(form)
        if changes:
            with transaction.atomic():
                form.save()
                record(request, f"修改站点 {station}", station.area, changes)
        flash.success(request, "开放时间改好了。" if changes else "没有改动。")
        return redirect("office:hours", pk)
    context = {
        "station": station,
        "form": form,
        "rules": reception_rules(station),
    }
    return office_page(
        request,
        "stations",
        "stations/office/station_hours.html",
        context,
        422 if form.errors else 200,
    )


def reception_rules(station: Station) -> list[dict[str, Any]]:
    """Each rule with its sentence and next dates; one query."""
    today = timezone.localdate()
    return [
        {"rule": rule, "words": sentence(rule), "dates": upcoming(rule, today, NEXT_DATES)}
        for rule in station.reception_days.all()
    ]


# reception days -------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_reception(request: SignedInRequest, pk: int) -> HttpResponse:
    station = kept_station(request, pk)
    return _reception_page(request, station, ReceptionDay(station=station), "新增接待日")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_reception(request: SignedInRequest, pk: int, rule_pk: int) -> HttpResponse:
    station = kept_station(request, pk)
    rule = get_object_or_404(station.reception_days, pk=rule_pk)
    return _reception_page(request, station, rule, "修改接待日")


def _reception_page(
    request: SignedInRequest, station: Station, rule: ReceptionDay, title: str
) -> HttpResponse:
    """「看看是哪几天」 shows the next dates and stores nothing; 「保存」 stores."""
    form = ReceptionForm(request.POST or None, instance=rule, station=station)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and "preview" not in request.POST:
        was = sentence(ReceptionDay.objects.get(pk=rule.pk)) if rule.pk else "无"
        with transaction.atomic():
            form.save()
            record(request, f"接待日：{station}", station.area, f"{was} → {sentence(rule)}")
        flash.success(request, f"{title}：{sentence(rule)}。")
        return redirect("office:hours", station.pk)
    preview = is_sent or (rule.pk is not None and not form.is_bound)
    context = {
        "station": station,
        "form": form,
        "title": title,
        "words": sentence(rule) if preview else "",
        "dates": upcoming(rule, timezone.localdate(), NEXT_DATES) if preview else [],
    }
    status = 422 if form.errors else 200
    return office_page(request, "stations", "stations/office/reception_edit.html", context, status)


@never_cache
@require_POST
def delete_reception(request: SignedInRequest, pk: int, rule_pk: int) -> HttpResponse:
    station = kept_station(request, pk)
    rule = get_object_or_404(station.reception_days, pk=rule_pk)
    words = sentence(rule)
    with transaction.atomic():
        rule.delete()
        record(request, f"接待日：{station}", station.area, f"{words} → 无")
    flash.success(request, f"已取消：{words}。")
    return redirect("office:hours", pk)


# pictures -------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def photos(request: SignedInRequest, pk: int) -> HttpResponse:
    station = kept_station(request, pk)
    shown = list(station.photos.all())
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and len(shown) >= MOST_PICTURES:
        form.errors.clear()
        form.add_error(None, ValidationError(f"最多放 {MOST_PICTURES} 张，请先删掉一张。"))
    elif request.method == "POST" and form.is_valid():
        with transaction.atomic():
            photo = StationPhoto(station=station, caption=form.cleaned_data["caption"])
            photo.image.save("station.jpg", form.cleaned_data["picture"], save=False)
            photo.save()
            record(request, f"站点照片：{station}", station.area, f"新增「{photo}」")
        flash.success(request, "照片传好了，站点页面上就能看到。")
        return redirect("office:photos", pk)
    context = {
        "station": station,
        "photos": shown,
        "form": form,
        "is_full": len(shown) >= MOST_PICTURES,
        "most": MOST_PICTURES,
    }
    return office_page(
        request,
        "stations",
        "stations/office/station_photos.html",
        context,
        422 if form.errors else 200,
    )


@never_cache
@require_POST
def delete_photo(request: SignedInRequest, pk: int, photo_pk: int) -> HttpResponse:
    station = kept_station(request, pk)
    photo = get_object_or_404(station.photos, pk=photo_pk)
    with transaction.atomic():
        record(request, f"站点照片：{station}", station.area, f"删除「{photo}」")
        photo.delete()
    flash.success(request, "照片已删除。")
    return redirect("office:photos", pk)
