"""/ and /find/: from an area to its stations and representatives."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from messages.forms.fields import tidy
from messages.models import Publication
from portal import places

PAGE = 30
LEVELS = ("county", "township", "village")
NEWEST = 5
NAME_MAX = 30


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    newest = Publication.objects.public().select_related("message__area")[:NEWEST]
    context = {"page": places.front_page(), "newest": newest, "counties": places.counties()}
    return render(request, "portal/home.html", context)


@login_not_required
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Three lists that fill each other, or a name; plain GET, so that a link leads here too."""
    chosen = places.choice({name: tidy(request.GET.get(name, "")) for name in LEVELS})
    query = " ".join(tidy(request.GET.get("q", "")).split())[:NAME_MAX]
    stations, people = places.stations(), places.people()
    if chosen.area:
        stations, people = stations.within(chosen.area), people.within(chosen.area)
    if query:
        stations, people = stations.filter(name__icontains=query), places.named(query, people)
    asked = bool(chosen.area or query)
    after = tidy(request.GET.get("after", ""))
    after_person = request.GET.get("after_person", "")
    shown_stations = stations.filter(code__gt=after).order_by("code")[: PAGE + 1] if asked else []
    shown_people = people.order_by("pk") if chosen.is_local or query else people.none()
    if after_person.isdecimal() and len(after_person) <= 18:
        shown_people = shown_people.filter(pk__gt=int(after_person))
    context = {
        "chosen": chosen,
        "query": query,
        "asked": asked,
        "selects": _selects(chosen),
        **_paged(request, "stations", "after", list(shown_stations), "code"),
        **_paged(request, "people", "after_person", list(shown_people[: PAGE + 1]), "pk"),
    }
    return render(request, "portal/find.html", context)


def _selects(chosen: places.Choice) -> list[dict[str, object]]:
    rows = [
        ("county", "县市区", places.counties(), chosen.county),
        ("township", "乡镇街道", places.below(chosen.county), chosen.township),
        ("village", "村、社区", places.below(chosen.township), chosen.village),
    ]
    return [
        {"name": name, "label": label, "areas": list(areas), "code": area.code if area else ""}
        for name, label, areas, area in rows
    ]


def _paged(
    request: HttpRequest, name: str, key: str, rows: list[object], column: str
) -> dict[str, object]:
    """The rows of this page, and the address of the next one ("" when there is none)."""
    next_url = ""
    if len(rows) > PAGE:
        address = request.GET.copy()
        address[key] = str(getattr(rows[PAGE - 1], column))
        next_url = f"?{address.urlencode()}#{name}"
    return {name: rows[:PAGE], f"{name}_next": next_url}
