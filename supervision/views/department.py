"""A department's published results, for everybody; and the messages beneath its workload."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from office.frame import office_page, staff_only
from stations.models import Department
from supervision.curves import charts
from supervision.curves.curve import Point
from supervision.curves.reading import read
from supervision.curves.words import headline
from supervision.models import Measure
from supervision.results.workload import assigned_in
from supervision.views.curves import PART
from supervision.views.pages import take

EARLIEST, LATEST = 2000, 2100


@login_not_required
@never_cache
@require_safe
def department(request: HttpRequest, pk: int) -> HttpResponse:
    """Published years alone, without flags; ranks only where they were published."""
    row = get_object_or_404(Department.objects.select_related("area"), pk=pk)
    found = read(row.area, public=True)
    now = found.became.get(pk)
    if now and found.of(now):
        return redirect("supervision:department", now)
    one = found.of(pk)
    if one is None:
        raise Http404
    asked = request.GET.get("measure", "")
    measure = asked if asked in Measure.values else found.measure
    points = sorted([*one.points, *one.beside], key=lambda point: -point.year)
    context = {
        "curve": one,
        "area": row.area,
        "title": headline(one),
        "as_of": timezone.now(),
        "measure": Measure(measure).label,
        "other": next(m for m in Measure if m != measure),
        "scores": charts.score_chart(one, measure, _announcement),
        "ranks": charts.rank_chart(one, _announcement),
        "rows": [(point, _announcement(point)) for point in points],
        "share": {
            "title": f"{one.name}的测评结果",
            "text": headline(one),
            "url": settings.SITE_URL + reverse("supervision:department", args=[pk]),
        },
    }
    return render(request, "supervision/public/department.html", context)


def _announcement(point: Point) -> str:
    return reverse("supervision:announcement", args=[point.evaluation])


@require_safe
@staff_only
def messages_of(request: SignedInRequest, pk: int, year: int) -> HttpResponse:
    """What the workload of a year counts, as far as the person may see it."""
    visible = Department.objects.looked_after_by(request.user).select_related("area")
    row = get_object_or_404(visible, pk=pk)
    if not EARLIEST <= year <= LATEST:
        raise Http404
    every = assigned_in([pk], year)
    seen = every.visible_to(request.user).select_related("message__station")
    found, next_url = take(request, seen)
    context = {
        "department": row,
        "year": year,
        "rows": found,
        "next_url": next_url,
        "is_first": not request.GET.get("after"),
        "as_of": timezone.now(),
        "total": every.values("message").distinct().count(),
        "seen": seen.values("message").distinct().count(),
    }
    return office_page(request, PART, "supervision/office/curve_messages.html", context)
