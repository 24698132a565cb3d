"""接待和走访: recorded by the officers of a station and by staff, listed by month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import Count, QuerySet, Sum
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import is_office_staff
from areas.dates import chinese_date
from office.frame import form_page
from office.lists import Column, Empty, Filters, Listing, listed
from office.lists.filters import ChoiceFilter, PlaceFilter
from office.notes import record
from office.paging import month_in
from stations.forms.visits import VisitForm
from stations.keepers import looks_after_stations, seen_stations
from stations.models import Station, Visit
from stations.serving import stations_of
from yichang_renda.asking import number_of


class VisitFilters(Filters):
    kind = ChoiceFilter("kind", "方式", Visit.Kind.choices)
    area = PlaceFilter("station__area__")

    def __init__(self, query: Mapping[str, str], rows: QuerySet[Any], user: User) -> None:
        super().__init__(query, rows, user)
        if not is_office_staff(user) or query.get("station"):
            del self.filters["area"]  # an officer's few stations, or a single one


@listed
class Visits(Listing):
    """One month of all stations one looks after, or of a single one (「?station=」)."""

    key, title, part = "visits", "接待和走访", "visits"
    kept = ("month", "station")
    filters = VisitFilters
    template = "stations/office/visits.html"
    order = "-day"
    columns = (
        Column("day", "日期", sort="-day", is_head=True),
        Column("station", "站点", value="station.name", sort="station__code", width=36),
        Column("kind", "方式", value="get_kind_display", sort="kind"),
        Column("visitors", "群众", sort="-visitors", is_number=True, total=Sum("visitors")),
        Column(
            "representatives",
            "代表",
            sort="-representatives",
            is_number=True,
            total=Sum("representatives"),
        ),
        Column("note", "情况", width=50),
        Column("recorded_by", "记录人", words=lambda visit: f"{visit.recorded_by}记", under="note"),
    )
    acts = "stations/office/_visit_acts.html"
    allowed = staticmethod(looks_after_stations)

    def __init__(self, user: User, query: QueryDict, owner: Any = None) -> None:
        super().__init__(user, query, owner)
        self.month = month_in(query)
        self.last = (self.month + timedelta(days=32)).replace(day=1) - timedelta(days=1)

    @cached_property
    def station(self) -> Station | None:
        pk = number_of(self.query.get("station", ""))
        return None if pk is None else get_object_or_404(seen_stations(self.user), pk=pk)

    def rows(self) -> QuerySet[Visit]:
        rows = Visit.objects.filter(day__range=(self.month, self.last))
        if self.station:
            rows = rows.filter(station=self.station)
        else:
            rows = rows.filter(station__in=_pks(seen_stations(self.user)))
        return rows.select_related("station", "recorded_by")

    def page_words(self) -> tuple[str, ...]:
        month = f"{self.month.year} 年 {self.month.month} 月"
        return (month, self.station.name) if self.station else (month,)

    @property
    def months(self) -> dict[str, Any]:
        """The one before and, if it has begun, the one after: first day and address."""
        before, after = (
            (self.month - timedelta(days=1)).replace(day=1),
            self.last + timedelta(days=1),
        )
        return {
            "before": (before, self.url(month=f"{before:%Y-%m}")),
            "after": (after, self.url(month=f"{after:%Y-%m}")),
            "has_after": self.last < timezone.localdate(),
        }

    def by_kind(self) -> list[dict[str, Any]]:
        """Of the month: times, visitors, representatives. One query."""
        counted = {
            row["kind"]: row
            for row in self.narrowed.order_by()
            .values("kind")
            .annotate(times=Count("pk"), people=Sum("visitors"), members=Sum("representatives"))
        }
        nothing = {"times": 0, "people": 0, "members": 0}
        return [{"label": kind.label} | nothing | counted.get(kind, {}) for kind in Visit.Kind]

    @cached_property
    def own(self) -> list[Station]:
        return [] if is_office_staff(self.user) else stations_of(self.user)

    def when_empty(self) -> Empty:
        title = "这个月还没有记录"
        if self.station or self.own:
            return Empty(title, "每个接待日、每次走访记一笔，站点是不是在用就看得出来。")
        text = "由站点联络员登记；也可以从站点页面替他们登记。"
        return Empty(title, text, reverse("office:stations"), "看站点")


@never_cache
@require_safe
def visits(request: SignedInRequest) -> HttpResponse:
    listing = Visits(request.user, request.GET)
    return listing.respond(request, totals=listing.by_kind(), station=listing.station)


def _pks(stations: QuerySet[Station]) -> QuerySet[Any, Any]:
    return stations.order_by().values("pk")


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
