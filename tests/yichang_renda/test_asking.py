"""Keys, numbers and days in an address: what is none is nothing, never an error."""

from datetime import date

import pytest

from yichang_renda.asking import day_of, number_of, pk_of


@pytest.mark.parametrize("text", ["", "-1", "+1", "1.0", "一", "１２", "²", "1 ", "0x1", "9" * 19])
def test_what_is_no_number_is_none(text):
    assert (number_of(text), pk_of(text)) == (None, 0)


def test_a_number_may_be_as_long_as_asked_for():
    assert (number_of("2026", 4), number_of("20260", 4)) == (2026, None)
    assert pk_of("9" * 18) == int("9" * 18)


@pytest.mark.parametrize("text", ["", "2026-13-01", "昨天", "2026-11-31"])
def test_what_is_no_day_is_none(text):
    assert day_of(text) is None


def test_a_day_is_read():
    assert day_of("2026-11-22") == date(2026, 11, 22)
