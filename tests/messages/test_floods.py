"""A flood of refused tries pushes out no counter, and locks nobody else out."""

import pytest

from messages.voter import limits
from messages.voter.limits import guesses_too_often, submits_too_often

pytestmark = pytest.mark.usefixtures("throttled")
PHONE = "13800001234"


@pytest.fixture
def try_from(rf):
    """A request from a network, by its third number."""
    return lambda number: rf.post("/", REMOTE_ADDR=f"198.51.{number}.7")


def test_who_is_over_a_limit_stays_over_it_during_a_flood(try_from):
    sent = [submits_too_often(try_from(1), phone=PHONE, key=f"own {n}") for n in range(11)]
    assert sent == [False] * 10 + [True]
    flood = [
        submits_too_often(try_from(2), phone=f"139{n:08d}", key=f"flood {n}") for n in range(600)
    ]
    assert flood == [False] * 120 + [True] * 480
    assert submits_too_often(try_from(1), phone=PHONE, key="once more")


def test_a_message_that_came_in_keeps_its_receipt_while_the_network_has_to_wait(
    try_from, monkeypatch
):
    monkeypatch.setattr(limits, "PER_NETWORK", "1/10m")
    keys = ["first", "second", "third", "first"]
    answers = [submits_too_often(try_from(1), phone=PHONE, key=key) for key in keys]
    assert answers == [False, True, True, False]


def test_what_a_network_tries_beyond_its_limit_locks_no_code(try_from, monkeypatch):
    monkeypatch.setattr(limits, "GUESSES_PER_NETWORK", "2/10m")
    monkeypatch.setattr(limits, "GUESSES_PER_CODE", "1/h")
    tried = [guesses_too_often(try_from(1), code) for code in ("1" * 12, "2" * 12, *["3" * 12] * 3)]
    assert tried == [False, False, True, True, True]
    assert not guesses_too_often(try_from(2), "3" * 12)
