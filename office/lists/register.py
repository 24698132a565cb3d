"""All lists by key: for exports, which know a list by its name, and for the test of every list."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings

if TYPE_CHECKING:
    from office.lists.listing import Listing

_lists: dict[str, type[Listing]] = {}
ListType = TypeVar("ListType", bound="type[Listing]")


def listed(listing: ListType) -> ListType:
    """Class decorator; a key belongs to one list."""
    if listing.key in _lists:
        raise ValueError(f"list {listing.key!r} is registered twice")
    _lists[listing.key] = listing
    return listing


def all_lists() -> dict[str, type[Listing]]:
    import_module(settings.ROOT_URLCONF)  # lists stand beside their pages; workers know no pages
    return _lists
