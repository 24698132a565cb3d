"""Every verb of an undertaking in every state, here on a clock of months."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.clock import Clock, Unit
from casework.states import UNDERTAKING_TRANSITIONS, UNREPORTED_TRANSITIONS, UndertakingState
from casework.workflow import TransitionError
from tests.clock import frozen
from tests.engines.models import Promise, Repair
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _on_a_monday():
    with frozen("2026-11-02 10:00"):
        yield


@pytest.fixture
def bound():
    return make_user("bound", name="办的人")


@pytest.fixture
def checker():
    return make_user("checker", name="查的人")


def promised(bound, state="mending", model=Promise):
    reported = {"result": "修好了", "reported_by": bound, "reported_at": timezone.now()}
    checked = {"checked_by": make_user("third", name="别人"), "checked_at": timezone.now()}
    return model.objects.create(
        demand="三个月修好",
        state=state,
        created_by=bound,
        **(reported if state in ("reported", "done") else {}),
        **(checked if state == "done" else {}),
        **model.clock_set(Clock(3, Unit.MONTH), MONDAY),
    )


def refused(model, **columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**columns)


VERBS = {
    "note": lambda item, bound, checker: item.note("在修", by=bound),
    "report": lambda item, bound, checker: item.report("修好了", by=bound),
    "prolong": lambda item, bound, checker: item.prolong(2, "等材料", by=checker),
    "send_back": lambda item, bound, checker: item.send_back("没修好", 1, by=checker),
    "pass_check": lambda item, bound, checker: item.pass_check("看过了", by=checker),
    "cancel": lambda item, bound, checker: item.cancel("不修了", by=checker),
}


TEXTS = {
    "note": "在修",
    "report": "修好了",
    "prolong": "延长 2 个月：等材料",
    "send_back": "没修好",
    "pass_check": "看过了",
    "cancel": "不修了",
}


def test_every_row_of_the_table_is_a_verb_here():
    assert set(VERBS) == set(UNDERTAKING_TRANSITIONS)


@pytest.mark.parametrize("verb", sorted(VERBS))
@pytest.mark.parametrize("state", sorted(UndertakingState))
@pytest.mark.parametrize(
    ("model", "table"), [(Promise, UNDERTAKING_TRANSITIONS), (Repair, UNREPORTED_TRANSITIONS)]
)
def test_a_verb_moves_as_the_table_says_or_is_refused(bound, checker, model, table, state, verb):
    item = promised(bound, state, model)
    sources, target = table[verb]
    if state in sources:
        VERBS[verb](item, bound, checker)
        assert model.objects.get().state == (target or state)
        assert list(item.events.values_list("kind", "text")) == [(verb, TEXTS[verb])]
    else:
        with pytest.raises(TransitionError):
            VERBS[verb](item, bound, checker)
        assert model.objects.get().state == state
        assert not item.events.exists()


def test_of_every_act_others_are_told_but_not_of_a_line_beside_the_table(bound, checker):
    item = promised(bound)
    item.note("在修", by=bound)
    item.add_event("due_moved", by=None)
    with pytest.raises(TransitionError):
        item.pass_check("看过了", by=checker)
    item.report("修好了", by=bound)
    assert item.told == ("note", "report")


def test_where_nobody_reports_it_is_done_without_a_report(bound, checker):
    item = promised(bound, model=Repair)
    item.send_back("没修好", 1, by=checker, since=date(2026, 10, 30), weather="雨")
    assert (item.due_date, item.events.get().weather) == (date(2026, 11, 30), "雨")
    item.pass_check("看过了", by=checker, weather="晴")
    done = Repair.objects.get()
    assert (done.state, done.result, done.reported_by, done.checked_by) == (
        "done",
        "",
        None,
        checker,
    )
    assert list(item.events.values_list("weather", flat=True)) == ["雨", "晴"]


def test_it_is_prolonged_once_by_no_more_than_its_limit_in_its_own_unit(bound, checker):
    item = promised(bound)
    with pytest.raises(TransitionError, match="最多延长 2 个月"):
        item.prolong(3, "等材料", by=checker)
    with pytest.raises(TransitionError, match="最多延长 2 个月"):
        item.prolong(0, "等材料", by=checker)
    item.note("在修", by=bound)
    item.prolong(2, "等材料", by=checker)
    assert Promise.objects.get().due_date == date(2027, 4, 2)
    assert item.events.last().text == "延长 2 个月：等材料"
    with pytest.raises(TransitionError, match="已经延长过一次"):
        item.prolong(1, "再等等", by=checker)


def test_sent_back_it_has_a_new_date_from_today(bound, checker):
    promised(bound, "reported").send_back("没修好", 1, by=checker)
    assert Promise.objects.get().due_date == date(2026, 12, 2)


@pytest.mark.parametrize("model", [Promise, Repair])
@pytest.mark.parametrize("verb", ["pass_check", "send_back"])
def test_nobody_checks_the_own_report(bound, verb, model):
    with pytest.raises(TransitionError, match="不能自己复查"):
        VERBS[verb](promised(bound, "reported", model), bound, bound)


NO_REPORT = {"result": "", "reported_by": None, "reported_at": None}


@pytest.mark.parametrize(
    "wrong",
    [
        {"result": ""},
        {"reported_by": None},
        {"checked_by": None},
        {"checked_at": None},
        NO_REPORT,
    ],
)
def test_the_database_wants_report_and_check(bound, wrong):
    promised(bound, "done")
    refused(Promise, **wrong)


def test_the_database_takes_a_check_without_a_report_where_nobody_has_to(bound):
    promised(bound, model=Repair)
    refused(Repair, state="reported")
    refused(Repair, state="done")
    Repair.objects.update(state="done", checked_by=bound, checked_at=timezone.now())


@pytest.mark.parametrize("half", NO_REPORT)
@pytest.mark.parametrize("model", [Promise, Repair])
def test_a_report_is_whole_or_there_is_none(bound, model, half):
    promised(bound, "reported", model)
    model.objects.update(state="mending")
    refused(model, **{half: NO_REPORT[half]})
    model.objects.update(**NO_REPORT)


@pytest.mark.parametrize(
    "wrong",
    [
        {"result": ""},
        {"reported_by": None},
        {"reported_at": None},
        {"checked_by": None},
        {"checked_at": None},
        {"state": "mending", "due_date": None},
        {"state": "mending", "reported_by": None},
        {"state": "mending", "reported_at": None},
        {"state": "mending", "result": ""},
        {"state": "reported"} | NO_REPORT,
        {"state": "mending", "reported_at": None, "result": ""},
        {"state": "mending", "reported_by": None, "result": ""},
        {"state": "mending", "reported_by": None, "reported_at": None},
    ],
)
def test_the_model_refuses_what_the_database_does(bound, checker, wrong):
    item = promised(bound, "reported")
    item.pass_check("看过了", by=checker)
    item.validate_constraints()
    for name, value in wrong.items():
        setattr(item, name, value)
    with pytest.raises(ValidationError):
        item.validate_constraints()


@pytest.mark.parametrize("model", [Promise, Repair])
def test_the_database_wants_another_to_check_and_a_date_while_it_runs(bound, model):
    promised(bound, "done", model)
    refused(model, checked_by=bound)
    refused(model, state="mending", due_date=None)


def test_the_shortest_more_is_one(bound, checker):
    item = promised(bound)
    item.prolong(1, "等材料", by=checker)
    assert item.due_date == date(2027, 3, 2)


def test_whoever_read_the_old_date_is_second(bound, checker):
    item = promised(bound)
    mine, theirs = Promise.objects.get(pk=item.pk), Promise.objects.get(pk=item.pk)
    theirs.prolong(1, "等材料", by=checker)
    with pytest.raises(TransitionError, match="刚刚有人办理"):
        mine.note("在修", by=bound)


def test_whoever_read_it_before_a_report_that_was_refused_is_second(bound, checker):
    mine, theirs = promised(bound), Promise.objects.get()
    theirs.report("修好了", by=bound)
    theirs.send_back("没修好", 3, by=checker)  # with the same date as before
    assert (theirs.state, theirs.due_date) == (mine.state, mine.due_date)
    with pytest.raises(TransitionError, match="刚刚有人办理"):
        mine.report("修好了", by=bound)


@pytest.mark.parametrize(("due", "is_late"), [("2026-11-01", True), ("2026-11-02", False)])
def test_a_report_after_its_day_was_late_also_when_it_is_accepted(bound, checker, due, is_late):
    item = promised(bound)
    item.due_date = date.fromisoformat(due)
    assert item.was_late is False
    item.save()
    item.report("修好了", by=bound)
    assert item.was_late is is_late

    checked = Promise.objects.get()
    checked.pass_check("看过了", by=checker)
    assert checked.was_late is is_late


def test_what_nobody_reported_or_had_no_day_was_not_late(bound, checker):
    unreported = promised(bound, model=Repair)
    unreported.due_date = date(2026, 11, 1)
    unreported.save()
    unreported.pass_check("看过了", by=checker)
    without_day = Promise(state="reported", reported_at=timezone.now())
    assert (unreported.was_late, without_day.was_late) == (False, False)


def test_what_was_sent_back_is_not_late_with_the_report_that_was_refused(bound, checker):
    item = promised(bound, "reported", Repair)
    item.send_back("没修好", 1, by=checker, since=date(2026, 9, 1))
    assert (item.due_date, item.was_late) == (date(2026, 10, 1), False)


@pytest.mark.parametrize(
    ("state", "is_late"),
    [("mending", False), ("reported", True), ("done", True), ("cancelled", False)],
)
def test_only_a_report_that_stands_can_be_late(bound, state, is_late):
    item = promised(bound, "reported")
    item.state, item.due_date = state, date(2026, 11, 1)
    assert item.was_late is is_late


def test_what_the_database_refuses_is_what_stands_in_the_models():
    call_command("makemigrations", "engines", check=True, dry_run=True, verbosity=0)
