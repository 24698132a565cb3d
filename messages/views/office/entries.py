"""入口和扫码: which links and codes bring people, and which are never scanned."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from areas.models import Area
from messages.codes import figures as code_figures
from messages.codes.figures import NONE, SILENT_DAYS, CodeCounts
from messages.forms.entries import CodeFilters, PlacesFilters
from messages.models import Burst
from office.frame import staff_only
from office.lists import Column, Empty, Listing, listed, to
from representatives.models import MessageCode
from stations.models import Station

THIS_YEAR = (
    Column("scans", "今年扫码", value="figures.scans", is_number=True),
    Column("received", "留言", value="figures.received", is_number=True),
    Column("answered", "已答复", value="figures.answered", is_number=True),
)


@listed
class Entries(Listing):
    """The codes of each station and its people, counted."""

    key, title, part = "entries", "各站点的码", "entries"
    template = "messages/office/entries.html"
    filters = PlacesFilters
    order = "code"
    columns = (
        Column("name", "站点", link=to("office:station_codes"), is_head=True, width=36),
        Column("area", "区划", value="area.short_name", under="name"),
        Column("code", "编号", words=lambda place: f"编号 {place.code}", under="name"),
        Column("codes", "在用的码", value="counts.codes", is_number=True),
        Column("printed", "印过", value="counts.printed", is_number=True),
        Column("mounted", "贴着", value="counts.mounted", is_number=True),
        Column(
            "silent",
            f"{SILENT_DAYS} 天没人扫",
            value="counts.silent",
            tone=lambda place: "late" if place.counts.silent else "",
            is_number=True,
        ),
        *THIS_YEAR,
    )
    nothing = Empty("这里还没有站点", "导入站点以后，这里按站点列出二维码。")
    not_found = Empty("没有找到这样的站点", "可以少写几个字再找。")

    def rows(self) -> QuerySet[Station]:
        return Station.objects.looked_after_by(self.user).select_related("area")

    def dressed(self, found: list[Any]) -> list[Any]:
        counts = code_figures.counts_of(found, code_figures.silent_since(SILENT_DAYS))
        figures = code_figures.by_station(found, timezone.localdate())
        for place in found:
            place.counts = counts.get(place.pk, CodeCounts())
            place.figures = figures.get(place.pk, NONE)
        return found


@require_safe
@staff_only
def entries(request: SignedInRequest) -> HttpResponse:
    return Entries(request.user, request.GET).respond(
        request,
        by_channel=code_figures.by_channel(request.user),
        silent_days=SILENT_DAYS,
        bursts=Burst.objects.looked_after_by(request.user).unseen().exists(),
        may_change_channels=can_manage(request.user, Area.get_root()),
    )


def day_of_printing(code: MessageCode) -> Any:
    return code.printed_at and timezone.localdate(code.printed_at)


class CodeList(Listing):
    """Live codes, each with whom it leads to and what came of it."""

    part = "entries"
    order = "pk"
    columns = (
        Column(
            "owner",
            "二维码",
            value=lambda code: str(code.owner),
            link=lambda code: code.get_absolute_url(),
            is_head=True,
            width=20,
        ),
        Column("slug", "短码", under="owner"),
        Column("role", "身份", value=code_figures.role_of, under="owner"),
        Column(
            "station",
            "站点",
            value=code_figures.place_of,
            words=lambda code: "" if code.station else code_figures.place_of(code),
            under="owner",
            width=30,
        ),
        Column(
            "printed_at",
            "印制",
            value=day_of_printing,
            words=lambda code: day_of_printing(code) or "没有印",
            sort="-printed_at",
        ),
        Column(
            "mounted_on",
            "张贴",
            words=lambda code: code.mounted_on or "没有贴",
            sort="-mounted_on",
        ),
        Column("mounted_at", "张贴位置", under="mounted_on", width=24),
        Column(
            "last_scanned_on",
            "最近扫码",
            words=lambda code: code.last_scanned_on or "没人扫过",
            sort="-last_scanned_on",
        ),
        *THIS_YEAR,
    )

    def codes(self) -> QuerySet[MessageCode]:
        raise NotImplementedError

    def rows(self) -> QuerySet[MessageCode]:
        return self.codes().select_related("representative__station", "officer", "station")

    def dressed(self, found: list[Any]) -> list[Any]:
        figures = code_figures.by_code(found, timezone.localdate())
        for code in found:
            code.figures = figures.get(code.pk, NONE)
        return found


@listed
class Codes(CodeList):
    key, title = "codes", "二维码"
    intro = "只列在用的码。还没有登记张贴的码，不会算作没人扫。"
    filters = CodeFilters
    nothing = Empty("还没有在用的码", "在站点或者代表的页面可以发放。")
    not_found = Empty("没有这样的码", "换一个条件看看。")

    def codes(self) -> QuerySet[MessageCode]:
        return MessageCode.objects.live().looked_after_by(self.user)


@require_safe
@staff_only
def codes(request: SignedInRequest) -> HttpResponse:
    return Codes(request.user, request.GET).respond(request)
