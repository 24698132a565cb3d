"""整改: a clock on working days, one result, a second check by somebody else."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from accounts.models import AuditEntry
from casework.workflow import TransitionError
from notifications.models import Notice
from supervision.models import Rectification
from supervision.states import RECTIFICATION_TRANSITIONS, RectificationState
from tests.clock import frozen
from tests.factories import evaluations as make
from tests.factories.accounts import make_staff

MONDAY = "2026-11-16 10:00"
pytestmark = pytest.mark.time_machine(MONDAY, tick=False)


def demanded(cast, days=10, **fields):
    """An open one of a department whose member is 局里干事."""
    evaluation = make.counted(cast, **fields)
    subject = evaluation.subjects.first()
    subject.department.members.add(cast.bumen)
    return Rectification.objects.demand(
        subject, title="窗口排队时间长", demand="排队不超过 15 分钟", days=days, by=cast.quxian
    )


@pytest.fixture
def item(cast):
    return demanded(cast)


def told(user, word):
    return Notice.objects.filter(user=user, text__contains=word).count()


def kinds(item):
    return list(item.events.values_list("kind", flat=True))


def test_the_due_date_counts_working_days_and_says_which_it_skipped(item):
    assert (item.due_date, item.amber_date) == (date(2026, 11, 30), date(2026, 11, 26))
    skipped = [note.day for note in item.explain_due().skipped]
    assert skipped == [date(2026, 11, day) for day in (21, 22, 28, 29)]


def test_the_object_is_told_what_to_mend_by_when(cast, item):
    assert told(cast.bumen, "有一件整改要办：窗口排队时间长，11 月 30 日（周一）前报结果。") == 1


def test_nothing_is_to_be_mended_before_the_count(cast):
    subject = make.opened(cast).subjects.first()
    with pytest.raises(TransitionError, match="计票以后"):
        Rectification.objects.demand(subject, title="一", demand="一", days=5, by=cast.quxian)


def test_notes_report_and_check_by_another_end_it(cast, item):
    item.note("加开了两个窗口", by=cast.bumen)
    item.report("现在排队 8 分钟", by=cast.bumen)
    item.pass_check("到现场看过", by=cast.quxian)
    assert item.state == RectificationState.DONE
    assert kinds(item) == ["add", "note", "report", "pass_check"]
    assert (told(cast.quxian, "请复查"), told(cast.bumen, "复查通过了")) == (1, 1)


def test_nobody_checks_the_own_report(cast, item):
    item.report("现在排队 8 分钟", by=cast.bumen)
    for act in (
        lambda: item.pass_check("好了", by=cast.bumen),
        lambda: item.send_back("没好", 5, by=cast.bumen),
    ):
        with pytest.raises(TransitionError, match="不能自己复查"):
            act()
    assert Rectification.objects.get().state == RectificationState.REPORTED


def test_sent_back_it_has_a_new_date_from_today(cast, item):
    item.report("好了", by=cast.bumen)
    with frozen("2026-12-01 10:00"):
        item.send_back("早上还是排队", 5, by=cast.quxian)
    assert (item.state, item.due_date) == (RectificationState.MENDING, date(2026, 12, 8))
    assert told(cast.bumen, "没通过") == 1


def test_prolonged_once_with_the_days_added(cast, item):
    item.prolong(3, "等设备", by=cast.quxian)
    assert item.due_date == date(2026, 12, 3)
    with pytest.raises(TransitionError, match="已经延长过一次"):
        item.prolong(3, "再等", by=cast.quxian)


def test_also_after_it_was_sent_back_it_is_not_prolonged_again(cast, item):
    item.prolong(3, "等设备", by=cast.quxian)
    item.report("好了", by=cast.bumen)
    item.send_back("没好", 5, by=cast.quxian)
    with pytest.raises(TransitionError, match="已经延长过一次"):
        item.prolong(3, "再等", by=cast.quxian)


def test_a_result_after_its_day_is_marked(cast, item):
    with frozen("2026-12-01 10:00"):
        item.report("好了", by=cast.bumen)
    assert item.was_late is True


@pytest.mark.parametrize("state", RectificationState.values)
def test_every_move_outside_the_table_is_refused(cast, item, state):
    moves = {
        "note": lambda: item.note("一", by=cast.bumen),
        "prolong": lambda: item.prolong(1, "一", by=cast.quxian),
        "report": lambda: item.report("一", by=cast.bumen),
        "send_back": lambda: item.send_back("一", 1, by=cast.quxian),
        "pass_check": lambda: item.pass_check("一", by=cast.quxian),
        "cancel": lambda: item.cancel("一", by=cast.quxian),
    }
    assert moves.keys() == RECTIFICATION_TRANSITIONS.keys()
    item.state = state
    for action, move in moves.items():
        if state not in RECTIFICATION_TRANSITIONS[action][0]:
            with pytest.raises(TransitionError):
                move()
    assert kinds(item) == ["add"]


def test_of_two_who_prolong_at_once_the_second_is_told(cast, item):
    other = Rectification.objects.get()
    item.prolong(3, "等设备", by=cast.quxian)
    item.events.filter(kind="prolong").delete()  # as if the other had looked just before
    with pytest.raises(TransitionError, match="刚刚有人办理"):
        other.prolong(3, "等设备", by=cast.quxian)


@pytest.mark.django_db(transaction=True)
def test_of_two_checkers_at_once_one_decides(cast):
    item = demanded(cast)
    item.report("好了", by=cast.bumen)
    second = make_staff(cast.tree.xiling, username="second", role="manager")
    barrier, refused = Barrier(2), []

    def check(by, passes):
        try:
            mine = Rectification.objects.get(pk=item.pk)
            barrier.wait()
            if passes:
                mine.pass_check("好了", by=by)
            else:
                mine.send_back("没好", 5, by=by)
        except TransitionError as error:
            refused.append(str(error))
        finally:
            connection.close()

    threads = [
        Thread(target=check, args=(by, passes))
        for by, passes in ((cast.quxian, True), (second, False))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert len(kinds(item)) == 3


def test_it_is_prolonged_by_sixty_working_days_at_most(cast, item):
    with pytest.raises(TransitionError, match="60"):
        item.prolong(61, "等设备", by=cast.quxian)
    item.prolong(60, "等设备", by=cast.quxian)
    assert item.clock.extended == 60


def test_the_log_holds_as_much_of_a_long_note_as_its_column_does(cast, item):
    item.note("长" * 900, by=cast.bumen)
    reason = AuditEntry.objects.order_by("pk").last().reason
    assert (len(reason), reason.rstrip("长")) == (500, "整改进展：")


def test_a_date_that_the_calendar_moved_is_said_in_its_history_by_nobody(item):
    item.due_moved()
    event = item.events.order_by("pk").last()
    assert (event.kind, event.actor, event.text) == (
        "due_moved",
        None,
        "期限日改为 11 月 30 日（周一）。",
    )
