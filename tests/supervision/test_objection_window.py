"""The objection window: as many days as the scheme says, from when an object hears of its result."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from notifications.models import Notice
from supervision import reminders
from supervision.models import Approval, Evaluation
from tests.factories import evaluations as make
from tests.factories.casework import make_cast

COUNTED = "2026-12-01 02:00:00"  # a Tuesday, 10:00 in Yichang; five working days reach to the 8th
LATER = "2026-12-15 02:00:00"  # a Tuesday, too: to the 22nd
LATER_STILL = "2026-12-17 02:00:00"


@pytest.fixture
def people(db):
    with freeze_time(COUNTED):
        yield make_cast()


@pytest.fixture
def evaluation(people):
    """Counted on 1 December; 局里干事 belongs to the first object."""
    with freeze_time(COUNTED):
        evaluation = make.counted(people)
    evaluation.subjects.first().department.members.add(people.bumen)
    return evaluation


def publish(evaluation, people, when):
    with freeze_time(when):
        make.approve(evaluation, Approval.Act.PUBLISH, people.quxian)
        evaluation.publish(by=people.quxian, with_ranks=False)


def give_feedback(evaluation, people, when, place=0):
    with freeze_time(when):
        subject = evaluation.subjects.all()[place]
        evaluation.give_feedback(subject, "请改进", by=people.quxian)


def until():
    return Evaluation.objects.get().objections_until


def test_published_later_it_runs_from_the_publication(people, evaluation):
    publish(evaluation, people, LATER)
    assert until() == date(2026, 12, 22)


def test_the_first_feedback_begins_it_too(people, evaluation):
    give_feedback(evaluation, people, LATER)
    assert until() == date(2026, 12, 22)


def test_an_object_that_hears_later_than_another_has_as_many_days(people, evaluation):
    give_feedback(evaluation, people, LATER)
    give_feedback(evaluation, people, LATER_STILL, place=1)
    assert until() == date(2026, 12, 24)


def test_more_feedback_to_the_same_object_changes_nothing(people, evaluation):
    give_feedback(evaluation, people, LATER)
    give_feedback(evaluation, people, LATER_STILL)
    assert until() == date(2026, 12, 22)


def test_feedback_after_the_publication_changes_nothing(people, evaluation):
    publish(evaluation, people, LATER)
    give_feedback(evaluation, people, LATER_STILL)
    assert until() == date(2026, 12, 22)


def test_published_to_objects_who_all_know_it_stays(people, evaluation):
    for place in range(3):
        give_feedback(evaluation, people, LATER, place)
    publish(evaluation, people, LATER_STILL)
    assert until() == date(2026, 12, 22)


def test_a_later_end_is_not_made_earlier(people, evaluation):
    Evaluation.objects.update(objections_until=date(2027, 1, 29))
    publish(evaluation, people, LATER)
    assert until() == date(2027, 1, 29)


def test_what_is_finished_has_no_new_window(people, evaluation):
    with freeze_time(LATER):
        evaluation.finish(by=people.quxian)
    give_feedback(evaluation, people, LATER)
    assert until() == date(2026, 12, 8)


def test_on_the_first_look_the_object_may_object(client, people, evaluation):
    publish(evaluation, people, LATER)
    with freeze_time(LATER):
        client.force_login(people.bumen)
        page = client.get(reverse("supervision:my_result", args=[evaluation.subjects.first().pk]))
    assert "12 月 22 日（周二）以前可以提" in page.text


def test_before_anybody_knows_the_result_nobody_is_reminded(people, evaluation):
    assert remind("2026-12-07") == 0
    assert Evaluation.objects.get().objections_reminded_for is None


def test_who_hears_of_it_on_the_last_day_is_reminded_by_the_new_end(people, evaluation):
    remind("2026-12-07")
    publish(evaluation, people, "2026-12-08 02:00:00")  # to the 15th
    days = [remind(f"2026-12-{day:02}") for day in (8, 11, 14, 15)]
    assert days == [0, 0, 1, 0]
    assert Notice.objects.filter(user=people.bumen, text__contains="如有异议").count() == 1


def remind(day):
    with freeze_time(f"{day} 02:00:00"):
        return reminders.remind_all(timezone.now(), timezone.localdate())
