"""What this app adds to pages for staff: the work list, links of the desk, a station's work."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import offices_of
from areas.names import office_name
from messages.hats import Hats, hats_of
from messages.models import Message
from messages.permissions import can_enter
from messages.states import AT_DESK, BEFORE_REPLY, Holder
from office.blocks import page_block
from office.register import HeaderLink, Heading, header_link, header_search, menu_entry
from office.rows import Figure, row_figures
from stations.keepers import is_plain_officer
from stations.models import Station


def at_own_desks(user: User) -> QuerySet[Message]:
    """What waits in 「待我处理」 of the person's offices."""
    return Message.objects.open().filter(
        holder=Holder.OFFICE, office__in=offices_of(user), state__in=AT_DESK
    )


menu_entry(
    Heading.MATTERS,
    10,
    "matters",
    "选民留言",
    "desk:list",
    query="?desk=office",
    waiting=at_own_desks,
)
menu_entry(Heading.OWN_STATIONS, 5, "matters", "选民留言", "desk:list", shown_to=is_plain_officer)
menu_entry(Heading.MATTERS, 20, "callbacks", "回访", "office:callbacks")
menu_entry(Heading.MATTERS, 30, "published", "公开的答复", "office:published")
menu_entry(Heading.MATTERS, 40, "bursts", "可能是自己发的", "office:bursts")
menu_entry(Heading.PRINTING, 20, "entries", "入口和扫码", "office:entries")
menu_entry(Heading.SETTINGS, 10, "rules", "期限和交办", "office:rules")


@header_search(10)
def own_matters(user: User) -> HeaderLink | None:
    is_at_a_desk = hats_of(user) != Hats()
    return HeaderLink("搜索编号、内容", reverse("desk:list")) if is_at_a_desk else None


@header_link(20)
def walk_in(user: User) -> HeaderLink | None:
    return HeaderLink("登记来访", reverse("desk:enter")) if can_enter(user) else None


@header_link(40)
def away(user: User) -> HeaderLink | None:
    is_theirs = hats_of(user).representative is not None
    return HeaderLink("外出", reverse("desk:away")) if is_theirs else None


@row_figures("stations", 20, Figure("在办"), Figure("超期", warns=True))
def work_of(stations: list[int]) -> dict[int, tuple[int, ...]]:
    """What is open and late of what the stations themselves see."""
    matters = Message.objects.open().filter(station__in=stations, is_kept=False).order_by()
    rows = matters.values_list("station").annotate(**_counted())
    return {pk: (working, late) for pk, working, late in rows}


@page_block("station", "figures", 10, "messages/office/_station_work.html")
def work(request: SignedInRequest, station: Station) -> dict[str, Any]:
    matters = Message.objects.open().filter(station=station, is_kept=False)
    return matters.aggregate(**_counted())


def _counted() -> dict[str, Count]:
    waiting = Q(state__in=BEFORE_REPLY)
    late = waiting & Q(paused_on=None, due_date__lt=timezone.localdate())
    return {"working": Count("pk", filter=waiting), "late": Count("pk", filter=late)}


@page_block("station", "activity", 10, "messages/office/_last_of_station.html")
def last_message(request: SignedInRequest, station: Station) -> dict[str, Any]:
    matters = Message.objects.filter(station=station, is_kept=False).order_by("-pk")
    return {"written_at": matters.values_list("submitted_at", flat=True).first()}


@page_block("closing station", "text", 10, "messages/office/_closing_station.html")
def left_open(request: SignedInRequest, station: Station) -> dict[str, Any]:
    waiting = Message.objects.open().filter(station=station).count()
    return {"waiting": waiting, "office": office_name(station.area.office_area())}
