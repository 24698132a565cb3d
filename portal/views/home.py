"""/: what this is, where I live, what the city has, what became of what people said."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.models import Installation
from portal import places
from portal.public import answers, choosing, notices, quick
from portal.public.front_page import front_page
from portal.public.sharing import share
from stations.reception import next_of

PROMISE = "不用注册。写下您的事，代表和联络站会答复，每一步都能查到。"


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    chosen = choosing.remembered(request)
    context = {
        "page": front_page(),
        "newest": answers.newest(),
        "notices": notices.shown_at_home(chosen.area),
        "chosen": chosen,
        "selects": choosing.selects(chosen),
        "promise": PROMISE,
        "share": share(Installation.current().portal_name, PROMISE, "portal:home"),
        **_mine(chosen),
    }
    return render(request, "portal/home.html", context)


def _mine(chosen: choosing.Choice) -> dict[str, Any]:
    """The station of the area picked last time, and its next reception day."""
    stations = places.nearest(chosen.area) if chosen.is_local and chosen.area else []
    if not stations:
        return {"my_station": None, "my_reception": None}
    rules = quick.reception_rules(stations[0].pk)
    return {"my_station": stations[0], "my_reception": next_of(rules, timezone.localdate())}
