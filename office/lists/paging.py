"""Pages by key: no OFFSET, no COUNT, and a cost that does not grow with the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Model, Q, QuerySet
from django.utils import timezone

from areas.cached import cached_value

SIZE = 30
# Ids looked at first. One township's share of them fills a page; where it does not, the place
# has so few rows that reading all of its own by its index costs no more.
WINDOW = 20_000
# How far on a filter that no index serves may look at once.
REACH = 100_000
LARGEST_ID = 2**62
LONGEST_MARK = 400
MOST_DIGITS = 28  # of a number that is worked out


@dataclass(frozen=True)
class Page:
    """``before`` and ``after`` are the marks of the pages around this one, "" at an end.

    ``further`` is the mark where a filter stopped looking before the end of the table.
    """

    rows: list[Any]
    before: str = ""
    after: str = ""
    further: str = ""


class Order:
    """By one key, then by primary key in the same direction; what is unknown comes last.

    ``is_known``: the column may be NULL, but in none of these rows.
    """

    def __init__(self, rows: QuerySet[Any], path: str, *, is_known: bool = False) -> None:
        self.path, self.is_down = path.removeprefix("-"), path.startswith("-")
        self.by_pk = self.path == "pk"
        self.rows = rows if self.by_pk else rows.annotate(sorted_by=F(self.path))
        if not self.by_pk:
            self.field = self.rows.query.annotations["sorted_by"].output_field
            self.is_nullable = not is_known and _may_be_unknown(rows, self.path)

    def sort(self, rows: QuerySet[Any], *, backwards: bool = False) -> QuerySet[Any]:
        down = self.is_down != backwards
        pk = "-pk" if down else "pk"
        if self.by_pk:
            return rows.order_by(pk)
        if not self.is_nullable:
            return rows.order_by(f"-{self.path}" if down else self.path, pk)
        end = {"nulls_first": True} if backwards else {"nulls_last": True}
        key = F(self.path)
        return rows.order_by(key.desc(**end) if down else key.asc(**end), pk)

    def beyond(self, mark: tuple[Any, int], *, backwards: bool = False) -> Q:
        """What follows a mark. The outer bound lets an index on (key, id) start there."""
        value, pk = mark
        way = "lt" if self.is_down != backwards else "gt"
        further = Q(**{f"pk__{way}": pk})
        if self.by_pk:
            return further
        if value is None:
            unknown = Q(**{f"{self.path}__isnull": True}) & further
            return unknown | Q(**{f"{self.path}__isnull": False}) if backwards else unknown
        known = Q(**{f"{self.path}__{way}e": value}) & (
            Q(**{f"{self.path}__{way}": value}) | further
        )
        is_followed = self.is_nullable and not backwards
        return known | Q(**{f"{self.path}__isnull": True}) if is_followed else known

    def mark(self, row: Any) -> str:
        value = None if self.by_pk else row.sorted_by
        if value is None:
            return str(row.pk)
        return f"{row.pk}.{value.isoformat() if hasattr(value, 'isoformat') else value}"

    def read(self, mark: str) -> tuple[Any, int] | None:
        """(key, primary key); None for a mark that is none, which shows the first page."""
        number, dot, text = mark[:LONGEST_MARK].replace("\0", "").partition(".")
        if not (number.isascii() and number.isdigit() and number.strip("0")):
            return None
        pk = min(int(number[:19]), LARGEST_ID)
        if self.by_pk or not dot:
            return (None, pk) if self.by_pk or self.is_nullable else None
        try:
            value = self.field.to_python(text)
            if isinstance(value, datetime):
                value = value.astimezone(UTC) if timezone.is_aware(value) else None
        except (ValidationError, OverflowError):  # the latter: a moment at either end of time
            return None
        return (value, pk) if value is not None and _holds(self.field, value) else None


def _holds(field: Any, value: Any) -> bool:
    """Whether a column can hold it, by size alone: a database fails over what it can't."""
    if isinstance(value, Decimal):
        return _holds_digits(field.max_digits, field.decimal_places, value)
    if isinstance(value, float):
        return isfinite(value)
    return not isinstance(value, int) or abs(value) <= LARGEST_ID


def _holds_digits(digits: int | None, places: int | None, value: Decimal) -> bool:
    if digits is None or places is None:  # worked out, not stored
        is_long = len(value.as_tuple().digits) > MOST_DIGITS
        return not is_long and abs(value.adjusted()) <= MOST_DIGITS
    return value.adjusted() < digits - places and int(value.as_tuple().exponent) >= -places


def _may_be_unknown(rows: QuerySet[Any], path: str) -> bool:
    """Whether the key may be NULL; of what is worked out, nobody knows."""
    if path in rows.query.annotations:
        return True
    model: Any = rows.model
    for name in path.split("__"):
        field = model._meta.get_field(name)
        if field.null or field.one_to_many or field.many_to_many:
            return True
        model = field.related_model
    return False


def read_page(
    order: Order,
    *,
    after: str = "",
    before: str = "",
    is_windowed: bool = False,
    is_searched: bool = False,
) -> Page:
    """``is_windowed``: rows of a large table, by primary key, that no index holds side by side.

    ``is_searched``: no index narrows them either, so that one look on is bounded by REACH.
    """
    mark = order.read(before or after)
    rows = order.rows.filter(order.beyond(mark, backwards=bool(before))) if mark else order.rows
    if before and mark:
        found = list(order.sort(rows, backwards=True)[: SIZE + 1])
        shown = found[:SIZE][::-1]
        return _page(order, shown, has_before=len(found) > SIZE, has_after=True)
    stopped = ""
    if is_windowed:
        found, stopped = _in_windows(order, rows, mark[1] if mark else None, is_searched)
    else:
        found = list(order.sort(rows)[: SIZE + 1])
    has_after = len(found) > SIZE
    further = "" if has_after else stopped
    return _page(order, found[:SIZE], has_before=bool(mark), has_after=has_after, further=further)


def _page(
    order: Order, shown: list[Any], *, has_before: bool, has_after: bool, further: str = ""
) -> Page:
    if not shown:
        return Page([], further=further)
    before = order.mark(shown[0]) if has_before else ""
    return Page(shown, before, order.mark(shown[-1]) if has_after else "", further)


def _in_windows(
    order: Order, rows: QuerySet[Any], mark: int | None, is_searched: bool
) -> tuple[list[Any], str]:
    """The first beyond ``mark``: from a window of ids first, from further on only if need be.

    Further on they are sorted by an expression: the planner would otherwise walk the whole
    table by its key, hoping to meet rows of a place early; they may all be far away.
    """
    step, way, end = (-1, "gte", 1) if order.is_down else (1, "lte", newest(rows.model))
    start = mark if mark is not None else newest(rows.model) + 1 if order.is_down else 0
    within = {f"pk__{way}": start + step * WINDOW}
    found = list(order.sort(rows.filter(**within))[: SIZE + 1])
    if len(found) > SIZE or (start + step * WINDOW - end) * step >= 0:
        return found, ""
    stop = start + step * REACH
    is_cut = is_searched and (stop - end) * step < 0
    reached = rows.filter(**{f"pk__{way}": stop}) if is_cut else rows
    by_number = "-number" if order.is_down else "number"
    keys = reached.annotate(number=F("pk") + 0).order_by(by_number).values("pk")[: SIZE + 1]
    return list(order.sort(rows.filter(pk__in=keys))), str(stop) if is_cut else ""


def newest(model: type[Model]) -> int:
    """About the greatest key of the table: at most a minute old, which only widens a window."""
    keys = model._base_manager.order_by("-pk").values_list("pk", flat=True)
    return cached_value(f"newest:{model._meta.label}", lambda: int(keys.first() or 0))


def in_chunks(order: Order, size: int, most: int | None = None) -> Iterator[list[Any]]:
    """All rows in order, ``size`` at a time and ``most`` in all: what an export reads."""
    mark, left = None, most
    while left is None or left > 0:
        rows = order.rows.filter(order.beyond(mark)) if mark else order.rows
        wanted = size if left is None else min(size, left)
        chunk = list(order.sort(rows)[:wanted])
        if chunk:
            yield chunk
        if len(chunk) < wanted:
            return
        last = chunk[-1]
        mark = (None if order.by_pk else last.sorted_by, last.pk)
        left = None if left is None else left - wanted
