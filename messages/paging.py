"""Pages by key: no OFFSET, no COUNT, and a cost that does not grow with the table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet

from accounts.http import SignedInRequest
from areas.cached import cached_value

SIZE = 30
# Ids looked at first. One township's share of them fills a page; where it does not, the place
# has so few matters that reading all of its own by its index costs no more.
WINDOW = 20_000
# How far back a filter that no index serves may look at once.
REACH = 100_000
LARGEST_ID = 2**62


@dataclass(frozen=True)
class Page:
    """``before`` and ``after`` are the keys for the pages around this one, "" at an end.

    ``looked_back_to`` is set when a filter stopped looking before the end of the table.
    """

    rows: list[Any]
    before: str = ""
    after: str = ""
    looked_back_to: int | None = None


def due_page(rows: QuerySet[Any], *, after: str = "", before: str = "", size: int = SIZE) -> Page:
    """Oldest due date first. A mark that is no mark shows the first page."""
    mark = _due_mark(before or after)
    backwards = bool(before and mark)
    if mark:
        rows = rows.filter(_beyond(*mark, backwards=backwards))
    order = ("-due_date", "-pk") if backwards else ("due_date", "pk")
    found = list(rows.order_by(*order)[: size + 1])
    return _page(found, size, _due_key, backwards=backwards, moved=bool(mark))


def key_page(
    rows: QuerySet[Any],
    *,
    after: str = "",
    before: str = "",
    size: int = SIZE,
    is_one_stretch: bool = False,
    is_filtered: bool = False,
) -> Page:
    """Newest first.

    ``is_one_stretch``: an index holds the rows side by side in this order, so they are read as
    they come. ``is_filtered``: no index narrows them, so one look back is bounded by REACH.
    """
    mark = _id_mark(before or after)
    if before and mark:
        found = list(rows.filter(pk__gt=mark).order_by("pk")[: size + 1])
        return _page(found, size, _id_key, backwards=True, moved=True)
    if mark:
        rows = rows.filter(pk__lt=mark)
    stopped = None
    if is_one_stretch:
        found = list(rows.order_by("-pk")[: size + 1])
    else:
        found, stopped = _in_windows(rows, mark or _newest(rows) + 1, size, is_filtered)
    page = _page(found, size, _id_key, backwards=False, moved=mark is not None)
    return Page(page.rows, page.before, page.after, None if page.after else stopped)


def _in_windows(
    rows: QuerySet[Any], top: int, size: int, is_filtered: bool
) -> tuple[list[Any], int | None]:
    """The newest below ``top``: from a window of ids first, from further back only if need be.

    Further back they are sorted by an expression: the planner would otherwise walk the whole
    table backwards by its key, hoping to meet rows of a place early; they may all be old.
    """
    floor = top - WINDOW
    found = list(rows.filter(pk__gte=floor).order_by("-pk")[: size + 1])
    if len(found) > size or floor <= 1:
        return found, None
    stopped = top - REACH if is_filtered and top > REACH else None
    reached = rows.filter(pk__gte=stopped) if stopped else rows
    keys = reached.annotate(key=F("pk") + 0).order_by("-key").values("pk")[: size + 1]
    return list(rows.filter(pk__in=keys).order_by("-pk")), stopped


def _newest(rows: QuerySet[Any]) -> int:
    """About the greatest key of the table: at most a minute old, which only widens the window."""
    table = rows.model._base_manager.order_by("-pk").values_list("pk", flat=True)
    return cached_value(f"newest:{rows.model._meta.label}", lambda: int(table.first() or 0))


def _page(found: list[Any], size: int, key: Any, *, backwards: bool, moved: bool) -> Page:
    more, shown = len(found) > size, found[:size]
    if backwards:
        shown.reverse()
    has_before, has_after = (more, True) if backwards else (moved, more)
    if not shown:
        return Page([])
    return Page(shown, key(shown[0]) if has_before else "", key(shown[-1]) if has_after else "")


def _beyond(due: date, pk: int, *, backwards: bool) -> Q:
    """The outer bound lets the index on (due_date, id) start at the mark."""
    if backwards:
        return Q(due_date__lte=due) & (Q(due_date__lt=due) | Q(pk__lt=pk))
    return Q(due_date__gte=due) & (Q(due_date__gt=due) | Q(pk__gt=pk))


def _due_key(row: Any) -> str:
    return f"{row.due_date:%Y-%m-%d}.{row.pk}"


def _id_key(row: Any) -> str:
    return str(row.pk)


def _due_mark(text: str) -> tuple[date, int] | None:
    day, _, number = text.partition(".")
    pk = _id_mark(number)
    try:
        return (date.fromisoformat(day), pk) if pk else None
    except ValueError:
        return None


def _id_mark(text: str) -> int | None:
    if not (text.isascii() and text.isdigit()):
        return None
    return min(int(text[:19]), LARGEST_ID) or None


def page_urls(request: SignedInRequest, page: Page) -> dict[str, str]:
    """``newer_url`` and ``older_url`` for the pager; filters stay in the URL."""
    kept = {k: v for k, v in request.GET.items() if v and k not in ("after", "before")}
    return {
        "newer_url": "?" + urlencode(kept | {"before": page.before}) if page.before else "",
        "older_url": "?" + urlencode(kept | {"after": page.after}) if page.after else "",
    }
