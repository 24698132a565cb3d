"""The least that does the same job on the public pages: the same facts, in as few queries.

Nothing is remembered, explained or worked out: no reception dates, no ratings kept back in the
election season, no sharing data, no way to go on to the next page.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from areas.models import Area, Level
from messages.models import Publication, ResponseRecord
from news.models import Article
from portal.public.front_page import front_page
from representatives.models import MessageCode, Representative, Seat
from stations.models import Station

PAGE = 30
PEOPLE = 162  # all whom our page shows of an area: 12 near, 150 above
ANSWERS = 10


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Counted once a minute, as ours is: counting is not what is measured."""
    counties = Area.objects.at_level(Level.COUNTY).values_list("code", "short_name")
    context = {
        "page": front_page(),
        "counties": counties,
        "answers": _answers().values_list("pk", "title", "message__area__short_name")[:5],
        "notices": _notices()[:3],
    }
    return render(request, "limit/home.html", context)


@login_not_required
def station(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Station.objects.select_related("area", "parent"), pk=pk)
    people = Representative.objects.serving().filter(station=found).order_by("pk")
    context = {
        "station": found,
        "officers": found.officers.filter(is_active=True).values_list("name", flat=True),
        "rules": found.reception_days.values_list("every", "day", "starts_at", "when_off"),
        "children": found.children.open().values_list("pk", "name")[:60],
        "photos": found.photos.values_list("pk", "caption"),
        "code": MessageCode.objects.live().filter(station=found).values_list("slug").first(),
        "people": _cards(people[:PAGE]),
        "notices": _notices().filter(station=found)[:3],
        "answers": _full(_answers().filter(message__station=found)),
    }
    return render(request, "limit/station.html", context)


@login_not_required
def representative(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Representative.objects.select_related("station"), pk=pk)
    groups = person.group_memberships.filter(left_on=None).values_list("group__name", "role")
    context = {
        "person": person,
        "seats": _posts([pk]).get(pk, []),
        "code": MessageCode.objects.live()
        .filter(representative=person)
        .values_list("slug")
        .first(),
        "record": ResponseRecord.objects.filter(representative=person).first(),
        "groups": groups,
        "rules": person.station.reception_days.values_list("every", "day", "starts_at", "when_off"),
        "answers": _full(_answers().filter(message__representative=person)),
    }
    return render(request, "limit/representative.html", context)


@login_not_required
def find(request: HttpRequest) -> HttpResponse:
    codes = [request.GET.get(name) for name in ("county", "township", "village")]
    chosen = list(Area.objects.filter(code__in=[code for code in codes if code]).order_by("path"))
    area = chosen[-1]
    seats = Seat.objects.active().for_area(area).order_by("representative")
    pks = seats.values_list("representative", flat=True).distinct()[:PEOPLE]
    lists = [Area.objects.at_level(Level.COUNTY), *map(Area.objects.children_of, chosen)]
    stations = Station.objects.open().filter(area__path__startswith=area.path)
    context = {
        "area": area,
        "lists": [list(rows.values_list("code", "short_name")) for rows in lists],
        "people": _cards(Representative.objects.filter(pk__in=list(pks))),
        "stations": stations.values_list("pk", "name", "kind", "address", "opening_hours")[:PAGE],
    }
    return render(request, "limit/find.html", context)


def _cards(rows: Any) -> list[dict[str, Any]]:
    """Name, posts, station and code of each, in three queries."""
    people = list(rows.values("pk", "name", "post", "station_id", "station__name"))
    pks = [person["pk"] for person in people]
    posts = _posts(pks)
    codes = MessageCode.objects.live().filter(representative__in=pks)
    slugs = dict(codes.values_list("representative", "slug"))
    return [
        person | {"posts": posts.get(person["pk"], []), "slug": slugs.get(person["pk"])}
        for person in people
    ]


def _posts(pks: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    seats = Seat.objects.active().filter(representative__in=pks)
    for pk, name in seats.values_list("representative", "term__congress__name"):
        found.setdefault(pk, []).append(name)
    return found


def _answers() -> Any:
    return Publication.objects.filter(state="published").order_by("-pk")


def _full(rows: Any) -> Any:
    return rows.values("title", "body", "answer", "published_at", "message__rating")[:ANSWERS]


def _notices() -> Any:
    shown = Article.objects.public(timezone.localdate()).order_by("-published_on", "-pk")
    return shown.values_list("pk", "title", "published_on")
