"""/search/: one box for people, stations, places and whatever else an app registers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from office.blocks import blocks_of
from portal.public import searching


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    words = searching.words_of(request.GET.get("q", ""))
    too_short = searching.is_too_short(words)
    context = {
        "query": words,
        "asked": bool(words),
        "too_short": too_short,
        "found": blocks_of(request, "search", words) if words and not too_short else {},
    }
    return render(request, "portal/search.html", context)
