"""建而不用: which stations stand idle, by area, kind and group; for staff."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from areas.models import Area
from office.chosen import area_frame, chosen_area
from office.frame import staff_only
from office.lists import Column, Empty, Filters, Listing, listed, to
from office.lists.filters import ChoiceFilter, Filter
from portal.models import Standing
from portal.standards import idle as idle_stations
from portal.standards.idle import IdleCounts, IdleQuery, Tally
from portal.standards.rollup import standing_of
from portal.standards.rules import IDLE_DAYS, LEFT_OUT
from stations.models import Group, Station, StationQuerySet
from yichang_renda.asking import number_of, pk_of

LONGEST = 3650
WRONG = f"请填 1 到 {LONGEST} 之间的天数。"


class IdleFilters(Filters):
    """Both are in the question itself (`IdleQuery`), so that figures follow them, too."""

    days = Filter(
        label="多少天没有使用",
        min_value=1,
        max_value=LONGEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": str(IDLE_DAYS)}),
        error_messages={"invalid": WRONG, "min_value": WRONG, "max_value": WRONG},
        method="asked",
    )
    days.field_class = forms.IntegerField
    kind = ChoiceFilter("kind", "类型", Station.Kind.choices, method="asked")

    def asked(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows


class OfIdle(Listing):
    """What is asked about: an area, some days, a kind of station, the members of a group."""

    part = "idle"
    kept = ("area", "group")
    filters = IdleFilters

    def __init__(self, user: User, query: QueryDict, owner: Any = None) -> None:
        super().__init__(user, query, owner)
        days, kind = number_of(query.get("days", ""), 4) or 0, query.get("kind", "")
        self.asked = IdleQuery(
            chosen_area(user, query),
            days if 1 <= days <= LONGEST else IDLE_DAYS,
            timezone.localdate(),
            kind if kind in Station.Kind.values else "",
            self._group(),
        )

    def _group(self) -> Group | None:
        pk = self.query.get("group", "")
        visible = Group.objects.looked_after_by(self.user)
        return get_object_or_404(visible, pk=pk_of(pk)) if pk else None

    def taken(self) -> dict[str, str]:
        return {"area": self.asked.here.code}

    def page_words(self) -> tuple[str, ...]:
        return (str(self.asked),)

    @property
    def words(self) -> str:
        return "，".join(self.page_words())  # the filters are in them

    def link(self, name: str, **changes: str) -> str:
        """Another page with these filters, some of them changed."""
        return f"{reverse(name)}{self.url(**changes)}"


def day_column(key: str, label: str) -> Column:
    """The last day of some use, from the standing."""
    return Column(
        key,
        label,
        value=f"standing.{key}",
        words=lambda station: getattr(station.standing, key) or "没有",
        sort=f"-standing__{key}",
    )


@listed
class Idle(OfIdle):
    key, title = "idle", "闲置站点"
    template = "portal/office/idle.html"
    order = "code"
    columns = (
        Column("name", "站点", link=to("office:station"), sort="pinyin", is_head=True, width=36),
        Column("kind", "类型", value="get_kind_display", under="name"),
        Column("area", "区划", under="name"),
        Column("code", "编号", words=lambda station: f"编号 {station.code}", under="name"),
        Column("place", "地方", value="area.full_name", is_shown=False, width=36),
        Column("opened_on", "建站日期", is_shown=False),
        day_column("last_message_on", "最近留言"),
        day_column("last_answer_on", "最近答复"),
        day_column("last_visit_on", "最近来访或走访"),
    )
    nothing = not_found = Empty("没有闲置的站点", "换一个天数、类型或区划再看。")

    def rows(self) -> StationQuerySet:
        return self.asked.idle().select_related("area", "standing")

    def dressed(self, found: list[Any]) -> list[Any]:
        Area.objects.prime_lineage([station.area for station in found])
        for station in found:
            station.standing = standing_of(station) or Standing()
        return found

    @cached_property
    def counts(self) -> IdleCounts:
        return idle_stations.count(self.asked)

    @property
    def of_kind(self) -> Tally:
        return self.counts.of_kind(self.asked.kind)

    def kinds(self) -> list[tuple[Tally, str]]:
        return [(tally, self.url(kind=tally.key)) for tally in self.counts.by_kind]

    def areas(self) -> list[tuple[Tally, str]]:
        return [
            (tally, self.url(area=tally.key) if tally.area else "") for tally in self.counts.by_area
        ]


@listed
class IdleGroups(OfIdle):
    """Each group with the stations of its members, and how many of these stand idle."""

    key, title = "idle_groups", "各代表小组的闲置站点"
    template = "portal/office/idle_groups.html"
    order = "pk"
    columns = (
        Column(
            "name",
            "代表小组",
            link=lambda group: group.idle_url if group.tally.idle else "",
            sort="name",
            is_head=True,
            width=30,
        ),
        Column("kind", "类型", value="get_kind_display", under="name"),
        Column("field", "领域", under="name"),
        Column("area", "区划", under="name"),
        Column("idle", "闲置", value="tally.idle", is_number=True),
        Column("stations", "成员所在站点", value="tally.stations", is_number=True),
    )
    nothing = Empty("这里还没有代表小组", "编了小组，就能按小组看闲置的站点。")

    def rows(self) -> QuerySet[Group]:
        rows = Group.objects.active().looked_after_by(self.user)
        return rows.filter(self.asked.here.subtree_q()).select_related("area")

    def dressed(self, found: list[Any]) -> list[Any]:
        tallies = idle_stations.of_groups(found, self.asked)
        for group in found:
            group.tally = tallies[group.pk]
            group.idle_url = self.link("office:idle", group=str(group.pk), sort="")
        return found


@require_safe
@staff_only
def idle(request: SignedInRequest) -> HttpResponse:
    listing = Idle(request.user, request.GET)
    links = {
        "groups_url": listing.link("office:idle_groups", group="", sort=""),
        "without_group_url": listing.url(group=""),
    }
    frame = area_frame(request.user, listing.asked.here, "office:idle")
    context = {"left_out": LEFT_OUT, **links, **frame}
    return listing.respond(request, **context)


@require_safe
@staff_only
def idle_groups(request: SignedInRequest) -> HttpResponse:
    listing = IdleGroups(request.user, request.GET)
    return listing.respond(request, list_url=listing.link("office:idle", group="", sort=""))
