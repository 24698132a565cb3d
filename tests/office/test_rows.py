"""Columns of figures that apps above add to a list: by place, zeros where nothing was counted."""

import pytest

from office import rows
from office.rows import Figure, cells_of, figures_of, row_figures

WORK, LATE, PEOPLE = Figure("在办"), Figure("超期", warns=True), Figure("代表")


@pytest.fixture(autouse=True)
def page(monkeypatch):
    """A list of the test's own, with two apps that count."""
    monkeypatch.setitem(rows._sources, "bench", [])
    row_figures("bench", 20, WORK, LATE)(lambda pks: {1: (5, 2)})
    row_figures("bench", 10, PEOPLE)(lambda pks: {pk: (pk * 10,) for pk in pks})


def test_columns_stand_by_place_not_by_who_came_first():
    assert figures_of("bench") == [PEOPLE, WORK, LATE]


def test_every_row_has_a_number_for_every_column():
    assert cells_of("bench", [1, 2]) == {
        1: [(PEOPLE, 10), (WORK, 5), (LATE, 2)],
        2: [(PEOPLE, 20), (WORK, 0), (LATE, 0)],
    }


def test_a_list_without_columns_from_above_has_no_cells():
    assert cells_of("nobody adds here", [1]) == {1: []}
