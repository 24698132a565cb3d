"""Every pair of state and action of a roll-over, and who comes second."""

import pytest
from django.db import IntegrityError, transaction

from casework.workflow import TransitionError
from representatives.models import ChangeState, TermChange
from representatives.models.rollover import TRANSITIONS, UNFINISHED
from tests.factories.rollover import DAY, make_change

pytestmark = pytest.mark.django_db

#: What each action brings along besides the state.
EXTRAS = {
    "edit": lambda c: {"digest": "", "rehearsed_at": None},
    "refuse": lambda c: {"digest": "", "rehearsed_at": None},
    "outdate": lambda c: {"digest": "", "rehearsed_at": None},
    "rehearse": lambda c: {"digest": "d", "rehearsed_at": c.created_at},
    "schedule": lambda c: {"ordered_by": c.created_by},
    "start": lambda c: {"ordered_by": c.created_by},
    "finish": lambda c: {"done_at": c.created_at, "new_term": c.congress.current_term},
}


@pytest.fixture
def setting():
    return make_change()


def in_state(setting, state):
    """Brought there by the moves themselves."""
    change = setting.prepare()
    paths = {
        ChangeState.DRAFT: [],
        ChangeState.REHEARSED: ["rehearse"],
        ChangeState.SCHEDULED: ["rehearse", "schedule"],
        ChangeState.RUNNING: ["rehearse", "start"],
        ChangeState.DONE: ["rehearse", "start", "finish"],
        ChangeState.CANCELLED: ["cancel"],
    }
    for action in paths[state]:
        move(change, action)
    return change


def move(change, action):
    with transaction.atomic():
        change.move(action, **EXTRAS.get(action, lambda c: {})(change))


@pytest.mark.parametrize("action", sorted(TRANSITIONS))
@pytest.mark.parametrize("state", sorted(ChangeState))
def test_an_action_moves_as_the_table_says_or_is_refused(setting, state, action):
    change = in_state(setting, state)
    sources, target = TRANSITIONS[action]

    if state in sources:
        move(change, action)
        assert TermChange.objects.get().state == target
    else:
        with pytest.raises(TransitionError):
            move(change, action)
        assert TermChange.objects.get().state == state


def test_who_comes_second_is_refused(setting):
    first = in_state(setting, ChangeState.REHEARSED)
    second = TermChange.objects.get()
    move(first, "start")

    with pytest.raises(TransitionError, match="刚刚有人办理了这件事"):
        move(second, "start")


def test_a_rehearsal_of_an_older_roster_does_not_count(setting):
    change = setting.prepare()
    stale = TermChange.objects.get()
    move(change, "rehearse")

    with pytest.raises(TransitionError):
        stale.move("rehearse", digest="of the older", rehearsed_at=change.created_at)
    assert TermChange.objects.get().digest == "d"


@pytest.mark.parametrize("state", sorted(UNFINISHED))
def test_a_congress_has_one_unfinished_change(setting, state):
    in_state(setting, state)

    with pytest.raises(IntegrityError), transaction.atomic():
        setting.prepare(number=8)


def test_after_cancelling_another_may_begin_but_a_term_comes_once(setting):
    move(setting.prepare(), "cancel")
    done = setting.prepare()
    for action in ("rehearse", "start", "finish"):
        move(done, action)

    with pytest.raises(IntegrityError), transaction.atomic():
        setting.prepare()
    assert setting.prepare(number=8).state == "draft"


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "done"},
        {"state": "rehearsed"},
        {"state": "running", "digest": "d"},
        {"number": 1},
    ],
)
def test_the_database_refuses_what_cannot_be(setting, wrong):
    change = setting.prepare()

    with pytest.raises(IntegrityError), transaction.atomic():
        TermChange.objects.filter(pk=change.pk).update(**wrong)


def test_due_are_the_scheduled_whose_day_has_come(setting):
    in_state(setting, ChangeState.SCHEDULED)

    assert TermChange.objects.due(DAY).count() == 1
    assert TermChange.objects.due(DAY.replace(day=DAY.day - 1)).count() == 0
    assert TermChange.objects.due(DAY.replace(month=12)).count() == 1
