"""For everybody: the five standards by area, once the city publishes them; reported figures."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from areas.models import Area, Installation
from portal import reported as figures
from portal.models import ReportedFigure
from portal.standards import rollup
from portal.standards.rules import LEFT_OUT, RULES, Standard


@login_not_required
@require_safe
def standards(request: HttpRequest) -> HttpResponse:
    """Shares by area down to townships; of a single station nothing is said here."""
    if not Installation.current().publishes_comparisons:
        raise Http404
    areas = Area.objects.filter(depth__lt=rollup.STATION_DEPTH)
    code = request.GET.get("area", "")[:12].replace("\0", "")
    here = get_object_or_404(areas, **({"code": code} if code else {"depth": 1}))
    context = {
        "rollup": rollup.rollup(here),
        "rules": [(standard.label, RULES[standard]) for standard in Standard],
        "left_out": LEFT_OUT,
        "goes_deeper": here.depth == 1,
    }
    return render(request, "portal/standards.html", context)


@login_not_required
@require_safe
def reported(request: HttpRequest) -> HttpResponse:
    after = request.GET.get("after", "")
    found, next_after = figures.page(ReportedFigure.objects.public(), after)
    context = {
        "topics": figures.topics(found),
        "publishes_comparisons": Installation.current().publishes_comparisons,
        "next_url": f"?after={next_after}" if next_after else "",
        "first_url": reverse("portal:reported"),
        "is_first": not after,
    }
    return render(request, "portal/reported.html", context)
