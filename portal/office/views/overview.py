"""/office/: what is open, late, supervised and how satisfied in an area, down to the stations."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.permissions import office_scope_q, offices_of
from areas.models import Area
from messages.actors import office_name
from portal.office.figures import AGES, Overview, overview
from portal.office.frame import office_page, staff_only

AGE_LABELS = [f"{a}–{b} 天" if b is not None else f"{a - 1} 天以上" for a, b in AGES]


@require_safe
@staff_only
def overview_page(request: SignedInRequest) -> HttpResponse:
    offices = offices_of(request.user)
    here = _chosen(request, offices)
    shown = overview(here, now=timezone.now())
    context = {
        "overview": shown,
        "total": shown.total,
        "offices": [
            {"label": office_name(office), "url": _url(office), "current": here == office}
            for office in offices
        ] if len(offices) > 1 else [],
        "crumbs": _crumbs(here, offices),
        "funnel": _funnel(shown),
        "ages": list(zip(AGE_LABELS, shown.total.ages, strict=True)),
        "tones": {
            "soon": "soon" if shown.total.soon else "plain",
            "late": "late" if shown.total.late else "plain",
        },
        "lists": _lists(here, shown, offices),
    }  # fmt: skip
    return office_page(request, "overview", "overview.html", context)


def _chosen(request: SignedInRequest, offices: list[Area]) -> Area:
    """The area asked for by code, if it is within an office of this person; else the first."""
    code = request.GET.get("area", "")[:12].replace("\0", "")
    if not code:
        return offices[0]
    office = next((office for office in offices if office.code == code), None)
    here = office or Area.objects.filter(office_scope_q(request.user, ""), code=code).first()
    if here is None:
        raise Http404
    return here


def _url(area: Area) -> str:
    return f"{reverse('office:overview')}?{urlencode({'area': area.code})}"


def _crumbs(here: Area, offices: list[Area]) -> list[tuple[str, str]]:
    """From the office that may see the area down to it; at an office itself, no crumbs."""
    if here in offices:
        return []
    lineage = here.lineage
    held = [office.pk for office in offices]
    top = next((n for n, area in enumerate(lineage) if area.pk in held), None)
    if top is None:  # a street of a function zone, seen by the county whose code it carries
        top = next(n for n, area in enumerate(lineage) if area.coded_under_id in held)
    path = lineage[top:]
    return [(area.short_name, _url(area) if area != here else "") for area in path]


def _funnel(shown: Overview) -> list[dict[str, Any]]:
    voters, proxied = shown.total.voters, shown.total.proxied
    names = [("received", "收到"), ("replied", "答复"), ("ended", "办结"), ("satisfied", "满意")]
    return [
        {
            "label": label,
            "voters": getattr(voters, name),
            "proxied": getattr(proxied, name),
            "all": getattr(voters, name) + getattr(proxied, name),
        }
        for name, label in names
    ]


def _lists(here: Area, shown: Overview, offices: list[Area]) -> dict[str, str]:
    """Work lists that show exactly the counted matters; empty where no list does."""
    if offices != [here] or shown.coded_elsewhere:
        return {}
    base = f"{reverse('desk:list')}?desk=office&tab="
    return {tab: base + tab for tab in ("soon", "late", "supervised")}
