"""Publishing needs an approval and a second look; taking it back needs a minute."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from casework.workflow import TransitionError
from supervision.models import Announcement, Approval, Evaluation, Objection
from supervision.states import EvaluationState
from tests.clock import frozen
from tests.factories import evaluations as make

APPROVAL = {"body": "主任会议", "day": "2026-11-20", "document": "西人办〔2026〕21 号"}
ALL = APPROVAL | {"with_ranks": "no", "is_checked": "on"}


def send(client, name, evaluation, **data):
    return client.post(reverse(f"office:{name}", args=[evaluation.pk]), data)


def state_of(evaluation):
    return Evaluation.objects.get(pk=evaluation.pk).state


def test_a_result_is_published_with_the_approval_entered(staff, cast):
    evaluation = make.counted(cast)
    assert send(staff, "evaluation_publish", evaluation, **ALL).status_code == 302
    evaluation.refresh_from_db()
    assert evaluation.state == EvaluationState.PUBLISHED
    shown = evaluation.announcement
    assert (shown.published_by, shown.secrecy_checked, shown.with_ranks) == (
        cast.quxian,
        True,
        False,
    )
    assert evaluation.current_count().announcement == shown
    assert evaluation.approvals.get(act=Approval.Act.PUBLISH).document == "西人办〔2026〕21 号"
    assert AuditEntry.objects.filter(action=AuditEntry.Action.PUBLISH).count() == 1


@pytest.mark.parametrize("missing", ["body", "day", "document", "with_ranks", "is_checked"])
def test_nothing_is_published_without(staff, cast, missing):
    evaluation = make.counted(cast)
    data = {name: value for name, value in ALL.items() if name != missing}
    response = send(staff, "evaluation_publish", evaluation, **data)
    assert response.status_code == 422
    assert state_of(evaluation) == EvaluationState.COUNTED
    assert Approval.objects.filter(act=Approval.Act.PUBLISH).count() == 0


def test_who_publishes_is_told_that_reports_become_public(staff, cast):
    page = staff.get(reverse("office:evaluation_publish", args=[make.counted(cast).pk])).text
    for words in (
        "还有交来的述职报告和附件（撤出的对象除外）",
        "公告、述职报告和附件里没有涉密内容",
    ):
        assert words in page


def test_an_approval_on_record_is_not_asked_again(staff, cast):
    evaluation = make.counted(cast)
    make.approve(evaluation, Approval.Act.PUBLISH, cast.quxian)
    page = staff.get(reverse("office:evaluation_publish", args=[evaluation.pk]))
    assert "批准：主任会议" in page.content.decode()
    send(staff, "evaluation_publish", evaluation, with_ranks="yes", is_checked="on")
    evaluation.refresh_from_db()
    assert evaluation.announcement.with_ranks is True


def test_an_approval_of_tomorrow_is_none(staff, cast):
    evaluation = make.counted(cast)
    tomorrow = timezone.localdate() + timedelta(days=1)
    response = send(staff, "evaluation_publish", evaluation, **(ALL | {"day": str(tomorrow)}))
    assert response.status_code == 422


def test_of_persons_it_has_to_be_decided_expressly(staff, cast):
    evaluation = make.make_meeting(cast)
    make.enter_paper(evaluation, (20, 2, 1, 0))
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    refused = send(staff, "evaluation_publish", evaluation, **ALL)
    assert "代表个人的测评结果，没有批准就不公布。" in refused.content.decode()
    assert state_of(evaluation) == EvaluationState.COUNTED
    send(staff, "evaluation_publish", evaluation, **ALL, is_decided="on")
    assert state_of(evaluation) == EvaluationState.PUBLISHED


def test_an_invalid_vote_is_never_published(staff, cast):
    evaluation = make.counted(cast, ballots=[0] * 5, electors=20)
    response = send(staff, "evaluation_publish", evaluation, **ALL)
    assert response.status_code == 422
    assert state_of(evaluation) == EvaluationState.COUNTED
    # Refused together: no approval stays behind of what did not happen.
    assert Approval.objects.filter(act=Approval.Act.PUBLISH).count() == 0


def test_it_is_taken_back_at_once_and_says_why(staff, cast):
    evaluation = make.published(cast)
    assert send(staff, "evaluation_unpublish", evaluation).status_code == 422
    assert send(staff, "evaluation_unpublish", evaluation, reason="措辞有误").status_code == 302
    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.announcement) == (EvaluationState.COUNTED, None)
    taken_back = evaluation.announcements.get()
    assert (taken_back.state, taken_back.withdrawn_by) == ("withdrawn", cast.quxian)
    assert evaluation.events.get(kind="unpublish").text == "措辞有误"


def test_after_taking_back_a_new_approval_is_needed(cast):
    evaluation = make.published(cast)
    with frozen(timezone.now() + timedelta(minutes=1)):
        evaluation.unpublish("措辞有误", by=cast.quxian)
    with frozen(timezone.now() + timedelta(minutes=2)):
        with pytest.raises(TransitionError):
            evaluation.publish(by=cast.quxian, with_ranks=False)
        make.approve(evaluation, Approval.Act.PUBLISH, cast.quxian)
        evaluation.publish(by=cast.quxian, with_ranks=False)
    assert evaluation.state == EvaluationState.PUBLISHED
    states = evaluation.announcements.values_list("state", flat=True)
    assert list(states) == ["published", "withdrawn"]


def test_one_announcement_is_in_force(cast):
    evaluation = make.published(cast)
    again = Announcement.published_columns(by=cast.quxian, at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        evaluation.announcements.create(**again)


def test_it_is_taken_back_even_after_the_end(cast):
    evaluation = make.published(cast)
    over(evaluation)
    evaluation.finish(by=cast.quxian)
    evaluation.unpublish("上级要求", by=cast.quxian)
    assert (evaluation.state, evaluation.announcement) == (EvaluationState.FINISHED, None)


def over(evaluation):
    """The objection window has passed."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Evaluation.objects.filter(pk=evaluation.pk).update(objections_until=yesterday)
    evaluation.refresh_from_db()


def test_it_is_finished_only_after_the_objection_window(staff, cast):
    evaluation = make.published(cast)
    send(staff, "evaluation_finish", evaluation)
    assert state_of(evaluation) == EvaluationState.PUBLISHED
    over(evaluation)
    send(staff, "evaluation_finish", evaluation)
    assert state_of(evaluation) == EvaluationState.FINISHED


def test_it_is_not_finished_over_an_open_objection(cast):
    evaluation = make.published(cast)
    over(evaluation)
    Objection.objects.create(
        subject=evaluation.subjects.first(),
        text="请核对",
        raised_by=cast.bumen,
        raised_at=timezone.now(),
    )
    with pytest.raises(TransitionError):
        evaluation.finish(by=cast.quxian)
    assert state_of(evaluation) == EvaluationState.PUBLISHED
