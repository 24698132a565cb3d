"""Answers in public, a page at a time."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from messages.models import Photo, Publication
from portal.public.quick import newest_answers
from portal.public.records import hide_frozen_ratings

ANSWERS = 10


def public_answers() -> QuerySet[Publication]:
    ready = Photo.objects.filter(state=Photo.State.READY)
    return (
        Publication.objects.public()
        .select_related("message__area")
        .only(
            "title", "body", "answer", "published_at", "message__area__short_name",
            "message__rating", "message__representative",
        )
        .prefetch_related(Prefetch("photos", ready))
        .order_by("-pk")
    )  # fmt: skip


def page_of(request: HttpRequest, rows: QuerySet[Publication]) -> dict[str, object]:
    """One page by key: ``before`` is the last publication already seen."""
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) <= 18:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: ANSWERS + 1])
    older = f"?before={found[ANSWERS - 1].pk}#answers" if len(found) > ANSWERS else None
    shown = found[:ANSWERS]
    hide_frozen_ratings(shown, timezone.localdate())
    return {"answers": shown, "older_url": older, "is_first": not before}


def newest() -> list[Publication]:
    """Titles only, for the front page."""
    found = newest_answers()
    hide_frozen_ratings(found, timezone.localdate())
    return found
