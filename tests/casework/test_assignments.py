"""Every verb of a share in every state, and the matter that follows lead and separate shares."""

from datetime import date

import pytest
from django.utils import timezone

from casework.actors import Actor
from casework.clock import Clock, Unit
from casework.states import OPEN_STATES, TRANSITIONS, AssignmentState
from casework.workflow import TransitionError
from tests.clock import frozen
from tests.engines.models import Suggestion, SuggestionAssignment, SuggestionExtension
from tests.factories.accounts import make_staff
from tests.factories.areas import make_tree
from tests.factories.casework import make_department

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _on_a_monday():
    with frozen("2026-11-02 10:00"):
        yield


@pytest.fixture
def tree():
    return make_tree()


@pytest.fixture
def by(tree):
    return Actor.of(make_staff(tree.city, username="staff", name="代工委"))


@pytest.fixture
def give(tree, by):
    """A share of ``matter`` for a department of its own."""

    def made(matter, role="lead", *, state="assigned", name="水利局"):
        answered = {"answer": "修好了", "answered_at": timezone.now(), "answered_by": by.user}
        share = SuggestionAssignment.objects.create(
            suggestion=matter,
            role=role,
            department=make_department(tree.city, name),
            state=state,
            assigned_by=by.user,
            assigned_at=timezone.now(),
            handle_amount=3,
            handle_unit=Unit.MONTH,
            instruction="先看现场",
            **SuggestionAssignment.clock_set(Clock(5), MONDAY),
            **(answered if state in ("answered", "released") else {}),
        )
        return SuggestionAssignment.objects.get(pk=share.pk)

    return made


@pytest.fixture
def matter():
    return Suggestion.objects.create(**Suggestion.clock_set(Clock(3, Unit.MONTH), MONDAY))


def again(row):
    return type(row).objects.get(pk=row.pk)


VERBS = {
    "sign": lambda share, by, tree: share.sign(by=by),
    "answer": lambda share, by, tree: share.submit_answer("修好了", by=by),
    "release": lambda share, by, tree: share.release(by=by),
    "send_back": lambda share, by, tree: share.send_back("不全", by=by),
    "request_return": lambda share, by, tree: share.request_return("不归我们", by=by),
    "approve_return": lambda share, by, tree: share.approve_return(by=by),
    "refuse_return": lambda share, by, tree: share.refuse_return("归你们", by=by),
    "request_extension": lambda share, by, tree: share.request_extension(1, "等资料", by=by),
    "cancel": lambda share, by, tree: share.cancel(by=by),
    "reassign": lambda share, by, tree: share.reassign(make_department(tree.city, "交通局"), by=by),
    "recall": lambda share, by, tree: share.recall("交错了", by=by),
}


def test_every_row_of_the_table_is_a_verb_here():
    assert set(VERBS) | {"grant_extension"} == set(TRANSITIONS)


@pytest.mark.parametrize("verb", sorted(VERBS))
@pytest.mark.parametrize("state", sorted(AssignmentState))
def test_a_verb_moves_as_the_table_says_or_is_refused(give, matter, by, tree, state, verb):
    share = give(matter, "co", state=state)
    sources, target = TRANSITIONS[verb]
    if state in sources:
        VERBS[verb](share, by, tree)
        assert again(share).state == (target or state)
    else:
        with pytest.raises(TransitionError):
            VERBS[verb](share, by, tree)
        assert again(share).state == state
        assert not matter.events.exists()


@pytest.mark.parametrize(
    ("state", "of_matter", "verb", "after"),
    [
        ("assigned", "assigned", "sign", "handling"),
        ("handling", "handling", "answer", "answered"),
        ("answered", "answered", "send_back", "handling"),
        ("answered", "answered", "release", "replied"),
        ("return_requested", "handling", "approve_return", "returned"),
        ("return_requested", "assigned", "refuse_return", "handling"),
        ("handling", "handling", "reassign", "assigned"),
        ("answered", "answered", "recall", "returned"),
    ],
)
def test_the_matter_follows_its_lead_and_no_co_handler(
    give, matter, by, tree, state, of_matter, verb, after
):
    Suggestion.objects.update(state=of_matter)
    matter = again(matter)
    lead = give(matter, state=state)
    VERBS[verb](give(matter, "co", state=state, name="财政局"), by, tree)
    assert again(matter).state == of_matter
    if verb == "reassign":
        again(lead).reassign(make_department(tree.city, "农业局"), by=by)
    else:
        VERBS[verb](again(lead), by, tree)
    assert again(matter).state == after


def test_separate_shares_answer_for_themselves_and_the_matter_follows_the_last(give, matter, by):
    first, second = give(matter, "separate"), give(matter, "separate", name="财政局")
    first.sign(by=by)
    again(second).sign(by=by)
    assert again(matter).state == "handling"
    again(first).submit_answer("修好了", by=by)
    again(first).release(by=by)
    assert again(matter).state == "handling"
    again(second).submit_answer("付了钱", by=by)
    assert again(matter).state == "answered"
    again(second).send_back("不全", by=by)
    assert again(matter).state == "handling"
    again(second).submit_answer("全付了", by=by)
    again(second).release(by=by)
    assert again(matter).state == "replied"


@pytest.mark.parametrize(
    ("other", "after"),
    [("handling", "handling"), ("answered", "answered"), ("released", "returned")],
)
@pytest.mark.parametrize("verb", ["approve_return", "recall"])
def test_without_one_separate_share_the_matter_waits_for_the_others(
    give, matter, by, tree, other, after, verb
):
    Suggestion.objects.update(state="handling")
    share = give(matter, "separate", state="return_requested")
    give(matter, "separate", state=other, name="财政局")
    VERBS[verb](again(share), by, tree)
    assert again(matter).state == after


def test_another_department_goes_on_with_the_same_role_instruction_and_time(give, matter, by, tree):
    share = give(matter, "separate")
    made = again(share.reassign(make_department(tree.city, "交通局"), by=by))
    assert (made.role, made.instruction, made.handle_limit) == (
        "separate",
        "先看现场",
        Clock(3, Unit.MONTH),
    )
    assert (made.state, made.clock, made.clock_started_on) == ("assigned", Clock(5), MONDAY)
    assert again(share).due_date is None


def test_a_department_that_is_at_it_already_is_not_given_it_twice(give, matter, by):
    share, other = give(matter), give(matter, "co", name="财政局")
    with pytest.raises(TransitionError, match="已经在办"):
        share.reassign(other.department, by=by)
    assert again(share).state in OPEN_STATES


def test_what_was_asked_for_ends_with_the_share_and_the_answer_is_kept(give, matter, by):
    share = give(matter, state="handling")
    request = share.request_extension(1, "等资料", by=by)
    share.recall("交错了", by=by)
    assert (again(request).state, again(request).decided_by) == ("refused", by.user)
    answered = give(matter, "co", state="answered", name="财政局")
    answered.recall("不用了", by=by)
    assert (again(answered).answer, again(answered).due_date) == ("修好了", None)


def test_time_that_was_granted_stays_granted_when_the_share_ends(give, matter, by):
    share = give(matter, state="handling")
    request = share.request_extension(1, "等资料", by=by)
    again(request).decide(granted=True, by=by)
    again(share).recall("交错了", by=by)
    assert again(request).state == "granted"


def test_more_time_for_a_share_that_went_back_meanwhile_is_refused(give, matter, by):
    share = give(matter, "co", state="handling")
    request = share.request_extension(1, "等资料", by=by)
    share.request_return("不归我们", by=by)
    again(share).approve_return(by=by)
    with pytest.raises(TransitionError):
        again(request).decide(granted=True, by=by)
    assert again(request).state == "requested"


def test_what_answered_the_matter_already_does_not_go_back_to_its_lead(give, matter, by):
    Suggestion.objects.update(state="replied")
    lead = give(again(matter), state="answered")
    with pytest.raises(TransitionError):
        lead.send_back("不全", by=by)
    assert again(lead).state == "answered"
    separate = give(again(matter), "separate", state="answered", name="财政局")
    separate.send_back("不全", by=by)
    assert (again(separate).state, again(matter).state) == ("handling", "replied")


def test_more_time_is_in_months_where_the_limit_is(give, matter, by):
    share = give(matter)
    share.sign(by=by)
    request = again(share).request_extension(2, "等资料", by=by)
    again(request).decide(granted=True, by=by)
    assert again(share).due_date == again(matter).due_date == date(2027, 4, 2)
    assert matter.events.get(kind="prolong").text == "2 个月：等资料"
    with pytest.raises(TransitionError, match="已经有人处理"):
        request.decide(granted=False, by=by)


def test_of_two_separate_shares_the_longer_extension_counts_for_the_matter(give, matter, by):
    Suggestion.objects.update(state="handling")
    for months, name in ((1, "水利局"), (3, "财政局"), (2, "交通局")):
        share = give(matter, "separate", state="handling", name=name)
        request = share.request_extension(months, "等资料", by=by)
        again(request).decide(granted=True, by=by)
    assert again(matter).due_date == date(2027, 5, 2)
    assert again(matter).clock_extended == 3


def test_what_another_was_granted_already_is_no_more_time_for_the_matter(give, matter, by):
    Suggestion.objects.update(state="handling")
    for name in ("水利局", "财政局"):
        share = give(matter, "separate", state="handling", name=name)
        again(share.request_extension(2, "等资料", by=by)).decide(granted=True, by=by)
    assert again(matter).clock_extended == 2
    assert matter.events.filter(kind="prolong").count() == 1


def test_of_two_that_are_granted_at_once_the_second_sees_the_first(give, matter, by):
    Suggestion.objects.update(state="handling")
    asked = [
        give(matter, "separate", state="handling", name=name).request_extension(2, "等", by=by)
        for name in ("水利局", "财政局")
    ]
    rows = SuggestionExtension.objects.select_related("assignment__suggestion")
    for request in [rows.get(pk=one.pk) for one in asked]:
        request.decide(granted=True, by=by)
    assert again(matter).clock_extended == 2


def given_again(share, by):
    """A second share for the same department, the first one cancelled."""
    again(share).cancel(by=by)
    return SuggestionAssignment.objects.create(
        suggestion=share.suggestion,
        role="lead",
        department=share.department,
        assigned_by=by.user,
        assigned_at=timezone.now(),
        handle_amount=3,
        handle_unit=Unit.MONTH,
        **SuggestionAssignment.clock_set(Clock(5), MONDAY),
    )


def test_a_department_may_ask_once_for_the_return_of_a_matter(give, matter, by):
    share = given_again(give(matter), by)
    share.request_return("不归我们", by=by)
    share.refuse_return("归你们", by=by)

    with pytest.raises(TransitionError, match="退回只能申请一次"):
        given_again(share, by).request_return("还是不归", by=by)


@pytest.mark.parametrize(
    ("role", "is_checked"), [("lead", True), ("separate", True), ("co", False)]
)
def test_an_answer_is_checked_once_more_where_it_answers_the_matter(
    give, matter, by, monkeypatch, role, is_checked
):
    checked = []
    monkeypatch.setattr(SuggestionAssignment, "_check", lambda share, text: checked.append(text))
    Suggestion.objects.update(state="answered")
    give(matter, role, state="answered").release(by=by)
    assert checked == ["修好了"] * is_checked


def test_of_two_who_act_on_a_share_at_once_the_second_is_told(give, matter, by):
    first = give(matter)
    second = again(first)
    first.sign(by=by)
    with pytest.raises(TransitionError, match="刚刚有人办理了这件事"):
        second.recall("交错了", by=by)
    assert again(matter).state == "handling"
