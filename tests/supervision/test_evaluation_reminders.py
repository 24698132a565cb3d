"""Closing and reminding: due and not yet done, each exactly once, and a missed night loses none."""

from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from notifications.models import Delivery, Notice
from supervision import reminders, tasks
from supervision.models import Evaluation, Rectification, Report, Subject
from supervision.states import EvaluationState
from tests.clock import frozen
from tests.factories import evaluations as make
from tests.factories.reports import asked
from tests.supervision.test_rectification_moves import demanded

MONDAY = "2026-11-16 10:00"
DUE = date(2026, 11, 30)  # a Monday, ten working days on
pytestmark = pytest.mark.time_machine(MONDAY, tick=False)


def told(user, word):
    return Notice.objects.filter(user=user, text__contains=word).count()


def run(day, clock="10:00"):
    """All reminders as of that moment; the number given."""
    with frozen(f"{day} {clock}"):
        return reminders.remind_all(timezone.now(), timezone.localdate())


# closing ------------------------------------------------------------------------------------------


def test_what_is_past_its_time_is_closed_once_and_staff_are_told(cast):
    evaluation = make.opened(cast)
    until = evaluation.closes_at
    assert reminders.close_due(until - timedelta(seconds=1)) == 0
    assert reminders.close_due(until) == 1
    assert reminders.close_due(until + timedelta(days=3)) == 0
    evaluation.refresh_from_db()
    assert evaluation.state == EvaluationState.CLOSED
    assert told(cast.quxian, "投票截止了") == 1
    assert evaluation.events.filter(kind="close", actor=None).count() == 1


def test_a_missed_night_closes_all_the_same(cast):
    evaluation = make.opened(cast)
    assert reminders.close_due(evaluation.closes_at + timedelta(days=5)) == 1


def test_what_was_prolonged_meanwhile_stays_open(cast):
    evaluation = make.opened(cast)
    was = evaluation.closes_at
    evaluation.prolong(was + timedelta(days=2), "人没到齐", by=cast.quxian)
    assert reminders.close_due(was) == 0


# reports ------------------------------------------------------------------------------------------


def test_a_report_is_reminded_once_before_and_once_after_its_day(cast):
    asked(cast, reports_due=DUE)
    days = ["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-30", "2026-12-01", "2026-12-02"]
    assert [run(day) for day in days] == [0, 1, 0, 0, 1, 0]
    assert told(cast.bumen, "11 月 30 日（周一）前要提交") == 1
    assert told(cast.bumen, "已经过了提交期限") == 1


def test_after_a_missed_week_only_the_later_word_is_said(cast):
    asked(cast, reports_due=DUE)
    assert (run("2026-12-04"), run("2026-12-04")) == (1, 0)
    assert told(cast.bumen, "已经过了提交期限") == 1


def test_a_new_day_is_reminded_anew_and_a_submitted_report_never(cast):
    subject = asked(cast, reports_due=DUE)
    run("2026-12-01")
    Evaluation.objects.update(reports_due=date(2026, 12, 8))
    assert [run("2026-12-01"), run("2026-12-03"), run("2026-12-09")] == [0, 1, 1]
    Evaluation.objects.update(reports_due=date(2026, 12, 15))
    Report.write(subject, "一、办了什么").submit([], by=cast.bumen)
    assert run("2026-12-16") == 0


def test_nobody_is_reminded_of_a_withdrawn_or_opened_one(cast):
    asked(cast, reports_due=DUE)
    Subject.objects.update(withdrawn_at=timezone.now(), withdrawn_reason="机构合并")
    assert run("2026-12-01") == 0


# votes --------------------------------------------------------------------------------------------


def open_for(cast, days):
    return make.opened(cast, closes_at=timezone.now() + timedelta(days=days))


def test_all_electors_are_reminded_once_a_day_before_whether_they_voted_or_not(cast):
    evaluation = open_for(cast, 7)  # until Monday 23, 10:00
    make.vote(evaluation, cast.representative)
    assert [run("2026-11-22", "09:59"), run("2026-11-22"), run("2026-11-22", "11:00")] == [0, 1, 0]
    accounts = evaluation.electors.values("representative__user")
    reminded = Notice.objects.filter(user__in=accounts, text__contains="正在投票")
    assert reminded.count() == 3
    assert told(cast.daibiao, "投过的请不用理会") == 1


def test_a_short_vote_is_reminded_with_a_fifth_of_the_time_left(cast):
    open_for(cast, 0.25)  # six hours
    assert [run("2026-11-16", "14:47"), run("2026-11-16", "14:48")] == [0, 1]


def test_a_prolonged_vote_is_reminded_before_its_new_end(cast):
    evaluation = open_for(cast, 7)
    run("2026-11-22")
    with frozen("2026-11-22 11:00"):
        evaluation.prolong(evaluation.closes_at + timedelta(days=5), "人没到齐", by=cast.quxian)
    assert [run("2026-11-26"), run("2026-11-27"), run("2026-11-27")] == [0, 1, 0]


def test_nobody_is_reminded_after_the_end(cast):
    open_for(cast, 7)
    assert run("2026-11-23", "10:01") == 0


# objections ---------------------------------------------------------------------------------------


def test_objects_who_know_their_result_are_told_before_the_window_ends(cast):
    evaluation = make.counted(cast)
    subject = evaluation.subjects.first()
    subject.department.members.add(cast.bumen)
    evaluation.subjects.last().department.members.add(cast.zhanban)
    evaluation.give_feedback(subject, "请改进", by=cast.quxian)
    Evaluation.objects.update(objections_until=date(2026, 11, 23))
    days = ["2026-11-19", "2026-11-20", "2026-11-21", "2026-11-23", "2026-11-24"]
    assert [run(day) for day in days] == [0, 1, 0, 0, 0]
    assert (told(cast.bumen, "如有异议"), told(cast.zhanban, "如有异议")) == (1, 0)


# what has to be mended ----------------------------------------------------------------------------


@pytest.fixture
def item(cast):
    return demanded(cast)  # due 30 November, amber on the 26th


def test_a_rectification_is_warned_called_overdue_and_supervised_once_each(cast, item):
    Evaluation.objects.update(objections_until=None)
    days = [25, 26, 27, 30]
    assert [run(f"2026-11-{day}") for day in days] == [0, 1, 0, 0]
    december = [run(f"2026-12-{day:02}") for day in (1, 2, 3, 4)]
    assert december == [1, 0, 1, 0]
    words = ("快到期了", "已经超期", "已列入督办")
    assert [told(cast.bumen, word) for word in words] == [1, 1, 1]
    assert [told(cast.quxian, word) for word in words] == [0, 1, 1]
    assert list(item.events.filter(kind="remind").values_list("text", flat=True)) == [
        "快到期",
        "超期",
        "督办",
    ]


def test_after_a_missed_week_it_is_supervised_at_once_and_once(cast, item):
    Evaluation.objects.update(objections_until=None)
    assert (run("2026-12-10"), run("2026-12-10")) == (1, 0)
    assert told(cast.bumen, "已列入督办") == 1


def test_a_reported_result_is_nobodys_delay(cast, item):
    Evaluation.objects.update(objections_until=None)
    item.report("好了", by=cast.bumen)
    assert run("2026-12-10") == 0


def test_prolonged_it_is_reminded_by_its_new_date(cast, item):
    Evaluation.objects.update(objections_until=None)
    run("2026-11-26")
    with frozen("2026-11-27 10:00"):
        Rectification.objects.get().prolong(10, "等设备", by=cast.quxian)
    assert [run("2026-11-30"), run("2026-12-10"), run("2026-12-14"), run("2026-12-15")] == [
        0,
        1,
        0,
        1,
    ]


# twice at the same moment -------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_give_one_row_of_the_outbox_each(settings, cast):
    settings.NOTIFY = replace(settings.NOTIFY, email=True)
    asked(cast, reports_due=DUE)
    demanded(cast)
    Evaluation.objects.filter(objections_until__isnull=False).update(objections_until=None)
    open_for(cast, 17)
    type(cast.bumen).objects.filter(pk=cast.bumen.pk).update(email="bumen@example.invalid")
    type(cast.bumen).objects.filter(pk=cast.daibiao.pk).update(email="daibiao@example.invalid")
    Delivery.objects.all().delete()
    barrier = Barrier(2)

    def work():
        try:
            barrier.wait()
            tasks.remind()
            tasks.close_due()
        finally:
            connection.close()

    for moment in ("2026-12-02 10:30", "2026-12-03 10:30"):
        with frozen(moment):
            threads = [Thread(target=work) for _ in range(2)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    # The report once (overdue); what has to be mended overdue, then supervised; the vote once.
    assert Delivery.objects.filter(user=cast.bumen).count() == 3
    assert Delivery.objects.filter(user=cast.daibiao).count() == 1
    closed = Evaluation.objects.get(state=EvaluationState.CLOSED, closed_at__month=12)
    assert closed.events.filter(kind="close").count() == 1
    assert told(cast.quxian, "投票截止了") == 1
