"""Links on every desk that apps above this one add in their ``AppConfig.ready``.

This app may not know them, so they come to it: ``add_desk_link(source)``. A source is asked once
per page with the person's roles; whoever has no part in it costs no query.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from messages.hats import Hats, hats_of

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class DeskLink:
    """``count`` is what waits for the person; ``words`` say what that is."""

    label: str
    url: str
    count: int = 0
    words: str = ""


Source = Callable[["User", Hats], DeskLink | None]

_sources: list[Source] = []


def add_desk_link(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def desk_links(user: User) -> list[DeskLink]:
    hats = hats_of(user)
    return [link for source in _sources if (link := source(user, hats)) is not None]
