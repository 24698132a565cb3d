"""The monthly ledger of a station: every matter that came in, one line each."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from messages.forms.entry import LedgerForm
from messages.hats import hats_of
from messages.models import Message
from messages.publishing.redaction import hide_phones
from office.lists import Column, Empty, Listing, listed, to
from office.paging import month_in
from stations.models import Station
from yichang_renda.asking import pk_of


@listed
class Ledger(Listing):
    """What came in for one station in one month, oldest first."""

    key, title, part = "ledger", "留言台账", ""
    intro = "手机号已隐去后四位。"
    template = "desk/entry/ledger.html"
    kept = ("station", "month")
    order, is_one_stretch = "pk", True
    columns = (
        Column("number", "编号", link=to("desk:message"), sort="pk", is_head=True),
        Column(
            "submitted_at", "日期", value=lambda matter: timezone.localdate(matter.submitted_at)
        ),
        Column("origin", "来源", value="get_origin_display", width=8),
        Column("name", "称呼"),
        Column("masked_phone", "手机号", under="name"),
        Column("body", "反映内容", value=lambda matter: hide_phones(matter.body), width=50),
        Column("place", "地点", under="body", width=20),
        Column("to", "反映给", value=lambda matter: str(matter.representative or "站点")),
        Column("state", "办到哪一步", value="get_state_display"),
        Column("lead", "承办单位", value="lead.department.name", under="state", width=24),
        Column(
            "replied_at",
            "答复日期",
            value=lambda matter: matter.replied_at and timezone.localdate(matter.replied_at),
        ),
        Column("rating", "评价", value="get_rating_display"),
        Column("rating_source", "评价方式", value="get_rating_source_display", under="rating"),
        Column(
            "other",
            "其他系统编号",
            value=lambda matter: f"{matter.other_system} {matter.other_number}".strip(),
            under="number",
            width=24,
        ),
    )
    nothing = Empty("这个月没有留言", "换一个月份看看。")

    def __init__(self, user: User, query: QueryDict, owner: Any = None) -> None:
        super().__init__(user, query, owner)
        self.month = month_in(query)

    def rows(self) -> QuerySet[Message]:
        following = (self.month + timedelta(days=32)).replace(day=1)
        since, until = (
            timezone.make_aware(datetime.combine(day, time.min)) for day in (self.month, following)
        )
        visible = Message.objects.visible_to(self.user).filter(station=self.owner)
        rows = visible.filter(submitted_at__gte=since, submitted_at__lt=until)
        return rows.select_related("representative").prefetch_related("assignments__department")

    @classmethod
    def owners(cls, user: User) -> QuerySet[Station]:
        hats = hats_of(user)
        mine = Q(pk__in=hats.station_ids)
        for office in hats.offices:
            mine |= office.scope_q("area__")
        return Station.objects.filter(mine)

    @staticmethod
    def allowed(user: User) -> bool:
        return bool(hats_of(user).stations or hats_of(user).offices)

    def page_words(self) -> tuple[str, ...]:
        return self.owner.name, f"{self.month.year} 年 {self.month.month} 月"


@never_cache
@require_safe
def month_ledger(request: HttpRequest) -> HttpResponse:
    """Of the station asked for; else of one's own, or the first one of the office."""
    user = cast(User, request.user)
    stations = Ledger.owners(user)
    own = hats_of(user).station_ids[:1]
    first = stations.filter(pk__in=own) if own else stations
    asked = stations.filter(pk=pk_of(request.GET.get("station", "")))
    station = asked.first() or first.first()
    if station is None:
        raise PermissionDenied("台账由站点的联络员和上级机关查看。")
    listing = Ledger(user, request.GET, station)
    form = LedgerForm(stations=stations, initial={"station": station, "month": listing.month})
    return listing.respond(cast(SignedInRequest, request), form=form)
