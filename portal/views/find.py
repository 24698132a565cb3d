"""/find/: from an area to whoever was elected there, and to its stations."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from areas.models import Area
from portal import places
from portal.public import choosing, my_people
from portal.public.choosing import LEVELS, Choice
from portal.public.paging import next_url, take
from portal.public.searching import words_of
from portal.public.sharing import Share, share
from yichang_renda.fields import tidy


@login_not_required
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Three lists that fill each other; plain GET, so that a link leads here too."""
    if words := words_of(request.GET.get("q", "")):
        return HttpResponseRedirect(f"{reverse('portal:search')}?{urlencode({'q': words})}")
    chosen = choosing.choice({name: tidy(request.GET.get(name, "")) for name in LEVELS})
    area = chosen.area
    lists = choosing.selects(chosen)
    context: dict[str, Any] = {
        "chosen": chosen,
        "selects": lists,
        "narrower": choosing.narrower(chosen, lists),
        "share": _share(chosen),
    }
    if area is not None:
        context |= _stations(request, chosen, area)
    if chosen.is_local:
        context |= _people(request, chosen)
    response = render(request, "portal/find.html", context)
    choosing.remember(response, chosen)
    return response


def _stations(request: HttpRequest, chosen: Choice, area: Area) -> dict[str, Any]:
    """Of a village: its own and the homes above. Of more: all of them, page by page."""
    if chosen.village:
        return {"stations": places.nearest(area), "stations_next": ""}
    rows = places.stations().within(area)
    found, following = take(request, rows, "after", "code", "stations")
    is_paging = bool(request.GET.get("after"))
    return {"stations": found, "stations_next": following, "is_paging": is_paging}


def _people(request: HttpRequest, chosen: Choice) -> dict[str, Any]:
    after = request.GET.get("after_person", "")
    keys = my_people.local_keys(chosen)
    congresses, key = my_people.near(keys, after)
    following = next_url(request, "after_person", key, "people") if key else ""
    return {
        "congresses": congresses,
        "above": [] if after else my_people.above(chosen, keys),
        "people_next": following,
        "is_further": bool(after),
    }


def _share(chosen: Choice) -> Share:
    if chosen.area is None:
        return share("我的代表", "选县市区、乡镇街道、村或社区，看谁是您的代表。", "portal:find")
    name = chosen.area.short_name
    text = f"{name}选出的各级人大代表和附近的联络站，可以直接留言。"
    return share(f"{name}的代表", text, "portal:find", query=f"?{urlencode(chosen.codes)}")
