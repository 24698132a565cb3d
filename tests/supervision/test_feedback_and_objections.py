"""Each object gets its feedback in writing, and each objection its answer."""

import pytest
from django.urls import reverse
from django.utils import timezone

from notifications.models import Notice
from supervision.models import Feedback, Objection
from tests.factories import evaluations as make
from tests.factories.accounts import make_staff
from tests.factories.listings import export, rows_on, texts_on


@pytest.fixture
def evaluation(cast):
    evaluation = make.counted(cast, ballots=[0] * 5)
    evaluation.subjects.first().department.members.add(cast.bumen)
    return evaluation


def address(name, pk):
    return reverse(f"office:{name}", args=[pk])


def test_it_shows_who_still_has_none(staff, cast, evaluation):
    first = evaluation.subjects.first()
    evaluation.give_feedback(first, "窗口服务要改进。", by=cast.quxian)
    page = staff.get(address("evaluation_feedback", evaluation.pk))
    _, second, third = evaluation.subjects.all()
    assert [cells[:2] for cells in texts_on(page)] == [
        [second.name, "还没有"],
        [third.name, "还没有"],
        [first.name, "1 份"],
    ]


def test_before_the_count_there_is_no_list_to_export(staff, cast):
    open_one = make.opened(cast)
    assert staff.get(address("evaluation_feedback", open_one.pk)).status_code == 404
    assert export(staff, "feedback", owner=str(open_one.pk)).status_code == 404


def test_feedback_is_written_to_one_object_which_is_told(staff, cast, evaluation):
    first = evaluation.subjects.first()
    form = staff.get(address("evaluation_feedback", evaluation.pk), {"object": first.pk})
    assert f"反馈给{first.name}" in form.content.decode()
    data = {"object": first.pk, "text": "窗口服务要改进。"}
    assert staff.post(address("evaluation_feedback", evaluation.pk), data).status_code == 302
    given = Feedback.objects.get()
    assert (given.subject, given.text, given.sent_by) == (first, "窗口服务要改进。", cast.quxian)
    told = Notice.objects.filter(key__startswith="feedback:")
    assert [notice.user for notice in told] == [cast.bumen]


def test_empty_feedback_is_not_sent(staff, evaluation):
    data = {"object": evaluation.subjects.first().pk, "text": " "}
    assert staff.post(address("evaluation_feedback", evaluation.pk), data).status_code == 422
    assert Feedback.objects.count() == 0


def test_an_object_of_another_evaluation_gets_none_here(staff, cast, evaluation):
    other = make.counted(cast, ballots=[0] * 5, departments=1)
    data = {"object": other.subjects.get().pk, "text": "窗口服务要改进。"}
    assert staff.post(address("evaluation_feedback", evaluation.pk), data).status_code == 404
    assert Feedback.objects.count() == 0


def object_to(evaluation, cast, place=0):
    subject = evaluation.subjects.all()[place]
    return Objection.objects.create(
        subject=subject,
        text="纸质票好像数错了。",
        raised_by=cast.bumen,
        raised_at=timezone.now(),
    )


def test_without_objections_it_says_so(staff):
    assert "没有要答复的异议" in staff.get("/office/objections/").content.decode()


@pytest.mark.parametrize(("upheld", "state"), [("yes", "upheld"), ("no", "dismissed")])
def test_an_objection_is_answered_once(staff, cast, evaluation, upheld, state):
    objection = object_to(evaluation, cast)
    data = {"upheld": upheld, "answer": "已经核对。"}
    assert staff.post(address("objection_decide", objection.pk), data).status_code == 302
    again = staff.post(address("objection_decide", objection.pk), data | {"answer": "再答一次"})
    assert again.status_code == 422
    objection.refresh_from_db()
    assert (objection.state, objection.answer) == (state, "已经核对。")
    assert objection.decided_by == cast.quxian
    told = Notice.objects.filter(key__startswith="objection:")
    assert [notice.user for notice in told] == [cast.bumen]


def test_an_upheld_one_leads_on_to_the_correction(staff, cast, evaluation):
    objection = object_to(evaluation, cast)
    done = staff.post(
        address("objection_decide", objection.pk), {"upheld": "yes", "answer": "确实数错了。"}
    )
    assert done["Location"] == address("evaluation_correct", evaluation.pk)


def test_nobody_decides_about_an_objection_of_his_own(staff, cast, evaluation):
    objection = object_to(evaluation, cast)
    Objection.objects.update(raised_by=cast.quxian)
    data = {"upheld": "yes", "answer": "有道理。"}
    assert staff.post(address("objection_decide", objection.pk), data).status_code == 404
    objection.refresh_from_db()
    assert objection.state == Objection.State.OPEN


@pytest.fixture
def colleague(cast):
    """Of the same office, without managing it."""
    return make_staff(cast.tree.xiling, username="keyuan", name="区人大科员")


def test_staff_who_don_t_manage_read_it_and_who_may_answer(client, cast, evaluation, colleague):
    objection = object_to(evaluation, cast)
    client.force_login(colleague)
    page = client.get(address("objection_decide", objection.pk))
    assert page.status_code == 200
    assert ("纸质票好像数错了。" in page.text, "局里干事" in page.text) == (True, True)
    assert "管理人员答复" in page.text
    assert 'name="answer"' not in page.text


def test_they_read_the_answer_once_there_is_one(client, cast, evaluation, colleague):
    objection = object_to(evaluation, cast)
    evaluation.decide(objection, upheld=False, answer="复核过，没有错。", by=cast.quxian)
    client.force_login(colleague)
    page = client.get(address("objection_decide", objection.pk))
    assert ("复核过，没有错。" in page.text, "区人大" in page.text) == (True, True)


def test_they_answer_nothing(client, cast, evaluation, colleague):
    objection = object_to(evaluation, cast)
    client.force_login(colleague)
    data = {"upheld": "yes", "answer": "有道理。"}
    assert client.post(address("objection_decide", objection.pk), data).status_code == 404
    objection.refresh_from_db()
    assert objection.state == Objection.State.OPEN


def test_the_notice_leads_whoever_gets_it_to_a_page(client, cast, evaluation, colleague):
    subject = evaluation.subjects.first()
    Objection.objects.raise_one(subject, "请核对", by=cast.bumen)
    told = Notice.objects.filter(text__contains="提出了异议", user=colleague).get()
    client.force_login(colleague)
    assert client.get(told.url).status_code == 200


def test_staff_of_another_county_see_none(client, cast, evaluation):
    objection = object_to(evaluation, cast)
    client.force_login(cast.stranger)
    assert rows_on(client.get("/office/objections/")) == []
    assert client.get(address("objection_decide", objection.pk)).status_code == 404
