"""The objection window: as many days as the scheme says, from when an object hears of its result."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.workflow import TransitionError
from notifications.models import Notice
from supervision import reminders
from supervision.models import Approval, Evaluation
from tests.clock import frozen
from tests.factories import evaluations as make

COUNTED = "2026-12-01 10:00"  # a Tuesday; five working days reach to the 8th
LATER = "2026-12-15 10:00"  # a Tuesday, too: to the 22nd
LATER_STILL = "2026-12-17 10:00"
pytestmark = pytest.mark.time_machine(COUNTED, tick=False)


@pytest.fixture
def evaluation(cast):
    """Counted on 1 December; 局里干事 belongs to the first object."""
    evaluation = make.counted(cast)
    evaluation.subjects.first().department.members.add(cast.bumen)
    return evaluation


def publish(evaluation, cast, when):
    with frozen(when):
        make.approve(evaluation, Approval.Act.PUBLISH, cast.quxian)
        evaluation.publish(by=cast.quxian, with_ranks=False)


def give_feedback(evaluation, cast, when, place=0):
    with frozen(when):
        subject = evaluation.subjects.all()[place]
        evaluation.give_feedback(subject, "请改进", by=cast.quxian)


def until():
    return Evaluation.objects.get().objections_until


def test_published_later_it_runs_from_the_publication(cast, evaluation):
    publish(evaluation, cast, LATER)
    assert until() == date(2026, 12, 22)


def test_the_first_feedback_begins_it_too(cast, evaluation):
    give_feedback(evaluation, cast, LATER)
    assert until() == date(2026, 12, 22)


def test_an_object_that_hears_later_than_another_has_as_many_days(cast, evaluation):
    give_feedback(evaluation, cast, LATER)
    give_feedback(evaluation, cast, LATER_STILL, place=1)
    assert until() == date(2026, 12, 24)


def test_more_feedback_to_the_same_object_changes_nothing(cast, evaluation):
    give_feedback(evaluation, cast, LATER)
    give_feedback(evaluation, cast, LATER_STILL)
    assert until() == date(2026, 12, 22)


def test_feedback_after_the_publication_changes_nothing(cast, evaluation):
    publish(evaluation, cast, LATER)
    give_feedback(evaluation, cast, LATER_STILL)
    assert until() == date(2026, 12, 22)


def test_published_to_objects_who_all_know_it_stays(cast, evaluation):
    for place in range(3):
        give_feedback(evaluation, cast, LATER, place)
    publish(evaluation, cast, LATER_STILL)
    assert until() == date(2026, 12, 22)


def test_a_later_end_is_not_made_earlier(cast, evaluation):
    Evaluation.objects.update(objections_until=date(2027, 1, 29))
    publish(evaluation, cast, LATER)
    assert until() == date(2027, 1, 29)


def test_what_is_finished_has_no_new_window(cast, evaluation):
    with frozen(LATER):
        evaluation.finish(by=cast.quxian)
    give_feedback(evaluation, cast, LATER)
    assert until() == date(2026, 12, 8)


def test_on_the_first_look_the_object_may_object(client, cast, evaluation):
    publish(evaluation, cast, LATER)
    with frozen(LATER):
        client.force_login(cast.bumen)
        page = client.get(reverse("supervision:my_result", args=[evaluation.subjects.first().pk]))
    assert "12 月 22 日（周二）以前可以提" in page.text


def test_before_anybody_knows_the_result_nobody_is_reminded(cast, evaluation):
    assert remind("2026-12-07") == 0
    assert Evaluation.objects.get().objections_reminded_for is None


def test_who_hears_of_it_on_the_last_day_is_reminded_by_the_new_end(cast, evaluation):
    remind("2026-12-07")
    publish(evaluation, cast, "2026-12-08 10:00")  # to the 15th
    days = [remind(f"2026-12-{day:02}") for day in (8, 11, 14, 15)]
    assert days == [0, 0, 1, 0]
    assert Notice.objects.filter(user=cast.bumen, text__contains="如有异议").count() == 1


def remind(day):
    with frozen(f"{day} 10:00"):
        return reminders.remind_all(timezone.now(), timezone.localdate())


def test_it_is_over_with_its_last_day(cast, evaluation):
    give_feedback(evaluation, cast, COUNTED)
    assert until() == date(2026, 12, 8)
    with frozen("2026-12-08 23:00"), pytest.raises(TransitionError, match="异议期还没过"):
        Evaluation.objects.get().finish(by=cast.quxian)
    with frozen("2026-12-09 00:30"):
        Evaluation.objects.get().finish(by=cast.quxian)
    assert Evaluation.objects.get().state == "finished"
