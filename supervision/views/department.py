"""A department's published results, for everybody; and the messages beneath its workload."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from messages.models.assignments import MessageAssignmentQuerySet
from office.frame import staff_only
from office.lists import Column, Empty, Listing, listed, to
from stations.models import Department
from supervision.curves import charts
from supervision.curves.curve import Point
from supervision.curves.reading import read
from supervision.curves.words import headline
from supervision.models import Measure
from supervision.results.workload import assigned_in
from supervision.views.curves import PART
from yichang_renda.asking import number_of

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


# beneath a workload ---------------------------------------------------------------------------


@listed
class WorkloadMessages(Listing):
    """What the workload of a department counts in a year, as far as the person may see it."""

    key, title, part = "workload_messages", "承办的留言", PART
    template = "supervision/office/curve_messages.html"
    kept = ("year",)
    is_one_stretch = True
    columns = (
        Column(
            "number",
            "编号",
            value="message.number",
            link=to("desk:message", "message_id"),
            is_head=True,
            width=18,
        ),
        Column("station", "站点", value="message.station.name", width=24),
        Column(
            "assigned_at",
            "交办",
            words=lambda row: timezone.localdate(row.assigned_at),
            sort="-pk",
            width=18,
        ),
        Column("state", "现在", value="get_state_display"),
        Column("role", "承办", value="get_role_display", under="state"),
    )
    nothing = Empty("没有看得到的留言", "这一年没有交办给这个单位的留言，或者不在您管的范围里。")

    @classmethod
    def owners(cls, user: User) -> QuerySet[Any]:
        return Department.objects.looked_after_by(user)

    @cached_property
    def year(self) -> int:
        asked = number_of(self.query.get("year", ""), 4) or 0
        return asked if EARLIEST <= asked <= LATEST else timezone.localdate().year

    def every(self) -> MessageAssignmentQuerySet:
        return assigned_in([self.owner.pk], self.year)

    def rows(self) -> MessageAssignmentQuerySet:
        return self.every().visible_to(self.user).select_related("message__station")

    def page_words(self) -> tuple[str, ...]:
        return (self.owner.name, f"{self.year} 年")


@require_safe
@staff_only
def messages_of(request: SignedInRequest, pk: int) -> HttpResponse:
    """「?year=2025」, else this year."""
    row = get_object_or_404(WorkloadMessages.owners(request.user), pk=pk)
    listing = WorkloadMessages(request.user, request.GET, row)
    total = listing.every().values("message").distinct().count()
    seen = listing.rows().values("message").distinct().count()
    return listing.respond(request, total=total, seen=seen)
