"""Every act of a matter: what it changes, who is told, and that nothing else moves."""

import inspect

import pytest

from messages.models import Message, MessageAssignment, MessageExtension
from messages.states import TRANSITIONS
from tests.effects import (
    above_acts,
    assigning_acts,
    beside_acts,
    desk_acts,
    moving_acts,
    refused_acts,
    share_acts,
    voter_acts,
)

ACTS = [
    *above_acts.ACTS,
    *beside_acts.ACTS,
    *desk_acts.ACTS,
    *assigning_acts.ACTS,
    *share_acts.ACTS,
    *moving_acts.ACTS,
    *voter_acts.ACTS,
]

# What the acts are made of: each is seen in the rows of the acts that use it.
PARTS = {
    "Message": {
        "act",
        "add_event",
        "cancel_open_shares",
        "lead_answered",
        "lead_reassigned",
        "lead_recalled",
        "lead_returned",
        "lead_sent_back",
        "lead_started",
        "prolong",
        "release",
        "tell",
        "tell_assigner",
        "tell_department",
        "tell_holder",
        "tell_voter",
    },
    "MessageAssignment": {"due_moved"},  # a share says nothing of it
}
# They only look.
QUESTIONS = {
    "can",
    "clock_longer",
    "clock_of",
    "clock_resumed",
    "clock_set",
    "clock_stopped",
    "due_tone",
    "due_words",
    "ended",
    "explain_due",
    "holder_label",
    "may_be_taken",
    "may_reopen",
    "next_urge",
    "office_above",
    "people_in_charge",
    "promise",
    "referred_decline",
}


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_an_act_does_this_and_nothing_else(act, around, before):
    happened, declared = act.carry_out(around, before)
    assert happened == declared


@pytest.mark.parametrize("act", refused_acts.ACTS, ids=str)
def test_what_is_refused_changes_nothing(act, around, before):
    happened, declared = act.carry_out(around, before)
    assert happened == declared


def test_every_move_of_the_table_of_states_is_declared():
    kinds = {event.kind for act in ACTS for event in act.does.events}
    assert kinds >= set(TRANSITIONS)


@pytest.mark.parametrize("model", [Message, MessageAssignment, MessageExtension])
def test_every_method_that_acts_is_declared(model):
    ours = {
        name
        for name, method in inspect.getmembers(model, inspect.isfunction)
        if method.__module__.startswith(("messages.", "casework.")) and not name.startswith("_")
    }
    declared = {
        act.name.removeprefix(f"{model.__name__}.")
        for act in ACTS
        if act.name.startswith(f"{model.__name__}.")
    }
    assert declared == ours - QUESTIONS - PARTS.get(model.__name__, set())
