"""Two people act on the same evaluation, the second from a page that was read before the first."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.workflow import TransitionError
from supervision import reminders
from supervision.models import Approval, Evaluation
from supervision.states import EvaluationState
from tests.factories import evaluations as make


def read_twice(evaluation):
    """The same evaluation as two people have it before them."""
    return [Evaluation.objects.get(pk=evaluation.pk) for _ in range(2)]


def versions(evaluation):
    return list(evaluation.counts.order_by("version").values_list("version", "is_current"))


def correct(evaluation, cast, *subjects):
    return evaluation.correct("机构撤销", by=cast.quxian, withdraw=list(subjects))


def test_an_end_that_was_moved_later_is_not_moved_back(cast):
    first, second = read_twice(make.opened(cast))
    announced = first.closes_at
    first.prolong(announced + timedelta(hours=3), "人没到齐", by=cast.quxian)
    with pytest.raises(TransitionError):
        second.prolong(announced + timedelta(hours=1), "人没到齐", by=cast.quxian)
    assert Evaluation.objects.get().closes_at == announced + timedelta(hours=3)


def test_an_end_is_moved_on_from_where_it_is_now(cast):
    first, second = read_twice(make.opened(cast))
    announced = first.closes_at
    first.prolong(announced + timedelta(hours=1), "人没到齐", by=cast.quxian)
    second.prolong(announced + timedelta(hours=3), "停电", by=cast.quxian)
    assert Evaluation.objects.get().closes_at == announced + timedelta(hours=3)


def test_what_was_prolonged_in_the_last_second_is_not_closed_by_the_clock(cast, monkeypatch):
    evaluation = make.opened(cast)
    announced, held = evaluation.closes_at, Evaluation.lock

    def prolonged_before_it_is_held(self):
        Evaluation.objects.update(closes_at=announced + timedelta(hours=3))
        held(self)

    monkeypatch.setattr(Evaluation, "lock", prolonged_before_it_is_held)
    assert reminders.close_due(announced) == 0
    assert Evaluation.objects.get().state == EvaluationState.OPEN


def test_one_object_is_not_taken_out_by_two_corrections(cast):
    evaluation = make.counted(cast)
    gone = evaluation.subjects.first()
    first, second = read_twice(evaluation)
    make.approve(evaluation, Approval.Act.CORRECT, cast.quxian)
    correct(first, cast, gone)
    make.approve(evaluation, Approval.Act.CORRECT, cast.quxian)
    with pytest.raises(TransitionError):
        correct(second, cast, gone)
    assert versions(evaluation) == [(1, False), (2, True)]


def test_what_is_decided_on_is_read_while_the_row_is_held(cast, monkeypatch):
    """Somebody else corrects just before the row is held: the one approval is used up."""
    evaluation = make.counted(cast)
    one, other, _ = evaluation.subjects.all()
    first, second = read_twice(evaluation)
    make.approve(evaluation, Approval.Act.CORRECT, cast.quxian)
    just_before_the_lock(monkeypatch, second, lambda: correct(first, cast, one))
    with pytest.raises(TransitionError) as refused:
        correct(second, cast, other)
    assert str(refused.value) == "请先登记哪个机构批准更正结果。"


def test_the_version_that_is_published_is_the_one_in_force(client, cast, monkeypatch):
    """Somebody else corrects just before the row is held; then there is a new version."""
    evaluation = make.counted(cast)
    first, second = read_twice(evaluation)
    for act in (Approval.Act.CORRECT, Approval.Act.PUBLISH):
        make.approve(evaluation, act, cast.quxian)

    def corrected_and_approved():
        correct(first, cast, evaluation.subjects.first())
        make.approve(evaluation, Approval.Act.PUBLISH, cast.quxian)

    just_before_the_lock(monkeypatch, second, corrected_and_approved)
    second.publish(by=cast.quxian, with_ranks=False)
    published = evaluation.counts.was_public()
    assert list(published.values_list("version", "is_current")) == [(2, True)]
    page = client.get(reverse("supervision:announcement", args=[evaluation.pk]))
    assert page.status_code == 200


def just_before_the_lock(monkeypatch, evaluation, act):
    """What another transaction commits while this one waits for the row."""

    def lock():
        act()
        Evaluation.lock(evaluation)

    monkeypatch.setattr(evaluation, "lock", lock)


def test_paper_is_entered_anew_once(cast):
    evaluation = make.closed(cast, by_paper=True, electors=20, ballots=[0] * 6)
    evaluation.count(by=cast.quxian)
    first, second = read_twice(evaluation)
    first.reenter_paper("看错一行", by=cast.quxian)
    with pytest.raises(TransitionError):
        second.reenter_paper("看错一行", by=cast.quxian)
    assert evaluation.events.filter(kind="reenter_paper").count() == 1


def test_a_result_is_taken_down_once(cast):
    evaluation = make.published(cast)
    out_of_time(evaluation)
    evaluation.finish(by=cast.quxian)
    first, second = read_twice(evaluation)
    first.unpublish("上级要求", by=cast.quxian)
    with pytest.raises(TransitionError):
        second.unpublish("上级要求", by=cast.quxian)
    assert evaluation.events.filter(kind="take_down").count() == 1


def test_a_window_that_a_correction_opened_again_is_not_cut_short(cast):
    evaluation = make.counted(cast)
    out_of_time(evaluation)
    first, second = read_twice(evaluation)
    make.approve(evaluation, Approval.Act.CORRECT, cast.quxian)
    correct(first, cast, evaluation.subjects.first())
    with pytest.raises(TransitionError):
        second.finish(by=cast.quxian)
    assert Evaluation.objects.get().state == EvaluationState.COUNTED


def out_of_time(evaluation):
    """The objection window has passed."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Evaluation.objects.filter(pk=evaluation.pk).update(objections_until=yesterday)
    evaluation.refresh_from_db()
