"""What apps above add to the frame of every page for staff: entries of the menu, links, names.

Lower floors may not know them, so they come to us: each app has a module ``office_parts``, which is
imported when all apps are loaded, and registers there what is its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from accounts.permissions import is_office_staff

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User


class Heading(StrEnum):
    """The headings of the menu, in their order; the last one is for officers of a station."""

    OVERVIEW = "总览"
    MATTERS = "办理"
    NETWORK = "站点网络"
    PEOPLE = "代表"
    EVALUATIONS = "述职测评"
    PRINTING = "印制"
    SETTINGS = "记录和设置"
    OWN_STATIONS = "我的站点"


@dataclass(frozen=True)
class MenuEntry:
    """``part`` is what pages call it by; ``waiting`` are the rows that its count counts."""

    heading: Heading
    place: int
    part: str
    label: str
    url_name: str
    query: str
    shown_to: Callable[[User], bool]
    waiting: Callable[[User], QuerySet[Any]] | None


@dataclass(frozen=True)
class HeaderLink:
    """``count`` is what waits for the person there; ``words`` say at the desk what that is."""

    label: str
    url: str
    count: int = 0
    words: str = ""


LinkSource = Callable[["User"], HeaderLink | None]
NameSource = Callable[["User"], list[str]]

_entries: list[MenuEntry] = []
_links: list[tuple[int, LinkSource]] = []
_searches: list[tuple[int, LinkSource]] = []
_names: list[NameSource] = []


def menu_entry(
    heading: Heading,
    place: int,
    part: str,
    label: str,
    url_name: str,
    *,
    query: str = "",
    shown_to: Callable[[User], bool] = is_office_staff,
    waiting: Callable[[User], QuerySet[Any]] | None = None,
) -> None:
    """Under its heading, smaller places come first.

    ``waiting(user)`` gives the rows that wait for this person behind the entry. All counts of a
    menu are one query on every page, so they must be few open rows that an index holds.
    """
    entry = MenuEntry(heading, place, part, label, url_name, query, shown_to, waiting)
    _entries.append(entry)
    order = list(Heading)
    _entries.sort(key=lambda entry: (order.index(entry.heading), entry.place))


def menu_entries() -> list[MenuEntry]:
    return _entries


def header_link(place: int) -> Callable[[LinkSource], LinkSource]:
    """Register a link in the header. It is asked on every page: no query for who has no part in it."""

    def register(source: LinkSource) -> LinkSource:
        _links.append((place, source))
        _links.sort(key=lambda row: row[0])
        return source

    return register


def header_links(user: User) -> list[HeaderLink]:
    return [link for _, source in _links if (link := source(user)) is not None]


def header_search(place: int) -> Callable[[LinkSource], LinkSource]:
    """Register where the search box of the header leads; the first that has something for a person."""

    def register(source: LinkSource) -> LinkSource:
        _searches.append((place, source))
        _searches.sort(key=lambda row: row[0])
        return source

    return register


def search_of(user: User) -> HeaderLink | None:
    links = (source(user) for _, source in _searches)
    return next(filter(None, links), None)


def workplace(source: NameSource) -> NameSource:
    """Register where people work, for the header: names of stations, of departments."""
    _names.append(source)
    return source


def workplace_of(user: User) -> str:
    """The first place at which this person works besides an office; "" without one."""
    return next((name for source in _names for name in source(user)), "")
