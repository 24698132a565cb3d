"""The one mover: from allowed states alone, once for all who read the same, and only this row."""

import pytest

from casework.states import OPEN_STATES, TRANSITIONS, AssignmentState
from casework.workflow import TransitionError
from messages.models import MessageAssignment
from tests.factories import states

CHANGED = "这件事的状态已经变了，请看最新情况后再操作。"
OVERTAKEN = "刚刚有人办理了这件事，请看最新情况后再操作。"


@pytest.fixture
def share(cast):
    """To be signed."""
    return states.assigned(cast).assignments.get()


def stored(share):
    return MessageAssignment.objects.filter(pk=share.pk).values("state", "instruction").get()


@pytest.mark.parametrize("action", TRANSITIONS)
@pytest.mark.parametrize("state", AssignmentState.values)
def test_what_can_be_done_is_what_the_table_says(action, state):
    share = MessageAssignment(state=state)
    assert share.can(action) == (state in TRANSITIONS[action][0])


def test_a_move_writes_the_new_state_and_what_changes_with_it(share):
    share._move("sign", instruction="先到现场")

    now = {"state": "handling", "instruction": "先到现场"}
    assert stored(share) == now
    assert {name: getattr(share, name) for name in now} == now


def test_a_move_without_a_target_leaves_the_state_alone(share):
    assert TRANSITIONS["request_extension"][1] is None
    share._move("request_extension", instruction="等配件")
    assert stored(share) == {"state": "assigned", "instruction": "等配件"}


def test_from_another_state_it_is_refused_and_nothing_changes(share):
    with pytest.raises(TransitionError) as error:
        share._move("release", instruction="采用")

    assert str(error.value) == CHANGED
    assert (share.state, share.instruction) == ("assigned", "")
    assert stored(share) == {"state": "assigned", "instruction": ""}


def test_of_two_who_read_the_same_the_second_is_refused_and_nothing_changes(share):
    second = MessageAssignment.objects.get(pk=share.pk)
    share._move("cancel", instruction="第一位")
    with pytest.raises(TransitionError) as error:
        second._move("sign", instruction="第二位")

    assert str(error.value) == OVERTAKEN
    assert (second.state, second.instruction) == ("assigned", "")
    assert stored(share) == {"state": "cancelled", "instruction": "第一位"}


def test_a_row_that_is_gone_is_refused(share):
    MessageAssignment.objects.filter(pk=share.pk).delete()
    with pytest.raises(TransitionError) as error:
        share._move("sign")
    assert str(error.value) == OVERTAKEN


def test_no_other_row_moves(share, cast):
    other = states.assigned(cast).assignments.get()
    share._move("cancel")
    assert (stored(share)["state"], stored(other)["state"]) == ("cancelled", "assigned")


def test_a_model_may_ask_for_more_than_the_state(share, monkeypatch):
    """As ``Message`` does, whose acts often leave the state alone."""
    monkeypatch.setattr(
        MessageAssignment, "_unmoved", lambda self, rows: rows.filter(instruction=self.instruction)
    )
    second = MessageAssignment.objects.get(pk=share.pk)
    share._move("request_extension", instruction="等配件")
    with pytest.raises(TransitionError) as error:
        second._move("request_extension", instruction="等天晴")

    assert str(error.value) == OVERTAKEN
    assert stored(share) == {"state": "assigned", "instruction": "等配件"}


def test_the_table_leads_from_known_states_to_known_states():
    known = set(AssignmentState)
    for action, (sources, target) in TRANSITIONS.items():
        assert sources <= OPEN_STATES, action
        assert target is None or target in known, action
