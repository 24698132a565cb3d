"""Blocks that apps above put on a page of one thing: a station, a person, what a search finds.

The app with the page may not know them, so they come to it. The page says in its template which
slots it has and hands ``blocks_of(request, "station", station)`` to it; a block is registered in
the module ``office_parts`` of its app and makes at most one query.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

Context = dict[str, Any]
Source = Callable[[Any, Any], Context | None]  # the request, and what the page is about


@dataclass(frozen=True)
class Block:
    slot: str
    place: int
    template: str
    context: Source


_blocks: dict[str, list[Block]] = defaultdict(list)


def page_block(page: str, slot: str, place: int, template: str) -> Callable[[Source], Source]:
    """Register ``def context(request, thing)`` and its template; smaller places come first.

    None instead of a context: nothing to show here. The template may also use what every
    template may, and ``blocks_of`` adds nothing of the page's own.
    """

    def register(context: Source) -> Source:
        _blocks[page].append(Block(slot, place, template, context))
        _blocks[page].sort(key=lambda block: block.place)
        return context

    return register


def blocks_of(request: HttpRequest, page: str, thing: Any) -> dict[str, list[SafeString]]:
    """{slot: its blocks, rendered}."""
    shown: dict[str, list[SafeString]] = defaultdict(list)
    for block in _blocks[page]:
        context = block.context(request, thing)
        if context is not None:
            shown[block.slot].append(render_to_string(block.template, context, request))
    return dict(shown)
