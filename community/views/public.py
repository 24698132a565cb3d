"""A community's small congress in public: names without phones, meetings held, what was disclosed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.models import Disclosure, SmallCongress
from community.public import NEWEST, columns_of, entries_of, groups_of
from yichang_renda.asking import day_of, number_of

PAGE = 10
MOST_RESIDENTS = 300


@login_not_required
@require_safe
def community(request: HttpRequest, pk: int) -> HttpResponse:
    congress, today = _congress(pk), timezone.localdate()
    held = congress.meetings.exclude(held_on=None)
    planned = congress.meetings.filter(held_on=None, planned_on__gte=today)
    meetings, older = _page(request, held, "held_on")
    context = {
        "congress": congress,
        "columns": columns_of(congress, today, NEWEST),
        "residents": list(congress.residents.on(today).order_by("pk")[:MOST_RESIDENTS]),
        "planned": planned.order_by("planned_on", "pk").first(),
        "meetings": meetings,
        "older_url": older,
        "groups": groups_of(congress),
    }
    return render(request, "community/public/community.html", context)


@login_not_required
@require_safe
def disclosures(request: HttpRequest, pk: int, column: str) -> HttpResponse:
    """Every entry of one column."""
    if column not in Disclosure.Column.values:
        raise Http404
    congress = _congress(pk)
    entries, older = _page(
        request, entries_of(congress, column, timezone.localdate()), "published_on"
    )
    context = {
        "congress": congress,
        "label": Disclosure.Column(column).label,
        "entries": entries,
        "older_url": older,
        "is_first": "before" not in request.GET,
    }
    return render(request, "community/public/disclosures.html", context)


def _congress(pk: int) -> SmallCongress:
    return get_object_or_404(SmallCongress.objects.select_related("station__area"), station=pk)


def _page(request: HttpRequest, rows: QuerySet[Any], day: str) -> tuple[list[Any], str]:
    """Newest ``day`` first, by (day, key); and the address of what is older."""
    at, _, pk = request.GET.get("before", "").partition("_")
    known, key = day_of(at), number_of(pk)
    if known and key is not None:
        rows = rows.filter(Q(**{f"{day}__lt": known}) | Q(**{day: known, "pk__lt": key}))
    found = list(rows.order_by(f"-{day}", "-pk")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], f"?before={getattr(last, day)}_{last.pk}#list" if last else ""
