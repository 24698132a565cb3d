"""Every line of a timeline has plain words."""

import pytest

from messages.models import MessageEvent
from messages.states import DUE_MOVED, EVENT_WORDS, TRANSITIONS

BESIDE = {
    MessageEvent.SUBMITTED,
    MessageEvent.PHONE_REVEALED,
    MessageEvent.PHONE_CONFIRMED,
    MessageEvent.SLIP_REPRINTED,
    MessageEvent.PRESSURE,
    MessageEvent.PUBLISHED,
    MessageEvent.UNPUBLISHED,
    MessageEvent.REMINDED,
    MessageEvent.ASSIGNMENT,
    MessageEvent.FOLLOWED_UP,
    DUE_MOVED,
}


def test_every_action_and_kind_of_event_has_a_heading_and_no_heading_is_left_over():
    assert set(EVENT_WORDS) == set(TRANSITIONS) | BESIDE


@pytest.mark.parametrize("words", EVENT_WORDS.values())
def test_headings_are_chinese_without_codes(words):
    assert not any(letter.isascii() for letter in words)
