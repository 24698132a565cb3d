"""The rated read their own result, feedback and objections; nobody else's."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.workflow import TransitionError
from notifications.models import Notice
from supervision.models import Approval, Evaluation, Objection
from tests.factories import evaluations as make
from tests.factories.queries import SESSION, count_queries

pytestmark = pytest.mark.django_db


def own(cast, evaluation):
    """The first object, with 局里干事 as its member."""
    subject = evaluation.subjects.first()
    subject.department.members.add(cast.bumen)
    return subject


@pytest.fixture
def subject(cast):
    evaluation = make.counted(cast)
    found = own(cast, evaluation)
    evaluation.give_feedback(found, "请缩短排队时间", by=cast.quxian)
    return found


def url(subject, name="my_result"):
    return reverse(f"supervision:{name}", args=[subject.pk])


def object_to(client, subject, text="第 3 张票统计有误"):
    return client.post(url(subject, "object"), {"text": text}, follow=True)


def test_score_and_satisfaction_are_two_named_figures(client, cast, subject):
    client.force_login(cast.bumen)
    page = client.get(url(subject))
    result = page.context["result"]
    assert (result.score, result.satisfaction) == (Decimal("89.17"), Decimal("91.67"))
    for words in (
        "加权得分",
        "89.17",
        "满意率",
        "91.67%",
        "有效票 12 张",
        "意见离散",
        "请缩短排队时间",
    ):
        assert words in page.text


def test_before_feedback_and_publication_there_is_no_result(client, cast):
    subject = own(cast, make.counted(cast))
    client.force_login(cast.bumen)
    assert client.get(url(subject)).status_code == 404


def test_while_people_vote_there_is_no_result(client, cast):
    subject = own(cast, make.opened(cast))
    client.force_login(cast.bumen)
    assert client.get(url(subject)).status_code == 404


def test_published_it_is_there_without_feedback(client, cast):
    subject = own(cast, make.published(cast))
    client.force_login(cast.bumen)
    assert "公布" in client.get(url(subject)).text


@pytest.mark.parametrize("who", ["zhanban", "daibiao", "lianluo", "stranger", "quxian"])
def test_nobody_else_reads_it_or_objects(client, cast, subject, who):
    client.force_login(getattr(cast, who))
    assert client.get(url(subject)).status_code == 404
    assert client.post(url(subject, "object"), {"text": "有误"}).status_code == 404


def test_of_another_object_there_is_nothing(client, cast, subject):
    other = subject.evaluation.subjects.last()
    subject.evaluation.give_feedback(other, "别人的反馈", by=cast.quxian)
    client.force_login(cast.bumen)
    assert client.get(url(other)).status_code == 404


def test_a_result_of_too_few_ballots_is_withheld(client, cast):
    evaluation = make.counted(cast, ballots=[0, 0, 1])
    subject = own(cast, evaluation)
    evaluation.give_feedback(subject, "请看", by=cast.quxian)
    client.force_login(cast.bumen)
    assert "票数太少，不显示结果" in client.get(url(subject)).text


CURVE = "看历年曲线"


def test_before_anything_is_published_no_curve_is_offered(client, cast, subject):
    client.force_login(cast.bumen)
    assert (CURVE in client.get(url(subject)).text) is False


def test_with_a_published_year_the_curve_is_offered_and_is_there(client, cast):
    subject = own(cast, make.published(cast))
    client.force_login(cast.bumen)
    assert (CURVE in client.get(url(subject)).text) is True
    curve = reverse("supervision:department", args=[subject.department_id])
    assert client.get(curve).status_code == 200


def test_of_a_published_selection_there_is_no_curve(client, cast):
    evaluation = make.selection(cast, electors=12, by_paper=False)
    make.list_on_ballots(evaluation, [evaluation.subjects.all()[:2]] * 12)
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    make.approve(evaluation, Approval.Act.PUBLISH, cast.quxian)
    evaluation.publish(by=cast.quxian, with_ranks=False)
    subject = own(cast, evaluation)
    client.force_login(cast.bumen)
    assert (CURVE in client.get(url(subject)).text) is False


def test_the_page_costs_the_same_with_more_of_everything(client, cast, subject):
    client.force_login(cast.bumen)
    one = count_queries(client, url(subject))
    for _ in range(3):
        subject.evaluation.give_feedback(subject, "再看", by=cast.quxian)
    assert (one, count_queries(client, url(subject))) == (SESSION + 16, SESSION + 16)


# objections ---------------------------------------------------------------------------------------


def test_an_objection_reaches_the_office_and_its_answer_comes_back(client, cast, subject):
    client.force_login(cast.bumen)
    assert "异议已经提出" in object_to(client, subject).text
    objection = Objection.objects.get()
    assert Notice.objects.filter(user=cast.quxian, text__contains="提出了异议").count() == 1
    evaluation = Evaluation.objects.get()
    evaluation.decide(objection, upheld=False, answer="复核过，没有错。", by=cast.quxian)
    text = client.get(url(subject)).text
    assert ("异议不成立" in text, "复核过，没有错。" in text) == (True, True)
    assert Notice.objects.filter(user=cast.bumen, text__contains="异议有答复").count() == 1


def test_one_objection_at_a_time(client, cast, subject):
    client.force_login(cast.bumen)
    object_to(client, subject)
    assert "上一条异议还没有答复" in object_to(client, subject, "还有一处").text
    assert Objection.objects.count() == 1


def test_an_empty_objection_is_asked_for_again(client, cast, subject):
    client.force_login(cast.bumen)
    response = object_to(client, subject, "  ")
    assert (response.status_code, Objection.objects.count()) == (422, 0)


def test_after_the_window_none_is_taken(client, cast, subject):
    Evaluation.objects.update(objections_until=timezone.localdate() - timedelta(days=1))
    client.force_login(cast.bumen)
    assert "<h2>提出异议</h2>" not in client.get(url(subject)).text
    assert "异议期已经过了" in object_to(client, subject).text
    assert Objection.objects.count() == 0


def test_on_the_last_day_one_is_still_taken(cast, subject):
    today = timezone.localdate()
    Evaluation.objects.update(objections_until=today)
    subject.refresh_from_db()
    Objection.objects.raise_one(subject, "有误", by=cast.bumen)
    Evaluation.objects.update(objections_until=today - timedelta(days=1))
    with pytest.raises(TransitionError):
        Objection.objects.raise_one(type(subject).objects.get(pk=subject.pk), "有误", by=cast.bumen)


def test_an_objection_that_comes_too_late_is_refused_and_its_words_stay(client, cast, subject):
    client.force_login(cast.bumen)
    object_to(client, subject)
    answer = object_to(client, subject, "还有一条：第 5 张票")
    assert answer.status_code == 422
    assert "还有一条：第 5 张票" in answer.text
    assert subject.objections.count() == 1
