"""/directory/: the whole network, by area, kind and field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from areas.models import Area, Installation, Level
from portal import places
from portal.public.choosing import choice_at
from portal.public.front_page import front_page
from portal.public.paging import take
from portal.public.sharing import share
from stations.models import Group, Station
from yichang_renda.fields import tidy

FIELD_MAX = 20
MOST_FIELDS = 40
MOST_GROUPS = 30
KINDS = dict(Station.Kind.choices)


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool


@login_not_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What is there, county by county: tiles or an approved map, and the same as a table."""
    page = front_page()
    approval = Installation.current().map_approval.strip()
    fields = Station.objects.open().exclude(field="").order_by("field")
    context = {
        "page": page,
        "map_approval": approval,
        "map_html": page.map_html if approval else "",
        "kinds": [
            (label, f"{reverse('portal:network')}?kind={kind}") for kind, label in KINDS.items()
        ],
        "fields": list(fields.values_list("field", flat=True).distinct()[:MOST_FIELDS]),
        "share": share("站点一览", "全市的代表之家、代表联络站和基层联系点。", "portal:directory"),
    }
    return render(request, "portal/directory.html", context)


@login_not_required
@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """The stations of the whole city, of one kind or field."""
    context = _listed(request, places.stations(), reverse("portal:network"))
    context |= {
        "area": None,
        "below": [],
        "groups": [],
        "crumbs": [("站点一览", _top()), ("全市", "")],
    }
    return render(request, "portal/directory_area.html", context)


@login_not_required
@require_safe
def area(request: HttpRequest, code: str) -> HttpResponse:
    """The stations of an area, its groups, and the areas below to narrow it down."""
    found = get_object_or_404(Area, code=code)
    rows = places.stations().within(found)
    context = _listed(request, rows, reverse("portal:directory_area", args=[code]))
    below = list(Area.objects.children_of(found, with_coded=found.level == Level.COUNTY))
    zoned = [place for place in below if not place.path.startswith(found.path)]
    groups = Group.objects.active().filter(area=found).order_by("kind", "pk")
    choice = choice_at(found)
    context |= {
        "area": found,
        "below": below,
        "zoned": zoned,
        "zone": zoned[0].lineage[1].short_name if zoned else "",
        "groups": list(groups[:MOST_GROUPS]),
        "people_url": choice.url if choice.is_local else "",
        "crumbs": _crumbs(found),
        "share": share(
            f"{found.short_name}的站点",
            f"{found.full_name()}的代表之家、代表联络站和基层联系点。",
            "portal:directory_area",
            code,
        ),
    }
    return render(request, "portal/directory_area.html", context)


def _listed(request: HttpRequest, rows: Any, here: str) -> dict[str, Any]:
    """A page of stations, narrowed by ``kind`` and ``field`` of the address."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    field = " ".join(tidy(request.GET.get("field", "")).split())[:FIELD_MAX]
    if kind:
        rows = rows.filter(kind=kind)
    if field:
        rows = rows.filter(field=field)
    shown, following = take(request, rows, "after", "code", "stations")
    return {
        "stations": shown,
        "next_url": following,
        "is_further": bool(request.GET.get("after")),
        "field": field,
        "tabs": _tabs(here, kind, field),
        "people_url": "",
    }


def _tabs(here: str, kind: str, field: str) -> list[Tab]:
    """All kinds, then each; a chosen field stays chosen."""
    kept = {"field": field} if field else {}
    tabs = []
    for key, label in [("", "全部"), *KINDS.items()]:
        wanted = kept | ({"kind": key} if key else {})
        tabs.append(Tab(label, f"{here}?{urlencode(wanted)}" if wanted else here, kind == key))
    return tabs


def _top() -> str:
    return reverse("portal:directory")


def _crumbs(found: Area) -> list[tuple[str, str]]:
    above = [
        (place.short_name, reverse("portal:directory_area", args=[place.code]))
        for place in found.lineage[1:-1]
    ]
    return [("站点一览", _top()), *above, (found.short_name, "")]
