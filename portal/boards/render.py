"""The pages that are printed, as HTML; the same pieces are shown on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.conf import settings
from django.template.loader import get_template

from portal.boards.content import BoardContent
from portal.boards.owners import Owner

#: How many people a layout is for; whoever is beyond gets the narrow one.
LAYOUTS = ((2, "board-lone"), (4, "board-few"), (6, "board-some"), (8, "board-full"))
NARROW = "board-many"
COLUMNS = {"board-lone": 1, "board-few": 2, "board-some": 2, "board-full": 2, NARROW: 3}
CARDS_PER_SHEET = 10


def board_context(board: BoardContent, paper: str, day: date) -> dict[str, Any]:
    """What ``boards/includes/_board.html`` reads."""
    amount = len(board.people)
    layout = next((name for most, name in LAYOUTS if amount <= most), NARROW)
    columns = COLUMNS[layout]
    rows = [list(board.people[n : n + columns]) for n in range(0, amount, columns)]
    return {
        "board": board,
        "rows": [row + [None] * (columns - len(row)) for row in rows],
        "layout": f"{layout} {paper_class(paper)}",
        "foot": " · ".join([*filter(None, ["、".join(board.terms)]), printed_words(day)]),
    }


def board_html(board: BoardContent, paper: str, day: date) -> str:
    return _page("boards/paper_board.html", board_context(board, paper, day))


def poster_context(owner: Owner, paper: str, day: date) -> dict[str, Any]:
    """What ``boards/includes/_poster.html`` reads."""
    return {"owner": owner, "layout": paper_class(paper), "foot": printed_words(day)}


def poster_html(owner: Owner, paper: str, day: date) -> str:
    return _page("boards/paper_poster.html", poster_context(owner, paper, day))


def cards_context(owners: Sequence[Owner]) -> dict[str, Any]:
    """What ``boards/includes/_cards.html`` reads: sheets of five rows of two cards."""
    return {"sheets": [_pairs(sheet) for sheet in _groups(owners, CARDS_PER_SHEET)]}


def cards_html(owners: Sequence[Owner], title: str) -> str:
    return _page("boards/paper_cards.html", cards_context(owners) | {"title": title})


def paper_class(paper: str) -> str:
    return f"paper-{paper.lower()}"


def printed_words(day: date) -> str:
    """With the year: paper hangs for long."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日印制"


def _groups(owners: Sequence[Owner], size: int) -> list[list[Owner]]:
    rest = iter(owners)
    return [group for _ in range(0, len(owners), size) if (group := list(islice(rest, size)))]


def _pairs(sheet: list[Owner]) -> list[list[Owner | None]]:
    filled: list[Owner | None] = [*sheet, *[None] * (len(sheet) % 2)]
    return [filled[n : n + 2] for n in range(0, len(filled), 2)]


def _page(template: str, context: dict[str, Any]) -> str:
    return get_template(template).render({"is_demo": settings.DEMO, "for_paper": True} | context)
