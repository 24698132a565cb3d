"""/office/: what is open, late, supervised and how satisfied in an area, down to the stations."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.permissions import offices_of
from areas.models import Area
from office.chosen import area_frame, chosen_area
from office.frame import office_page, staff_only
from portal.office.figures import AGES, Overview, overview

AGE_LABELS = [f"{a}–{b} 天" if b is not None else f"{a - 1} 天以上" for a, b in AGES]


@require_safe
@staff_only
def overview_page(request: SignedInRequest) -> HttpResponse:
    here = chosen_area(request.user, request.GET)
    shown = overview(here, now=timezone.now())
    context = {
        "overview": shown,
        "total": shown.total,
        **area_frame(request.user, here, "office:overview"),
        "funnel": _funnel(shown),
        "ages": list(zip(AGE_LABELS, shown.total.ages, strict=True)),
        "tones": {
            "soon": "soon" if shown.total.soon else "plain",
            "late": "late" if shown.total.late else "plain",
        },
        "lists": _lists(here, shown, offices_of(request.user)),
    }
    return office_page(request, "overview", "portal/office/overview.html", context)


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
    office = offices[0]
    is_below = here.is_child_of(office) or here.coded_under_id == office.pk
    # At an office itself the list also holds what a function zone counts.
    is_own = here == office and not shown.coded_elsewhere
    if len(offices) > 1 or not (is_own or is_below):
        return {}
    query = "desk=office" + (f"&area={here.pk}" if is_below else "")
    return {
        tab: f"{reverse('desk:list')}?{query}&tab={tab}" for tab in ("soon", "late", "supervised")
    }
