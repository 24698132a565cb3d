"""A correction is a new version: approved, with its reason, and only of something."""

import pytest
from django.urls import reverse

from casework.workflow import TransitionError
from supervision import permissions
from supervision.models import Approval, Evaluation, TellerTotal
from supervision.states import EvaluationState
from tests.factories import evaluations as make

APPROVAL = {"body": "主任会议", "day": "2026-11-20", "document": "西人办〔2026〕33 号"}


def send(client, name, evaluation, **data):
    return client.post(reverse(f"office:{name}", args=[evaluation.pk]), data)


def versions(evaluation):
    return list(evaluation.counts.order_by("version").values_list("version", "is_current"))


def test_an_object_is_taken_out_by_a_new_version(staff, cast):
    evaluation = make.published(cast)
    gone = evaluation.subjects.first()
    before = evaluation.counts.get().file
    response = send(
        staff, "evaluation_correct", evaluation, **APPROVAL, reason="机构撤销", withdraw=gone.pk
    )
    assert response.status_code == 302
    assert versions(evaluation) == [(1, False), (2, True)]
    first, second = evaluation.counts.order_by("version")
    assert (first.file, first.results.count()) == (before, 3)
    assert (second.results.count(), second.reason) == (2, "机构撤销")
    assert second.file["replaces"] == first.file_digest
    gone.refresh_from_db()
    assert gone.withdrawn_reason == "机构撤销"
    assert Evaluation.objects.get().state == EvaluationState.PUBLISHED


def test_without_anything_to_correct_there_is_no_new_version(staff, cast):
    evaluation = make.counted(cast)
    response = send(staff, "evaluation_correct", evaluation, **APPROVAL, reason="看看")
    assert response.status_code == 422
    assert versions(evaluation) == [(1, True)]
    assert Approval.objects.filter(act=Approval.Act.CORRECT).count() == 0


def test_one_approval_corrects_once(cast):
    evaluation = make.counted(cast)
    first, second, _ = evaluation.subjects.all()
    make.approve(evaluation, Approval.Act.CORRECT, cast.quxian)
    evaluation.correct("机构撤销", by=cast.quxian, withdraw=[first])
    with pytest.raises(TransitionError):
        evaluation.correct("机构撤销", by=cast.quxian, withdraw=[second])
    assert versions(evaluation) == [(1, False), (2, True)]


def test_each_correction_is_the_next_version(cast):
    evaluation = make.counted(cast)
    for gone in list(evaluation.subjects.all())[:2]:
        make.approve(evaluation, Approval.Act.CORRECT, cast.quxian)
        evaluation.correct("机构撤销", by=cast.quxian, withdraw=[gone])
    assert versions(evaluation) == [(1, False), (2, False), (3, True)]


def test_paper_is_counted_again_by_two_and_then_corrects(staff, cast):
    evaluation = make.closed(cast, by_paper=True, electors=20, ballots=[0] * 6)
    evaluation.count(by=cast.quxian)
    assert send(staff, "evaluation_reenter_paper", evaluation).status_code == 302
    evaluation.refresh_from_db()
    assert evaluation.paper_round == 1  # without a reason nothing happens
    send(staff, "evaluation_reenter_paper", evaluation, **{"paper-reason": "计票单看错一行"})
    evaluation.refresh_from_db()
    assert evaluation.paper_round == 2
    assert permissions.can_tell(cast.quxian, evaluation) is True
    # Until both have entered it nothing is corrected, and the result stands.
    correct = {"reason": "计票单看错一行", **APPROVAL}
    assert send(staff, "evaluation_correct", evaluation, **correct).status_code == 422
    make.enter_paper(evaluation, (3, 2, 0, 0))
    assert send(staff, "evaluation_correct", evaluation, **correct).status_code == 302
    first, second = evaluation.counts.order_by("version")
    assert [score(one) for one in (first, second)] == [97.27, 94.55]
    assert permissions.can_tell(cast.quxian, evaluation) is False


def score(count):
    return float(count.results.first().score)


def test_tellers_who_disagree_again_correct_nothing(cast):
    evaluation = make.closed(cast, by_paper=True, electors=20, ballots=[0] * 6)
    evaluation.count(by=cast.quxian)
    evaluation.reenter_paper("重新数票", by=cast.quxian)
    sheets = make.enter_paper(evaluation, (3, 2, 0, 0))
    TellerTotal.objects.filter(sheet=sheets[0], votes=3).update(votes=2)
    make.approve(evaluation, Approval.Act.CORRECT, cast.quxian)
    with pytest.raises(TransitionError):
        evaluation.correct("重新数票", by=cast.quxian)
    assert versions(evaluation) == [(1, True)]


def test_not_all_objects_can_be_taken_out(cast):
    evaluation = make.counted(cast, departments=1)
    make.approve(evaluation, Approval.Act.CORRECT, cast.quxian)
    with pytest.raises(TransitionError):
        evaluation.correct("全部撤出", by=cast.quxian, withdraw=list(evaluation.subjects.all()))
    assert evaluation.subjects.rated().count() == 1
    assert versions(evaluation) == [(1, True)]


def test_tampering_stops_a_correction_as_it_stops_a_count(cast):
    evaluation = make.counted(cast)
    evaluation.scheme.options.filter(label="不满意").update(weight=99)
    make.approve(evaluation, Approval.Act.CORRECT, cast.quxian)
    with pytest.raises(TransitionError):
        evaluation.correct("撤出", by=cast.quxian, withdraw=[evaluation.subjects.first()])
    assert versions(evaluation) == [(1, True)]


def test_a_correction_opens_the_objection_window_again(cast):
    evaluation = make.counted(cast)
    Evaluation.objects.update(objections_until="2020-01-01")
    evaluation.refresh_from_db()
    make.approve(evaluation, Approval.Act.CORRECT, cast.quxian)
    evaluation.correct("撤出", by=cast.quxian, withdraw=[evaluation.subjects.first()])
    evaluation.refresh_from_db()
    assert evaluation.objections_until.year > 2020


def test_each_correction_is_the_version_after_the_newest(cast):
    evaluation = make.counted(cast, departments=4)
    for number in (1, 2):
        make.approve(evaluation, "correct", cast.quxian)
        subject = evaluation.subjects.rated().first()
        evaluation.correct(f"第 {number} 次更正", by=cast.quxian, withdraw=[subject])
    assert versions(evaluation) == [(1, False), (2, False), (3, True)]
