"""A column of a list: what it shows of a row, how it sorts, what its sum is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import KW_ONLY, dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Aggregate
from django.urls import reverse

from areas.dates import chinese_date, chinese_datetime

NOT_BROKEN = 8  # characters that stay on one line; Chinese would break after each
LONGEST_NUMBER = 12  # so does 「2026-000123」
Reader = str | Callable[[Any], Any]


@dataclass(frozen=True)
class Column:
    """``key`` is its name in the address, and its path if no ``value`` is given. ``value`` and
    ``words`` (what the page writes for it) are a path (``station.name``) or a function of the
    row; ``tone`` makes a badge of the value; ``template`` draws the whole cell, with ``row``.

    ``under``: the key of a column below whose value the page writes this one, quieter, without
    a heading; on paper and in a workbook it is a column like any other, with its ``value``.

    ``sort``: the path to order by, "-" where the first click begins at the end. ``index`` names
    the index that serves it; without one a large table is not sorted by it ("pk" needs none).
    """

    key: str
    label: str
    _: KW_ONLY
    value: Reader | None = None
    words: Reader | None = None
    under: str = ""
    link: Callable[[Any], str] | None = None
    tone: Callable[[Any], str] | None = None
    template: str = ""
    sort: str = ""
    index: str = ""
    total: Aggregate | None = None
    is_head: bool = False
    is_number: bool = False
    is_shown: bool = True
    is_exported: bool = True
    width: int = 14

    def read(self, row: Any) -> Any:
        return read(row, self.value or self.key)

    def say(self, row: Any) -> Any:
        return read(row, self.words) if self.words else self.read(row)

    def cell(self, row: Any, below: Iterable[Column] = ()) -> Cell:
        """With what stands ``below`` its value."""
        value = self.read(row) if self.under else self.say(row)
        text = as_words(value)
        return Cell(
            column=self,
            text=text,
            note=" · ".join(filter(None, (as_words(one.say(row)) for one in below))),
            url=self.link(row) if self.link else "",
            tone=self.tone(row) if self.tone else "",
            classes=self._classes(text, isinstance(value, date)),
        )

    def _classes(self, text: str, is_date: bool) -> str:
        if self.is_number:
            return "num"
        if not text and not self.template:
            return "is-empty"
        is_number = text.isascii() and len(text) <= LONGEST_NUMBER
        return "nowrap" if is_date or is_number or len(text) <= NOT_BROKEN else ""


@dataclass(frozen=True)
class Cell:
    column: Column
    text: str
    note: str
    url: str
    tone: str
    classes: str


def to(url_name: str, path: str = "pk") -> Callable[[Any], str]:
    """A link to the page of what stands at ``path``."""
    return lambda row: reverse(url_name, args=[read(row, path)])


def read(row: Any, reader: Reader) -> Any:
    """What stands at a path; None behind a None, an error for a name that is not there."""
    if callable(reader):
        return reader(row)
    for name in reader.split("."):
        if row is None:
            return None
        row = getattr(row, name)
        row = row() if callable(row) else row
    return row


def as_words(value: Any) -> str:
    """As a page writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return chinese_datetime(value)
    if isinstance(value, date):
        return chinese_date(value)
    if isinstance(value, list | tuple):
        return "、".join(str(one) for one in value)
    return str(value)
