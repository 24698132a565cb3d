"""Which area a page of /office/ shows: chosen by code, reached by crumbs, within one's offices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from accounts.models import User
from accounts.permissions import office_scope_q, offices_of
from areas.models import Area
from areas.names import office_name


def chosen_area(user: User, query: Mapping[str, str]) -> Area:
    """The area asked for by code, if it is within an office of this person; else the first."""
    offices = offices_of(user)
    code = query.get("area", "")[:12].replace("\0", "")
    if not code:
        return offices[0]
    office = next((office for office in offices if office.code == code), None)
    here = office or Area.objects.filter(office_scope_q(user, ""), code=code).first()
    if here is None:
        raise Http404
    return here


def area_frame(user: User, here: Area, url_name: str) -> dict[str, Any]:
    """``offices`` to switch between, when there are several, and ``crumbs`` down to the area."""
    offices = offices_of(user)
    chips = [
        {
            "label": office_name(office),
            "url": area_url(url_name, office),
            "current": here == office,
        }
        for office in offices
    ]
    return {
        "offices": chips if len(offices) > 1 else [],
        "crumbs": _crumbs(here, offices, url_name),
    }


def area_url(url_name: str, area: Area, **more: str) -> str:
    return f"{reverse(url_name)}?{urlencode({'area': area.code} | more)}"


def _crumbs(here: Area, offices: list[Area], url_name: str) -> list[tuple[str, str]]:
    """From the office that may see the area down to it; at an office itself, no crumbs."""
    if here in offices:
        return []
    lineage = here.lineage
    held = [office.pk for office in offices]
    top = next((n for n, area in enumerate(lineage) if area.pk in held), None)
    if top is None:  # a street of a function zone, seen by the county whose code it carries
        top = next(n for n, area in enumerate(lineage) if area.coded_under_id in held)
    path = lineage[top:]
    return [(area.short_name, area_url(url_name, area) if area != here else "") for area in path]
