"""Entries: what they are called, and links to hand out, each with its QR code."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages as flash
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from areas.models import Area
from messages.codes.channels import tagged
from messages.forms.entries import ChannelForm, RenameForm
from messages.models import Channel
from office.frame import managers_only, office_page, staff_only
from office.lists import Column, Empty, Listing, listed
from office.notes import record
from office.paging import search_words
from representatives.models import MessageCode, Representative
from stations.models import Station
from yichang_renda.asking import pk_of
from yichang_renda.qr import qr_data_uri

FOUND = 10
LEVELS = {"city": "", "county": "county", "township": "township", "village": "village"}


@listed
class Channels(Listing):
    key, title, part = "channels", "入口", "entries"
    template = "messages/office/channels.html"
    order = "-is_active"
    columns = (
        Column("name", "入口", is_head=True, width=24),
        Column(
            "slug", "代号", words=lambda channel: f"链接里写 ?from={channel.slug}", under="name"
        ),
        Column(
            "is_active",
            "现在",
            value=lambda channel: "在用" if channel.is_active else "已停用",
            tone=lambda channel: "done" if channel.is_active else "plain",
        ),
    )
    acts = "messages/office/_channel_acts.html"
    nothing = Empty("还没有入口")

    def rows(self) -> QuerySet[Channel]:
        return Channel.objects.all()

    @property
    def path(self) -> str:
        return reverse("office:channels")


@require_safe
@staff_only
def channels(request: SignedInRequest) -> HttpResponse:
    return _page(request, ChannelForm())


@require_POST
@managers_only
def add_channel(request: SignedInRequest) -> HttpResponse:
    root = _root_for(request)
    form = ChannelForm(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    with transaction.atomic():
        channel = form.save()
        _note(request, root, f"新增入口：{channel}（{channel.slug}）")
    flash.success(request, f"已新增入口“{channel}”。")
    return redirect("office:channels")


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def rename_channel(request: SignedInRequest, pk: int) -> HttpResponse:
    root = _root_for(request)
    channel = get_object_or_404(Channel, pk=pk)
    old = channel.name
    form = RenameForm(request.POST or None, instance=channel)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "old_name": old}
        status = 422 if form.errors else 200
        return office_page(
            request, "entries", "messages/office/channel_rename.html", context, status
        )
    with transaction.atomic():
        form.save()
        _note(request, root, f"入口改名：{old} → {channel}")
    flash.success(request, f"“{old}”改叫“{channel}”，以前的数字跟着走。")
    return redirect("office:channels")


@require_POST
@managers_only
def switch_channel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Retired: no new links. Links that are out there go on being counted."""
    root = _root_for(request)
    channel = get_object_or_404(Channel, pk=pk)
    with transaction.atomic():
        channel.is_active = not channel.is_active
        channel.save(update_fields=["is_active"])
        verb = "恢复" if channel.is_active else "停用"
        _note(request, root, f"{verb}入口：{channel}")
    flash.success(request, f"入口“{channel}”已{verb}。")
    return redirect("office:channels")


def _root_for(request: SignedInRequest) -> Area:
    """Entries are the whole city's; 404 for who does not manage all of it."""
    root = Area.get_root()
    if not can_manage(request.user, root):
        raise Http404
    return root


def _note(request: SignedInRequest, root: Area, target: str) -> None:
    record(request, target, root)


def _page(request: SignedInRequest, form: ChannelForm, status: int = 200) -> HttpResponse:
    may_change = can_manage(request.user, Area.get_root())
    listing = Channels(request.user, request.GET)
    return listing.respond(request, status=status, form=form, may_change=may_change)


# links --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """What a link opens, and what it is called on the page."""

    label: str
    path: str


@dataclass(frozen=True)
class Link:
    channel: Channel
    url: str
    qr: str


@require_safe
@staff_only
def entry_links(request: SignedInRequest) -> HttpResponse:
    """Links for the home page, or for a place or person found by name, one for each entry."""
    query = search_words(request)
    name, places = _chosen(request)
    offered = list(Channel.objects.offered())
    context = {
        "query": query,
        "found": _search(request, query) if query else [],
        "name": name,
        "places": [(place.label, _links(place.path, offered)) for place in places],
        "offered": offered,
    }
    return office_page(request, "entries", "messages/office/entry_links.html", context)


def _links(path: str, offered: list[Channel]) -> list[Link]:
    links = [(channel, settings.SITE_URL + tagged(path, channel)) for channel in offered]
    return [Link(channel, url, qr_data_uri(url, for_outdoors=True)) for channel, url in links]


def _chosen(request: SignedInRequest) -> tuple[str, list[Place]]:
    """What ``?station=``, ``?person=`` or ``?area=`` names; the home page without any."""
    home = [Place("首页", reverse("portal:home")), Place("找代表、找站点", reverse("portal:find"))]
    for kind, find in (("station", _station), ("person", _person), ("area", _area)):
        if kind in request.GET:
            return find(request, pk_of(request.GET[kind]))
    return "门户首页", home


def _station(request: SignedInRequest, pk: int) -> tuple[str, list[Place]]:
    station = get_object_or_404(Station.objects.looked_after_by(request.user), pk=pk)
    places = [Place("站点页面", reverse("portal:station", args=[pk]))]
    return station.name, [*_form_of(station=station), *places]


def _person(request: SignedInRequest, pk: int) -> tuple[str, list[Place]]:
    person = get_object_or_404(Representative.objects.looked_after_by(request.user), pk=pk)
    places = [Place("代表页面", reverse("portal:representative", args=[pk]))]
    return f"{person.name} 代表", [*_form_of(representative=person), *places]


def _form_of(**owner: Station | Representative) -> list[Place]:
    codes = MessageCode.objects.live().filter(**owner).order_by("pk")
    slug = codes.values_list("slug", flat=True).first()
    return [Place("直接留言", reverse("messages:voter", args=[slug]))] if slug else []


def _area(request: SignedInRequest, pk: int) -> tuple[str, list[Place]]:
    area = get_object_or_404(Area, pk=pk)
    level = LEVELS[area.level]
    query = f"?{level}={area.code}" if level else ""
    return area.short_name, [Place("这里的站点和代表", reverse("portal:find") + query)]


def _search(request: SignedInRequest, query: str) -> list[tuple[str, str, str]]:
    """(what it is, name, address of its links); at most ten of each kind."""
    areas = Area.objects.filter(short_name__icontains=query)[:FOUND]
    stations = Station.objects.looked_after_by(request.user).filter(name__icontains=query)
    mine = Representative.objects.looked_after_by(request.user).serving()
    people = mine.named(query).select_related("station").order_by("pk")[:FOUND]
    return [
        *(("区划", area.short_name, f"?area={area.pk}") for area in areas),
        *(
            ("站点", place.name, f"?station={place.pk}")
            for place in stations.order_by("code")[:FOUND]
        ),
        *(("代表", f"{p.name}（{p.station.name}）", f"?person={p.pk}") for p in people),
    ]
