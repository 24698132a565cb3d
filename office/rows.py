"""Figures that apps above add to the rows of a list: columns with one number for each row.

The app with the list may not know them, so they come to it, registered in the module
``office_parts`` of their app; each source is one query for a whole page of rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from office.lists.columns import Column


@dataclass(frozen=True)
class Figure:
    """The column; with ``warns``, anything but 0 in it is marked."""

    label: str
    warns: bool = False


Counts = dict[int, tuple[int, ...]]
Source = Callable[[list[int]], Counts]
Cells = list[tuple[Figure, int]]

_sources: dict[str, list[tuple[int, tuple[Figure, ...], Source]]] = defaultdict(list)


def row_figures(page: str, place: int, *figures: Figure) -> Callable[[Source], Source]:
    """Register ``def counts(pks)``: {pk: a number for each figure}; rows left out have zeros."""

    def register(counts: Source) -> Source:
        _sources[page].append((place, figures, counts))
        _sources[page].sort(key=lambda source: source[0])
        return counts

    return register


def figures_of(page: str) -> list[Figure]:
    return [figure for _, figures, _ in _sources[page] for figure in figures]


def figure_columns(page: str) -> tuple[Column, ...]:
    """Columns of a declared list whose rows have ``cells``."""

    def column(place: int, figure: Figure) -> Column:
        return Column(
            f"figure{place}",
            figure.label,
            value=lambda row: row.cells[place][1],
            tone=lambda row: "late" if figure.warns and row.cells[place][1] else "",
            is_number=True,
        )

    return tuple(column(place, figure) for place, figure in enumerate(figures_of(page)))


def cells_of(page: str, pks: list[int]) -> dict[int, Cells]:
    """{pk: (figure, its number)} for every row."""
    cells: dict[int, Cells] = {pk: [] for pk in pks}
    for _, figures, counts in _sources[page]:
        found, zeros = counts(pks), (0,) * len(figures)
        for pk in pks:
            cells[pk].extend(zip(figures, found.get(pk, zeros), strict=True))
    return cells
