"""Stations of an area: the list, and the page of one with what apps above put there."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from office.blocks import blocks_of
from office.frame import office_page, staff_only
from office.lists import Column, Empty, Listing, listed, to
from office.rows import cells_of, figure_columns
from stations.forms.stations import StationFilters
from stations.keepers import can_keep
from stations.models import Station
from stations.views.own_station import reception_rules

LATEST_VISITS = 5
MOST_CHILDREN = 30  # a home has one station per community


@listed
class Stations(Listing):
    key, title, part = "stations", "站点", "stations"
    intro = "在办和超期只算站点自己看得到的留言。"
    add = ("office:add_station", "新建站点")
    filters = StationFilters
    order = "code"
    columns = (
        Column("code", "编号", sort="code", index="code"),
        Column(
            "name",
            "站点",
            link=to("office:station"),
            sort="pinyin",
            is_head=True,
            width=36,
        ),
        Column("area", "区划", under="name"),
        Column(
            "state",
            "状态",
            value=lambda place: "开放" if place.is_active else "停用",
            words=lambda place: "" if place.is_active else "已停用",
            under="name",
        ),
        Column("kind", "类型", value="get_kind_display", sort="kind"),
        Column("field", "领域", under="kind"),
        Column(
            "officers",
            "联络员",
            value=lambda place: "、".join(place.names),
            words=lambda place: place.names or "没有联络员",
            tone=lambda place: "" if place.names else "soon",
        ),
        *figure_columns("stations"),
        Column("opened_on", "建站日期", is_shown=False),
    )
    not_found = Empty("没有找到这样的站点", "换个条件再找。")

    def rows(self) -> QuerySet[Station]:
        return Station.objects.looked_after_by(self.user).select_related("area")

    def dressed(self, found: list[Any]) -> list[Any]:
        """With their officers and what apps above count of them."""
        pks = [place.pk for place in found]
        officers: dict[int, list[str]] = {pk: [] for pk in pks}
        serving = Station.officers.through.objects.filter(
            station__in=pks, liaisonofficer__is_active=True
        )
        names = serving.order_by("liaisonofficer").values_list("station", "liaisonofficer__name")
        for pk, name in names:
            officers[pk].append(name)
        cells = cells_of("stations", pks)
        for place in found:
            place.names, place.cells = officers[place.pk], cells[place.pk]
        return found

    def when_empty(self) -> Empty:
        if not self.may_add():
            return Empty("还没有站点", "请账号管理员导入站点。")
        text = "用表格导入站点以后，会列在这里；也可以一个一个新建。"
        return Empty("还没有站点", text, reverse("jobs:import_index"), "去导入")


@require_safe
@staff_only
def stations(request: SignedInRequest) -> HttpResponse:
    return Stations(request.user, request.GET).respond(request)


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
