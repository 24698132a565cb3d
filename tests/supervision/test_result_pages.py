"""The result as staff read it, print it and take it away; and nobody else."""

import io
from hashlib import sha256

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import AuditEntry
from supervision.models import Approval, Evaluation, UnitClass
from supervision.states import EvaluationState
from tests.factories import evaluations as make
from tests.factories.listings import in_one_line
from tests.factories.queries import SESSION, STAFF_FRAME

RESULT_QUERIES = 14


def page_of(client, name, pk, **query):
    return client.get(reverse(f"office:{name}", args=[pk]), query)


def test_before_the_count_it_says_how_many_came_in_and_nothing_more(staff, cast):
    evaluation = make.opened(cast, electors=6, by_paper=False)
    make.cast_all(evaluation, [0] * 6)
    html = in_one_line(page_of(staff, "evaluation_count", evaluation.pk))
    assert "投票截止以后才能计票" in html
    assert '<td class="num">6</td>' in html
    assert "满意</th>" not in html


def test_counting_leads_to_the_result(staff, cast):
    evaluation = make.closed(cast)
    done = staff.post(reverse("office:evaluation_count", args=[evaluation.pk]))
    assert done.status_code == 302
    html = in_one_line(staff.get(done["Location"]))
    assert "票计好了。结果现在只有本级工作人员看得到。" in html
    assert "加权得分" in html
    assert "89.17" in html
    assert "91.67%" in html


def test_what_doesn_t_fit_is_said_and_nothing_is_counted(staff, cast):
    evaluation = make.closed(cast)
    Evaluation.objects.update(eligible=3)
    refused = staff.post(reverse("office:evaluation_count", args=[evaluation.pk]))
    assert refused.status_code == 409
    assert "参加测评的名单在开始后被改动过，不能计票。" in in_one_line(refused)
    evaluation.refresh_from_db()
    assert evaluation.state == EvaluationState.CLOSED


def test_counting_twice_shows_the_result_that_is_there(staff, cast):
    evaluation = make.counted(cast)
    again = staff.post(reverse("office:evaluation_count", args=[evaluation.pk]))
    assert again.status_code == 409
    assert "已经计过票了" in in_one_line(again)


def test_every_figure_stands_under_its_name(staff, cast):
    evaluation = make.counted(cast, departments=1)
    html = in_one_line(page_of(staff, "evaluation_result", evaluation.pk))
    for label in ("应到", "发出", "收回", "参加率", "加权得分", "满意率", "离散", "总名次"):
        assert label in html
    assert "加权得分达到 85" in html
    assert "满意率 = 满意 + 基本满意，除以有效票" in html
    assert reverse("office:scheme", args=[evaluation.scheme_id]) in html


def test_a_result_page_reads_as_much_for_ten_objects_as_for_one(
    staff, cast, django_assert_num_queries
):
    one = make.counted(cast, departments=1)
    ten = make.counted(cast, departments=10)
    page_of(staff, "evaluation_result", one.pk)
    for evaluation in (one, ten):
        with django_assert_num_queries(SESSION + STAFF_FRAME + RESULT_QUERIES):
            assert page_of(staff, "evaluation_result", evaluation.pk).status_code == 200


def test_too_few_ballots_show_nothing(staff, cast):
    evaluation = make.counted(cast, ballots=[0] * 4, departments=1)
    html = in_one_line(page_of(staff, "evaluation_result", evaluation.pk))
    assert "票数太少，不显示" in html
    assert "100.00" not in html


def test_an_invalid_vote_says_why(staff, cast):
    evaluation = make.counted(cast, ballots=[0] * 5, electors=20)
    html = in_one_line(page_of(staff, "evaluation_result", evaluation.pk))
    assert "这次测评无效，不能公布" in html
    assert "应到 20 人，收回 5 张票，没有达到法定人数。" in html


def test_a_selection_names_the_tied(staff, cast):
    evaluation = make.selection(cast, electors=10, by_paper=False)
    first, second, third, _ = evaluation.subjects.all()
    make.list_on_ballots(evaluation, [(first, second)] * 5 + [(first, third)] * 5)
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    html = in_one_line(page_of(staff, "evaluation_result", evaluation.pk))
    assert "末位票数相同，要再投一次" in html
    assert f"{second.name}、{third.name}都是 5 票" in html


def test_by_rank_the_best_stands_first(staff, cast):
    evaluation = make.opened(cast, departments=2, electors=10, by_paper=False)
    first, second = evaluation.subjects.all()
    for elector in evaluation.electors.select_related("representative__user"):
        marks = make.marks(evaluation, 0) | {first.pk: make.options_of(evaluation)[2].pk}
        make.vote_so(evaluation, elector.representative, marks)
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    response = page_of(staff, "evaluation_result", evaluation.pk, order="rank")
    assert [row.name for row in response.context["rows"]] == [second.name, first.name]


def test_classes_and_ways_show_where_there_are_some(staff, cast):
    evaluation = make.ready(cast, departments=1, electors=12)
    named = UnitClass.objects.create(area=cast.tree.xiling, name="民生服务")
    evaluation.subjects.update(unit_class=named)
    evaluation.open(by=cast.quxian)
    make.cast_all(evaluation, [0] * 6)
    make.enter_paper(evaluation, (5, 0, 0, 0))
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    html = in_one_line(page_of(staff, "evaluation_result", evaluation.pk))
    for label in ("民生服务", "同类名次", "<td>纸质票</td>", "<td>登录投票</td>", "<td>合计</td>"):
        assert label in html


def test_the_report_prints_with_its_formula_and_its_digest(staff, cast):
    evaluation = make.counted(cast)
    html = in_one_line(page_of(staff, "evaluation_report", evaluation.pk))
    assert "没有公布，只供内部使用。" in html
    assert evaluation.counts.get().file_digest in html
    assert "加权得分 = 满意×100 + 基本满意×70 + 不满意×30，除以有效票" in html


def test_the_report_is_a_pdf_too(staff, cast):
    evaluation = make.counted(cast)
    response = staff.post(reverse("office:evaluation_report_pdf", args=[evaluation.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def test_whoever_takes_the_pdf_is_on_record(staff, cast):
    evaluation = make.counted(cast)
    staff.post(reverse("office:evaluation_report_pdf", args=[evaluation.pk]))
    entry = AuditEntry.objects.filter(action=AuditEntry.Action.EXPORT).get()
    assert (entry.actor, entry.target) == (cast.quxian, f"测评结果：{evaluation.title}")
    assert entry.reason == "第 1 版结果报告"


def test_the_page_of_the_report_asks_for_the_pdf_of_its_version(staff, cast):
    evaluation = make.counted(cast, departments=2)
    make.approve(evaluation, Approval.Act.CORRECT, cast.quxian)
    evaluation.correct("机构撤销", by=cast.quxian, withdraw=[evaluation.subjects.first()])
    html = in_one_line(page_of(staff, "evaluation_report", evaluation.pk, version=1))
    address = reverse("office:evaluation_report_pdf", args=[evaluation.pk])
    assert f'<form method="post" action="{address}">' in html
    assert '<input type="hidden" name="version" value="1">' in html


def test_the_workbook_has_numbers_and_its_export_is_on_record(staff, cast):
    evaluation = make.counted(cast, departments=2)
    response = staff.post(reverse("office:evaluation_export", args=[evaluation.pk]))
    lines = list(load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
    start = next(n for n, line in enumerate(lines) if line[0] == "测评对象")
    found = dict(zip(lines[start], lines[start + 1], strict=False))
    assert (found["加权得分"], found["满意率（%）"], found["满意"]) == (89.17, 91.67, 9)
    assert found["达标（加权得分达到 85）"] == "是"
    entry = AuditEntry.objects.filter(action=AuditEntry.Action.EXPORT).get()
    assert (entry.actor, entry.target) == (cast.quxian, f"测评结果：{evaluation.title}")


def test_staff_verify_the_file_before_anything_is_published(staff, cast):
    evaluation = make.counted(cast)
    response = staff.post(reverse("office:evaluation_count_file", args=[evaluation.pk]))
    assert sha256(response.content).hexdigest() == evaluation.counts.get().file_digest
    assert AuditEntry.objects.filter(action=AuditEntry.Action.EXPORT).count() == 1


def test_an_old_version_stays_readable_and_says_that_it_is_old(staff, cast):
    evaluation = make.counted(cast, departments=3)
    gone = evaluation.subjects.first()
    make.approve(evaluation, Approval.Act.CORRECT, cast.quxian)
    evaluation.correct("机构撤销", by=cast.quxian, withdraw=[gone])
    html = in_one_line(page_of(staff, "evaluation_result", evaluation.pk, version=1))
    assert "这是更正以前的旧版本" in html
    assert gone.name in html
    newest = page_of(staff, "evaluation_result", evaluation.pk)
    assert [row.name for row in newest.context["rows"]] == [
        one.name for one in evaluation.subjects.rated()
    ]
    assert "更正原因：机构撤销" in in_one_line(newest)


@pytest.mark.parametrize("version", ["9", "x", "-1", "99999"])
def test_a_version_that_never_was_is_not_found(staff, cast, version):
    evaluation = make.counted(cast)
    assert page_of(staff, "evaluation_result", evaluation.pk, version=version).status_code == 404


HIDDEN = ("evaluation_result", "evaluation_report", "evaluation_feedback")
TAKEN = ("evaluation_export", "evaluation_count_file", "evaluation_report_pdf")


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("state", ["opened", "closed"])
def test_there_is_no_result_before_the_count_for_anybody(client, cast, name, state):
    evaluation = getattr(make, state)(cast)
    cast.quxian.is_superuser = cast.quxian.is_staff = True
    cast.quxian.save()
    client.force_login(cast.quxian)
    assert page_of(client, name, evaluation.pk).status_code == 404
    for export in TAKEN:
        assert client.post(reverse(f"office:{export}", args=[evaluation.pk])).status_code == 404


@pytest.mark.parametrize("who", ["daibiao", "bumen", "stranger", "jiedao", "root"])
@pytest.mark.parametrize("name", HIDDEN)
def test_a_hidden_result_does_not_exist_for(client, cast, who, name):
    """Representatives, departments, staff of another county or below, the superuser."""
    evaluation = make.counted(cast)
    client.force_login(root() if who == "root" else getattr(cast, who))
    assert page_of(client, name, evaluation.pk).status_code == 404
    for export in TAKEN:
        assert client.post(reverse(f"office:{export}", args=[evaluation.pk])).status_code == 404
    assert AuditEntry.objects.filter(action=AuditEntry.Action.EXPORT).count() == 0


def root():
    from tests.factories.accounts import make_user

    return make_user("root", is_superuser=True, is_staff=True)
