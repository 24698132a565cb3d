"""From votes to figures: rounding, ranks, grades, what is shown together, who is chosen."""

from decimal import Decimal

import pytest

from supervision.results.scoring import (
    Option,
    chosen,
    figures,
    grade,
    percent,
    put_together,
    ranks,
    rounded,
)

GOOD, FAIR, POOR, UNKNOWN = (
    Option(1, Decimal(100), is_satisfied=True, is_graded=True),
    Option(2, Decimal(70), is_satisfied=True),
    Option(3, Decimal(30)),
    Option(4, None),
)
STEPS = [("优秀", Decimal(90)), ("良好", Decimal(80))]


@pytest.mark.parametrize(
    ("value", "shown"),
    [("84.124", "84.12"), ("84.125", "84.13"), ("84.135", "84.14"), ("84", "84.00")],
)
def test_half_a_hundredth_is_rounded_up(value, shown):
    assert str(rounded(Decimal(value))) == shown


def test_a_share_is_of_a_hundred():
    assert (percent(1, 8), percent(1, 3), percent(0, 7)) == (
        Decimal("12.50"),
        Decimal("33.33"),
        Decimal("0.00"),
    )


def test_figures_of_votes_that_count_and_that_do_not():
    found = figures({1: 2, 2: 1, 3: 1, 4: 3, None: 2}, [GOOD, FAIR, POOR, UNKNOWN])
    assert (found.returned, found.valid, found.uncounted, found.invalid) == (9, 4, 3, 2)
    assert (found.score, found.satisfaction, found.graded_share) == (
        Decimal("75.00"),
        Decimal("75.00"),
        Decimal("50.00"),
    )
    assert found.spread == Decimal("28.72")  # √(825) of 100, 100, 70, 30


def test_all_alike_have_no_spread():
    assert figures({2: 5}, [GOOD, FAIR]).spread == Decimal("0.00")


def test_nothing_valid_has_no_figures():
    found = figures({4: 3, None: 2}, [GOOD, UNKNOWN])
    assert (found.returned, found.valid, found.uncounted, found.invalid) == (5, 0, 3, 2)
    assert {found.score, found.satisfaction, found.spread, found.graded_share} == {None}


def test_equal_figures_share_the_better_rank():
    values = {"a": Decimal(80), "b": Decimal(90), "c": Decimal(90), "d": None, "e": Decimal(70)}
    assert ranks(values) == {"b": 1, "c": 1, "a": 3, "e": 4}


@pytest.mark.parametrize(
    ("value", "label"),
    [("90", "优秀"), ("89.99", "良好"), ("80", "良好"), ("79.99", ""), (None, "")],
)
def test_a_grade_is_reached_by_its_least(value, label):
    assert grade(value and Decimal(value), STEPS) == label


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ({"paper": 10, "slip": 10}, [("paper",), ("slip",)]),
        ({"paper": 9, "slip": 30, "account": 20}, [("account", "paper"), ("slip",)]),
        ({"paper": 4, "slip": 3, "account": 50}, [("account", "paper", "slip")]),
        ({"paper": 4, "slip": 0}, [("paper",)]),
        ({}, []),
    ],
)
def test_a_way_with_few_ballots_is_shown_with_the_next_smallest(sizes, groups):
    assert put_together(sizes, 10) == groups


@pytest.mark.parametrize(
    ("votes", "places", "found", "tied"),
    [
        ({"a": 9, "b": 7, "c": 5}, 2, {"a", "b"}, set()),
        ({"a": 9, "b": 7, "c": 7}, 2, {"a"}, {"b", "c"}),
        ({"a": 9, "b": 9, "c": 7, "d": 7}, 3, {"a", "b"}, {"c", "d"}),
        ({"a": 9, "b": 7}, 2, {"a", "b"}, set()),
        ({"a": 9}, 2, {"a"}, set()),
    ],
)
def test_a_tie_at_the_cut_chooses_none_of_the_tied(votes, places, found, tied):
    assert chosen(votes, places) == (found, tied)
