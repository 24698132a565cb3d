"""Every pair of state and action: what the table allows happens, everything else is refused."""

import pytest

from casework.workflow import TransitionError
from messages.models import Message
from messages.states import (
    AT_DEPARTMENT,
    AT_DESK,
    BEFORE_REPLY,
    ENDED,
    OPEN,
    STAGES,
    TRANSITIONS,
    State,
)
from tests.factories.states import IN_STATE, MOVES, fresh

pytestmark = pytest.mark.django_db

# Moves with a condition beyond the state; each has its own test where the condition is varied.
CONDITIONAL = {
    "hand_over",
    "take",
    "refuse_referral",
    "send_back",
    "term_over",
    "seat_paused",
    "pass_on",
}


def test_every_state_is_either_open_or_ended():
    assert set(State) == OPEN | ENDED
    assert set() == OPEN & ENDED


def test_before_the_answer_it_is_at_a_desk_at_a_department_or_to_be_checked():
    assert {"submitted", "accepted", "returned", "reopened"} == AT_DESK
    assert {"assigned", "handling"} == AT_DEPARTMENT
    assert AT_DESK | AT_DEPARTMENT | {"answered"} == BEFORE_REPLY
    assert BEFORE_REPLY | {"replied"} == OPEN


def test_every_action_starts_somewhere_and_a_recalled_share_wherever_a_lead_may_be():
    assert [action for action, (sources, _) in TRANSITIONS.items() if not sources] == []
    assert TRANSITIONS["lead_recalled"][0] == {"assigned", "handling", "answered"}
    assert TRANSITIONS["take_up"][0] == AT_DESK | {"answered"}


def test_every_state_has_one_of_the_four_stages():
    assert set(STAGES) == set(State)


def test_every_action_of_the_table_is_tried_here_or_has_a_test_of_its_own():
    assert set(MOVES) | CONDITIONAL == set(TRANSITIONS)


@pytest.mark.parametrize("action", sorted(MOVES))
@pytest.mark.parametrize("state", sorted(IN_STATE))
def test_an_action_moves_as_the_table_says_or_is_refused(state, action, cast):
    message = IN_STATE[state](cast)
    assert message.state == state
    sources, target = TRANSITIONS[action]
    events = message.events.count()

    if state in sources:
        MOVES[action](message, cast)
        assert fresh(message).state == (target or state)
        assert message.events.count() > events
    else:
        with pytest.raises(TransitionError):
            MOVES[action](message, cast)
        assert fresh(message).state == state
        assert message.events.count() == events


def test_who_comes_second_is_refused_and_changes_nothing(cast):
    first = fresh(cast.submit())
    second = fresh(first)
    first.accept(by=cast.actor(cast.daibiao, first))

    with pytest.raises(TransitionError, match="刚刚有人办理了这件事"):
        second.accept(by=cast.actor(cast.daibiao, second))
    assert Message.objects.get().events.filter(kind="accept").count() == 1


def test_a_move_that_keeps_the_state_still_loses_to_a_change_of_holder(cast):
    message = fresh(cast.submit())
    stale = fresh(message)
    message.hand_over("请联络员办", by=cast.actor(cast.daibiao, message))

    with pytest.raises(TransitionError, match="刚刚有人办理了这件事"):
        stale.hand_over("再转一次", by=cast.actor(cast.daibiao, stale))


@pytest.mark.parametrize("action", ["supervise", "urge", "pause"])
def test_what_happens_once_happens_once_for_two_who_read_it_together(action, cast):
    first = fresh(cast.submit())
    second = fresh(first)
    MOVES[action](first, cast)

    with pytest.raises(TransitionError, match="刚刚有人办理了这件事"):
        MOVES[action](second, cast)
    assert first.events.filter(kind=action).count() == 1
