"""A list, declared once: what it shows, to whom, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from django.db.models import Count, QuerySet
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import is_manager, is_office_staff
from areas.dates import chinese_datetime
from office.frame import office_page
from office.lists.columns import Cell, Column
from office.lists.filters import Filters
from office.lists.paging import Order, Page, in_chunks, newest, read_page
from yichang_renda.asking import pk_of

LARGE = 100_000  # rows of a table that are neither counted nor sorted without an index
CAP = 999
MOST_PRINTED = 500
CHUNK = 500
OF_THE_PAGE = ("after", "before", "print", "pick")  # parameters that another page does not keep


class Empty(NamedTuple):
    """Nothing here: the state, why, what to do next."""

    title: str
    text: str = ""
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class Tab:
    """One of several lists that share a page; ``tone`` is "late" or "quiet", if it has one."""

    label: str
    url: str
    current: bool
    count: int | str | None = None
    tone: str = ""


class Line(NamedTuple):
    row: Any
    cells: list[Cell]


@dataclass(frozen=True)
class Head:
    """``sorted`` is a value of aria-sort, or "" where the list is not in this order."""

    column: Column
    url: str = ""
    sorted: str = ""

    @property
    def arrow(self) -> str:
        return {"ascending": " ↑", "descending": " ↓"}.get(self.sorted, "")


class Listing:
    """One list for one user, as asked for in an address; of ``owner``, if it belongs to a thing.

    A subclass says at least ``key``, ``title``, ``part`` (the entry of the menu), ``columns`` and
    ``rows``. ``order`` is the path it is sorted by at first; ``kept`` are parameters of its
    page that are no filters. ``known`` are paths whose columns may be NULL, but in no row of
    this list, so that an index serves the order. ``is_one_stretch``: an index holds the rows of
    everybody's list side by side by primary key, so that a large table needs no windows.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    part: ClassVar[str]
    heading: ClassVar[str] = ""  # over the page, where the title would not do
    intro: ClassVar[str] = ""
    columns: ClassVar[tuple[Column, ...]]
    order: str = "-pk"
    filters: ClassVar[type[Filters]] = Filters
    kept: ClassVar[tuple[str, ...]] = ()
    known: tuple[str, ...] = ()
    acts: ClassVar[str] = ""  # template of what may be done with a ``row``
    lead: ClassVar[str] = ""  # template of what stands above the list
    add: ClassVar[tuple[str, str]] = ("", "")  # URL name and label of the way to one more
    template: ClassVar[str] = "office/list.html"
    nothing: ClassVar[Empty] = Empty("这里还没有内容")
    not_found: ClassVar[Empty] = Empty("没有找到", "换个条件再找。")
    is_one_stretch: bool = False
    is_another: bool = False  # than was asked for: good enough for a page, not for an export

    def __init__(self, user: User, query: QueryDict, owner: Any = None) -> None:
        self.user, self.query, self.owner = user, query, owner

    # what a subclass says -------------------------------------------------------------------------

    def rows(self) -> QuerySet[Any]:
        """Every row that the user may see."""
        raise NotImplementedError

    def dressed(self, found: list[Any]) -> Sequence[Any]:
        """Some rows with what cells read beyond their columns, in a fixed number of queries."""
        return found

    def in_full(self, found: list[Any]) -> Sequence[Any]:
        """The same for a workbook, whose columns may read more than those of a page."""
        return self.dressed(found)

    def picked(self, rows: QuerySet[Any], keys: list[int]) -> QuerySet[Any]:
        """Those that were ticked (「pick」), of a list with ticks."""
        return rows.filter(pk__in=keys)

    @staticmethod
    def allowed(user: User) -> bool:
        """Who may see the page, and so export it."""
        return is_office_staff(user)

    @classmethod
    def owners(cls, user: User) -> QuerySet[Any] | None:
        """The things a list may be of; None for a list that stands by itself."""
        return None

    def taken(self) -> dict[str, str]:
        """Values of ``kept`` parameters that this list stands for, asked for or not."""
        return {}

    def page_words(self) -> tuple[str, ...]:
        """What ``kept`` parameters narrow, as screen, paper, workbook and log say it."""
        return ()

    def when_empty(self) -> Empty:
        return self.nothing

    def may_add(self) -> bool:
        return is_manager(self.user)

    def count(self) -> int | str | None:
        """Of a large table: at most 「999+」, and nothing said of a search; or what tallies say."""
        if self.filter.is_search:
            return None
        counted = self.narrowed.order_by()[: CAP + 1].count()
        return counted if counted <= CAP else f"{CAP}+"

    # which rows -----------------------------------------------------------------------------------

    @cached_property
    def filter(self) -> Filters:
        return self.filters(self.query, self.rows(), self.user)

    @property
    def picks(self) -> list[int]:
        return [pk_of(key) for key in self.query.getlist("pick")]

    @property
    def narrowed(self) -> QuerySet[Any]:
        return self.picked(self.filter.qs, self.picks) if self.picks else self.filter.qs

    @cached_property
    def is_large(self) -> bool:
        return newest(self.narrowed.model) > LARGE

    @cached_property
    def sorting(self) -> Order:
        asked = self.query.get("sort", "")
        column = next((c for c in self.columns if c.key == asked.removeprefix("-")), None)
        if column is None or not self.can_sort(column):
            return self._ordered(self.order)
        sign = "-" if asked.startswith("-") else ""
        return self._ordered(sign + column.sort.removeprefix("-"))

    def _ordered(self, path: str) -> Order:
        return Order(self.narrowed, path, is_known=path.removeprefix("-") in self.known)

    def can_sort(self, column: Column) -> bool:
        is_cheap = bool(column.index) or column.sort.removeprefix("-") == "pk"
        return bool(column.sort) and (is_cheap or not self.is_large)

    @cached_property
    def page(self) -> Page:
        """The one asked for; the first, when what was asked for has gone from the list.

        A stretch without anything that a search looks for is a page, too: its way leads on.
        """
        after, before = self.query.get("after", ""), self.query.get("before", "")
        page = self._page(after, before)
        is_there = page.rows or self._is_further or not (after or before)
        return page if is_there else self._page("", "")

    @property
    def _is_windowed(self) -> bool:
        return self.sorting.by_pk and self.is_large and not self.is_one_stretch

    @property
    def _is_further(self) -> bool:
        """Behind the first stretch of a search; a page back (「before」) is read without any."""
        goes_on = bool(self.query.get("after")) and not self.query.get("before")
        return goes_on and self._is_windowed and self.filter.is_search

    def _page(self, after: str, before: str) -> Page:
        return read_page(
            self.sorting,
            after=after,
            before=before,
            is_windowed=self._is_windowed,
            is_searched=self.filter.is_search,
        )

    @cached_property
    def totals(self) -> dict[str, Any]:
        """{"count" and columns: sum of all pages}, in one query; no sums of a large table."""
        if self.is_large:
            return {"count": self.count()}
        sums = {f"sum_{column.key}": column.total for column in self.columns if column.total}
        # Under a name of its own: a sum called like what it adds up would hide that.
        found = self.narrowed.order_by().aggregate(count=Count("pk"), **sums)
        return {name.removeprefix("sum_"): value for name, value in found.items()}

    def chunks(self, most: int, *, in_full: bool = False) -> Iterator[Sequence[Any]]:
        """All rows in their order, dressed, some at a time."""
        dress = self.in_full if in_full else self.dressed
        return (dress(chunk) for chunk in in_chunks(self.sorting, CHUNK, most))

    # what the page shows --------------------------------------------------------------------------

    def respond(
        self, request: SignedInRequest, *, status: int = 200, **context: Any
    ) -> HttpResponse:
        """The page, or (「?print=1」) the list as it is printed."""
        template = "office/list_print.html" if self.is_printed else self.template
        return office_page(request, self.part, template, {"listing": self} | context, status)

    @property
    def is_printed(self) -> bool:
        return bool(self.query.get("print"))

    @property
    def is_cut(self) -> bool:
        """Whether there is more than what is printed."""
        if self.is_printed_by_page:
            return any((self.page.before, self.page.after, self.page.further))
        return len(self.found) == MOST_PRINTED

    @property
    def is_printed_by_page(self) -> bool:
        """A search of a large table reads no more for paper than it does for a page."""
        return self.is_large and self.filter.is_search

    @cached_property
    def shown(self) -> list[Column]:
        shown = [column for column in self.columns if column.is_shown]
        return [column for column in shown if self.is_printed or not column.under]

    @cached_property
    def found(self) -> list[Any]:
        """The rows of the page, dressed."""
        if self.is_printed and not self.is_printed_by_page:
            return [row for chunk in self.chunks(MOST_PRINTED) for row in chunk]
        return list(self.dressed(self.page.rows))

    @cached_property
    def lines(self) -> list[Line]:
        below: dict[str, list[Column]] = {column.key: [] for column in self.shown}
        if not self.is_printed:
            for column in self.columns:
                below.get(column.under, []).append(column)
        return [Line(row, [c.cell(row, below[c.key]) for c in self.shown]) for row in self.found]

    @cached_property
    def heads(self) -> list[Head]:
        return [self._head(column) for column in self.shown]

    def _head(self, column: Column) -> Head:
        if not self.can_sort(column):
            return Head(column)
        is_down = column.sort.startswith("-")
        if column.sort.removeprefix("-") != self.sorting.path:
            return Head(column, self.url(sort=f"{'-' if is_down else ''}{column.key}"))
        now = "descending" if self.sorting.is_down else "ascending"
        return Head(
            column, self.url(sort=f"{'' if self.sorting.is_down else '-'}{column.key}"), now
        )

    @cached_property
    def sums(self) -> list[tuple[Column, Any]]:
        """Under each column its sum, "" where there is none; empty without any sum."""
        values = [(column, self.totals.get(column.key, "")) for column in self.shown]
        return values if any(column.total for column in self.shown) and not self.is_large else []

    @property
    def empty(self) -> Empty:
        if not self.filter.is_used:
            return self.when_empty()
        if self.page.further:
            return Empty("这一段里没有找到", "可以接着找，或者换个条件。")
        if self._is_further:
            return Empty("再往前没有了", "已经找到头了。", self.url(), "从头再看")
        return self.not_found._replace(url=self.clear_url, link="全部清除")

    @cached_property
    def as_of(self) -> str:
        """「截至 11 月 19 日 09:12，类型：代表之家」"""
        now = f"截至 {chinese_datetime(timezone.now())}"
        return f"{now}，{self.words}" if self.words else now

    @property
    def words(self) -> str:
        """All that narrows it: 「2026 年 10 月，类型：代表之家」; "" when nothing does."""
        picks = f"勾选的 {len(self.picks)} 条" if self.picks else ""
        return "，".join(filter(None, (*self.page_words(), self.filter.words, picks)))

    # addresses ------------------------------------------------------------------------------------

    @property
    def path(self) -> str:
        """Of the page; needed only where another address answers with the list as well."""
        return ""

    @property
    def settled(self) -> QueryDict:
        """What was asked for, so that it means the same list when read again later."""
        query = self.query.copy()
        for name, value in self.taken().items():
            query[name] = value
        return query

    def url(self, **changes: str) -> str:
        """This list with some parameters changed; "" drops one."""
        query = self.query.copy()
        for name in OF_THE_PAGE:
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = value
        for name in [name for name, value in query.items() if not value]:
            del query[name]
        return f"{self.path}?{query.urlencode()}"

    @property
    def add_url(self) -> str:
        return reverse(self.add[0]) if self.add[0] and self.may_add() else ""

    @property
    def page_url(self) -> str:
        return self.url()

    @property
    def clear_url(self) -> str:
        """Without any filter; "" where none is used."""
        names = self.filter.filters if self.filter.is_used else ()
        return self.url(**dict.fromkeys(names, "")) if names else ""

    @property
    def print_url(self) -> str:
        """Of all rows; of a search that is printed by the page, of that page."""
        marks = ("after", "before") if self.is_printed_by_page else ()
        return self.url(**{mark: self.query.get(mark, "") for mark in marks}, print="1")

    @property
    def around(self) -> dict[str, str]:
        """Addresses: ``before`` and ``after`` this page, ``further`` where a search stopped."""
        marks = {"before": self.page.before, "after": self.page.after}
        links = {name: self.url(**{name: mark}) if mark else "" for name, mark in marks.items()}
        return links | {"further": self.url(after=self.page.further) if self.page.further else ""}

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the form of the filters carries on."""
        names = (*self.kept, "sort")
        return [(name, value) for name in names if (value := self.query.get(name))]
