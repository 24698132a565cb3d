"""A station in public: who is there, when, and how to get there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.public import disclosures_of
from messages.views.public_files import DOTS
from portal.public import notices, quick
from portal.public.answers import page_of_owner
from portal.public.cards import cards
from portal.public.paging import take
from portal.public.pictures import HOUR, MINUTE, send_picture
from portal.public.sharing import share
from portal.public.way import map_url
from representatives.models import Representative
from stations.models import Station, StationPhoto
from stations.reception import next_of, sentence
from yichang_renda.qr import qr_png


@login_not_required
@require_safe
def station(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Station.objects.select_related("area", "parent"), pk=pk)
    people = Representative.objects.serving().filter(station=found).only("pk")
    shown, more = take(request, people, "after_person", "pk", "people")
    context = {
        "station": found,
        "place": found.area.full_name(),
        "slug": quick.station_code(found) if found.is_active else "",
        "people": cards(person.pk for person in shown),
        "people_next": more,
        "is_further": bool(request.GET.get("after_person")),
        "officers": quick.officers(found),
        "groups": quick.groups(found),
        "children": quick.children(found),
        "photos": quick.photos(found),
        "notices": notices.of_station(found),
        "map_url": map_url(found, found.area.lineage[0]),
        "share": share(found.name, f"{found.address} {found.opening_hours}", "portal:station", pk),
        **_reception(found),
        **disclosures_of(found),
        **page_of_owner(request, "station", pk),
    }
    return render(request, "portal/station.html", context)


def _reception(found: Station) -> dict[str, Any]:
    """The rules in words, and the next day of any of them."""
    rules = quick.reception_rules(found.pk) if found.is_active else []
    return {
        "reception_rules": [sentence(rule) for rule in rules],
        "reception": next_of(rules, timezone.localdate()),
    }


@login_not_required
@require_safe
def station_qr(request: HttpRequest, pk: int) -> HttpResponse:
    """The code on the station's door, as a picture that can be saved or scanned from a screen."""
    found = get_object_or_404(Station.objects.open().only("pk"), pk=pk)
    slug = quick.station_code(found)
    if not slug:
        raise Http404
    link = settings.SITE_URL + reverse("messages:voter", args=[slug])
    response = HttpResponse(qr_png(link, dots=DOTS), content_type="image/png")
    response.headers["Cache-Control"] = f"public, max-age={HOUR}"
    return response


@login_not_required
@require_safe
def station_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Whoever keeps the station may take it away at any time."""
    found = get_object_or_404(StationPhoto.objects.only("image"), pk=pk)
    return send_picture(found.image, seconds=MINUTE)
