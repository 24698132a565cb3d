"""Links on every desk that apps above this one add in their ``AppConfig.ready``.

Lower floors may not know them, so they come to us: ``add_desk_link(source)``. A source is asked once
per page; for whoever has no part in it, it should cost no query.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class DeskLink:
    """``count`` is what waits for the person; ``words`` say what that is."""

    label: str
    url: str
    count: int = 0
    words: str = ""


Source = Callable[["User"], DeskLink | None]

_sources: list[Source] = []


def add_desk_link(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def desk_links(user: User) -> list[DeskLink]:
    return [link for source in _sources if (link := source(user)) is not None]
