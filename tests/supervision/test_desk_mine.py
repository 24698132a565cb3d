"""/desk/evaluations/: what is mine, for representatives and departments; and its link on the desk."""

import pytest
from django.urls import reverse

from supervision.mine import to_do
from supervision.models import Report
from tests.factories import evaluations as make
from tests.factories.casework import make_department
from tests.factories.listings import in_one_line
from tests.factories.queries import SESSION, count_queries
from tests.factories.reports import asked

pytestmark = pytest.mark.django_db
URL = reverse("supervision:mine")


def page(client, user, url=URL):
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == 200
    return response


def test_nothing_is_mine_and_the_page_says_so(client, cast):
    assert "现在没有要您办的" in page(client, cast.daibiao).text


def test_a_department_sees_the_report_that_is_due(client, cast):
    asked(cast)
    text = page(client, cast.bumen).text
    assert ("我要述职" in text, "我要投票" in text, "写报告" in text) == (True, False, True)


def test_another_department_sees_nothing_of_it(client, cast):
    asked(cast)
    assert "现在没有要您办的" in page(client, cast.zhanban).text


def test_without_a_day_no_report_is_asked_for(client, cast):
    asked(cast, reports_due=None)
    assert "现在没有要您办的" in page(client, cast.bumen).text


def test_a_submitted_report_is_marked_and_waits_no_more(client, cast):
    subject = asked(cast)
    Report.write(subject, "一、办了什么").submit([], by=cast.bumen)
    response = page(client, cast.bumen)
    assert ("已提交" in response.text, "写报告" in response.text) == (True, False)
    assert [link.count for link in response.context["frame"].links] == [0]


def test_an_elector_sees_the_vote_until_it_is_cast(client, cast):
    evaluation = make.opened(cast)
    before = page(client, cast.daibiao)
    make.vote(evaluation, cast.representative)
    after = page(client, cast.daibiao)
    assert ("我要投票" in before.text, "已投" in before.text) == (True, False)
    assert ("我要投票" in after.text, "已投" in after.text) == (True, True)
    counts = [r.context["frame"].links[0].count for r in (before, after)]
    assert counts == [1, 0]


def test_a_representative_outside_the_electorate_has_no_vote(client, cast):
    evaluation = make.opened(cast)
    evaluation.electors.filter(representative=cast.representative).delete()
    assert "我要投票" not in page(client, cast.daibiao).text


def test_a_counted_result_is_mine_only_after_feedback_or_publication(client, cast):
    evaluation = make.counted(cast)
    subject = evaluation.subjects.first()
    subject.department.members.add(cast.bumen)
    assert "我的结果" not in page(client, cast.bumen).text
    evaluation.give_feedback(subject, "请改进", by=cast.quxian)
    assert "我的结果" in page(client, cast.bumen).text


def test_three_of_everything_cost_as_much_as_one(client, cast):
    def more(n):
        asked(cast)
        evaluation = make.counted(cast, title=f"测评{n}")
        subject = evaluation.subjects.first()
        subject.department.members.add(cast.bumen)
        evaluation.give_feedback(subject, "请改进", by=cast.quxian)

    more(1)
    client.force_login(cast.bumen)
    assert count_queries(client, URL) == SESSION + 11
    more(2)
    more(3)
    assert count_queries(client, URL) == SESSION + 11


# the link on the desk -----------------------------------------------------------------------------


def test_the_desk_of_a_department_says_what_waits(client, cast):
    asked(cast)
    text = in_one_line(page(client, cast.bumen, "/desk/"))
    assert "有 1 份述职报告要交。" in text
    assert f'href="{URL}">测评<span class="notice-count">1</span>' in text


def test_the_home_of_a_representative_says_what_waits(client, cast):
    make.opened(cast)
    assert "有 1 个测评等您投票。" in page(client, cast.daibiao, "/desk/").text


def test_officers_and_staff_have_no_such_link(client, cast):
    for user, label in ((cast.lianluo, "登记来访"), (cast.jiedao, "本级总览")):
        links = page(client, user, "/desk/").context["frame"].links
        assert [link.label for link in links] == [label]


def test_one_query_counts_what_waits(cast, django_assert_num_queries):
    asked(cast)
    asked(cast, department=make_department(cast.tree.xiling, "示例局", cast.bumen))
    with django_assert_num_queries(1):
        found = to_do(cast.bumen)
    assert (found.reports, found.votes, found.mends) == (2, 0, 0)
