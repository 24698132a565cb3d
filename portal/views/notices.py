"""/announcements/: 公告 of the offices and stations."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.public.notices import public_notices
from portal.public.paging import PAGE, next_url
from portal.public.sharing import share
from yichang_renda.asking import day_of, number_of


@login_not_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Newest first, by the day of publication and then by number."""
    rows = public_notices()
    if last := _read(request.GET.get("before", "")):
        day, pk = last
        rows = rows.filter(Q(published_on__lt=day) | Q(published_on=day, pk__lt=pk))
    found = list(rows.order_by("-published_on", "-pk")[: PAGE + 1])
    older = None
    if len(found) > PAGE:
        edge = found[PAGE - 1]
        key = f"{edge.published_on:%Y-%m-%d}.{edge.pk}"
        older = next_url(request, "before", key, "main")
    context = {
        "notices": found[:PAGE],
        "older_url": older,
        "share": share("公告", "人大机关和联络站的公告", "portal:notices"),
    }
    return render(request, "portal/notices.html", context)


@login_not_required
@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(public_notices(), pk=pk)
    context = {"notice": found, "share": share(found.title, found.body, "portal:notice", found.pk)}
    return render(request, "portal/notice.html", context)


def _read(before: str) -> tuple[date, int] | None:
    """「2026-11-22.345」; anything else is the first page."""
    at, _, pk = before.partition(".")
    day, key = day_of(at), number_of(pk)
    return (day, key) if day and key is not None else None
