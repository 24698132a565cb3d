"""The menu of one person on one page: headings with entries, and what waits behind them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import IntegerField, Subquery
from django.urls import reverse

from accounts.models import User
from office.register import MenuEntry, menu_entries

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 99  # a count beyond it is 「99+」


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    current: bool
    count: str


@dataclass(frozen=True)
class Head:
    """``url`` is that of its first entry, ``count`` the sum of its entries."""

    label: str
    url: str
    current: bool
    count: str
    entries: list[Entry]


class UpTo(Subquery):
    """How many rows a query has, reading no more than it was cut to."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


def menu_of(user: User, *, part: str, path: str) -> list[Head]:
    """``part`` says which entry is marked; without one, it is the entry that ``path`` lies under."""
    rows = [(entry, _url(entry)) for entry in menu_entries() if entry.shown_to(user)]
    marked = part or _part_at(path, rows)
    counts = count_waiting(user, [entry for entry, _ in rows])
    return [
        _head(heading, list(group), marked, counts)
        for heading, group in groupby(rows, key=lambda row: row[0].heading)
    ]


def _head(
    heading: str, rows: list[tuple[MenuEntry, str]], marked: str, counts: dict[str, int]
) -> Head:
    entries = [
        Entry(entry.label, url, entry.part == marked, in_words(counts.get(entry.part, 0)))
        for entry, url in rows
    ]
    total = sum(counts.get(entry.part, 0) for entry, _ in rows)
    current = any(entry.current for entry in entries)
    return Head(heading, entries[0].url, current, in_words(total), entries)


@cache
def _url(entry: MenuEntry) -> str:
    """Worked out once: a page shows thirty of them."""
    return reverse(entry.url_name) + entry.query


def _part_at(path: str, rows: Iterable[tuple[MenuEntry, str]]) -> str:
    """The entry with the longest address above ``path``; "" for a page under none of them."""
    above = [(url, entry.part) for entry, url in rows if path.startswith(url.partition("?")[0])]
    return max(above, key=lambda row: len(row[0]))[1] if above else ""


def count_waiting(user: User, entries: list[MenuEntry]) -> dict[str, int]:
    """{part: rows that wait}, each read up to the cap; one query for all of them, or none."""
    counted = {entry.part: entry.waiting(user) for entry in entries if entry.waiting}
    if not counted:
        return {}
    cut = (UpTo(rows.order_by().values("pk")[: MOST + 1]) for rows in counted.values())
    found = User.objects.filter(pk=user.pk).values_list(*cut).get()
    return dict(zip(counted, found, strict=True))


def in_words(count: int) -> str:
    """ "" for nothing, 「99+」 for many."""
    if not count:
        return ""
    return str(count) if count <= MOST else f"{MOST}+"
