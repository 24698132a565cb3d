"""接待和走访: recorded by the officers of a station and by staff, listed by month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import Count, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import is_office_staff
from areas.dates import chinese_date
from office.frame import form_page, office_page
from office.notes import record
from office.paging import month_asked_for, take_latest
from stations.forms.visits import VisitForm
from stations.keepers import seen_stations
from stations.models import Station, Visit
from stations.serving import stations_of


@never_cache
@require_safe
def visits(request: SignedInRequest) -> HttpResponse:
    """One month of all stations one looks after, or of a single one (「?station=」)."""
    stations = seen_stations(request.user)
    station = _station_asked_for(request, stations)
    first = month_asked_for(request)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    rows = Visit.objects.filter(day__range=(first, last))
    rows = rows.filter(station=station) if station else rows.filter(station__in=_pks(stations))
    found, pager = take_latest(request, rows.select_related("station", "recorded_by"), "day")
    own = stations_of(request.user)
    context = {
        "visits": found,
        "station": station,
        "totals": _totals(rows),
        "month": first,
        "previous": (first - timedelta(days=1)).replace(day=1),
        "next": last + timedelta(days=1),
        "has_next": last < timezone.localdate(),
        "as_of": timezone.now(),
        "own_stations": [] if is_office_staff(request.user) else own,
        **pager,
    }
    return office_page(request, "visits", "stations/office/visits.html", context)


def _pks(stations: QuerySet[Station]) -> QuerySet[Any, Any]:
    return stations.order_by().values("pk")


def _station_asked_for(request: SignedInRequest, stations: QuerySet[Station]) -> Station | None:
    pk = request.GET.get("station", "")
    if not (pk.isascii() and pk.isdigit() and len(pk) <= 9):
        return None
    return get_object_or_404(stations, pk=int(pk))


def _totals(rows: QuerySet[Visit]) -> list[dict[str, Any]]:
    """Of the month, by kind: times, visitors, representatives. One query."""
    counted = {
        row["kind"]: row
        for row in rows.order_by()
        .values("kind")
        .annotate(times=Count("pk"), people=Sum("visitors"), members=Sum("representatives"))
    }
    nothing = {"times": 0, "people": 0, "members": 0}
    return [{"label": kind.label} | nothing | counted.get(kind, {}) for kind in Visit.Kind]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_visit(request: SignedInRequest, pk: int) -> HttpResponse:
    station = get_object_or_404(seen_stations(request.user).select_related("area"), pk=pk)
    visit = Visit(recorded_by=request.user, representatives=0)
    initial = {"day": timezone.localdate()}
    form = VisitForm(request.POST or None, instance=visit, station=station, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, f"登记{station}的接待或走访")
    form.save()
    flash.success(request, f"记好了：{_words(visit)}。")
    return redirect(_month_of(station, visit.day))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_visit(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = _visit(request, pk)
    form = VisitForm(request.POST or None, instance=visit, station=visit.station)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, f"修改{visit.station}的记录")
    form.save()
    flash.success(request, f"改好了：{_words(visit)}。")
    return redirect(_month_of(visit.station, visit.day))


@never_cache
@require_POST
def delete_visit(request: SignedInRequest, pk: int) -> HttpResponse:
    """A record made by mistake goes; that it was there stays in the log."""
    visit = _visit(request, pk)
    words = _words(visit)
    with transaction.atomic():
        record(request, f"删除接待走访：{visit.station}", visit.station.area, words)
        visit.delete()
    flash.success(request, f"已删除：{words}。")
    return redirect(_month_of(visit.station, visit.day))


def _form_page(request: SignedInRequest, form: VisitForm, title: str) -> HttpResponse:
    back = _month_of(form.instance.station, timezone.localdate())
    return form_page(request, "visits", form, title, back)


def _visit(request: SignedInRequest, pk: int) -> Visit:
    rows = Visit.objects.filter(station__in=_pks(seen_stations(request.user)))
    return get_object_or_404(rows.select_related("station__area"), pk=pk)


def _month_of(station: Station, day: date) -> str:
    return f"{reverse('office:visits')}?station={station.pk}&month={day:%Y-%m}"


def _words(visit: Visit) -> str:
    day, kind = chinese_date(visit.day), visit.get_kind_display()
    return f"{day}{kind}，群众 {visit.visitors} 人、代表 {visit.representatives} 人"
