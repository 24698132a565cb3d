"""Every act of an evaluation and of mending: what it changes, who is told, and nothing else."""

import pytest

from supervision.states import RECTIFICATION_TRANSITIONS, TRANSITIONS
from tests.effects import handed_in_acts, mending_acts, reminded_acts, result_acts, running_acts
from tests.effects.engine import read_rows
from tests.effects.evaluations import build
from tests.factories.casework import make_cast
from tests.factories.moments import NOW
from tests.neighbours import built_before

ACTS = [
    *handed_in_acts.ACTS,
    *running_acts.ACTS,
    *result_acts.ACTS,
    *mending_acts.ACTS,
    *reminded_acts.ACTS,
]


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with built_before(django_db_blocker) as now:
        rows = build(make_cast())
        now.move_to(NOW)
        yield rows, read_rows()


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_an_act_does_this_and_nothing_else(act, built, db):
    happened, declared = act.carry_out(*built)
    assert happened == declared


def test_every_act_of_mending_is_declared():
    declared = {act.name.partition(".")[2] for act in mending_acts.ACTS}
    assert declared == set(RECTIFICATION_TRANSITIONS) | {"demand"}


def test_every_move_of_the_table_of_states_is_declared():
    kinds = {event.kind for act in ACTS for event in act.does.events}
    assert kinds >= set(TRANSITIONS) - {"edit"}  # its page does that: test_preparing_pages.py
