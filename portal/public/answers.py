"""Answers in public, a page at a time."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone

from messages.models import Photo, Publication
from portal.public.quick import ANSWERS, answers_of, newest_answers
from portal.public.records import hide_frozen_ratings
from yichang_renda.asking import number_of

PERSON = "representative"
READY_PHOTOS = Photo.objects.filter(state=Photo.State.READY)


def public_answers() -> QuerySet[Publication]:
    return (
        Publication.objects.public()
        .select_related("message__area")
        .only(
            "title",
            "body",
            "answer",
            "published_at",
            "message__area__short_name",
            "message__rating",
            "message__representative",
        )
        .prefetch_related(Prefetch("photos", READY_PHOTOS))
        .order_by("-pk")
    )


def page_of(request: HttpRequest, rows: QuerySet[Publication]) -> dict[str, object]:
    """One page by key: ``before`` is the last publication already seen."""
    before = _before(request)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return _page(list(rows[: ANSWERS + 1]), is_first=before is None)


def page_of_owner(request: HttpRequest, kind: str, pk: int) -> dict[str, object]:
    """The same of a "station" or a "representative"; the first page is asked for most.

    What was kept from a person is not shown as an answer to that person.
    """
    if _before(request) is None:
        return _page(answers_of(kind, pk), is_first=True)
    rows = public_answers().filter(**{f"message__{kind}": pk})
    return page_of(request, rows.filter(message__is_kept=False) if kind == PERSON else rows)


def _before(request: HttpRequest) -> int | None:
    return number_of(request.GET.get("before", ""))


def _page(found: list[Publication], *, is_first: bool) -> dict[str, object]:
    older = f"?before={found[ANSWERS - 1].pk}#answers" if len(found) > ANSWERS else None
    shown = found[:ANSWERS]
    prefetch_related_objects(shown, Prefetch("photos", READY_PHOTOS))
    hide_frozen_ratings(shown, timezone.localdate())
    return {"answers": shown, "older_url": older, "is_first": is_first}


def newest() -> list[Publication]:
    """Titles only, for the front page."""
    found = newest_answers()
    hide_frozen_ratings(found, timezone.localdate())
    return found
