"""Results of past years as reported: imported as a table, listed as what they are."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from jobs.imports import ImportRefusedError, run_import
from supervision.imports import ReportedResultImport
from supervision.models import ReportedResult
from tests.factories.accounts import signed_in
from tests.factories.curves import bureau, make_reported
from tests.factories.listings import rows_on

ROW = {
    "单位": "示例局",
    "区划代码": "420502",
    "年度": "2021",
    "类别": "经济管理",
    "加权得分": "88.1",
    "满意率": "92.5%",
    "同类名次": "3",
    "同类单位数": "14",
    "有效票": "205",
    "当年方案": "2021 年测评办法",
    "来源": "年度通报",
    "截至": "2021-12-31",
}


def load(cast, *rows):
    area = cast.tree.xiling
    return run_import(ReportedResultImport, rows, actor=cast.quxian, scope=[area])


def refused(cast, **changes):
    with pytest.raises(ImportRefusedError) as error:
        load(cast, ROW | changes)
    return error.value.plan.wrong[0].reasons[0]


def test_a_row_becomes_a_reported_result(cast):
    department = bureau(cast)
    load(cast, ROW)
    row = ReportedResult.objects.get()
    assert (row.department, row.year, row.area) == (department, 2021, cast.tree.xiling)
    assert (row.score, row.satisfaction) == (Decimal("88.10"), Decimal("92.50"))
    assert (row.class_rank, row.class_ranked, row.ballots) == (3, 14, 205)
    assert (row.scheme_name, row.source, row.as_of) == (
        "2021 年测评办法",
        "年度通报",
        date(2021, 12, 31),
    )


def test_the_same_department_and_year_is_changed_not_doubled(cast):
    bureau(cast)
    load(cast, ROW)
    counts = load(cast, ROW | {"加权得分": "87"})
    assert counts["changed"] == 1
    assert ReportedResult.objects.get().score == Decimal(87)
    assert load(cast, ROW | {"加权得分": "87"})["unchanged"] == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"单位": "没有的局"}, "西陵区没有叫「没有的局」的承办单位。"),
        ({"加权得分": "", "满意率": ""}, "加权得分和满意率至少要填一个。"),
        ({"同类单位数": ""}, "「同类名次」要在「同类单位数」以内。"),
        ({"同类名次": "15"}, "「同类名次」要在「同类单位数」以内。"),
        ({"同类名次": "1.5"}, "「同类名次」应是整数。"),
        ({"加权得分": "101"}, "「加权得分」应在 0 到 100 之间，现在是「101」。"),
        ({"年度": "21"}, "「年度」应是 4 位数字，现在是 2 位。"),
        ({"区划代码": "420525"}, "「远安县」不在您管理的范围里。"),
        ({"来源": ""}, "「来源」没有填。"),
    ],
)
def test_a_wrong_row_says_why_and_nothing_is_written(cast, changes, words):
    bureau(cast)
    assert refused(cast, **changes) == words
    assert ReportedResult.objects.count() == 0


def test_only_one_measure_may_be_known(cast):
    bureau(cast)
    load(cast, ROW | {"加权得分": "", "同类名次": "", "同类单位数": "", "有效票": ""})
    row = ReportedResult.objects.get()
    assert (row.score, row.satisfaction, row.class_rank, row.ballots) == (
        None,
        Decimal("92.50"),
        None,
        None,
    )


def test_the_list_marks_every_row_and_names_its_source(cast):
    make_reported(bureau(cast), 2021)
    page = signed_in(cast.quxian).get(reverse("office:reported_results"))
    (line,) = page.context["listing"].lines
    cells = {cell.column.key: cell for cell in line.cells}
    assert (cells["kind"].text, cells["kind"].tone) == ("报告数", "plain")
    assert "年度通报" in cells["source"].text
    assert cells["source"].note == "截至 2021 年 12 月 31 日（周五）"


def test_staff_of_another_county_see_none(cast):
    row = make_reported(bureau(cast), 2021)
    stranger = signed_in(cast.stranger)
    assert rows_on(stranger.get(reverse("office:reported_results"))) == []
    url = reverse("office:reported_result_delete", args=[row.pk])
    assert stranger.post(url).status_code == 404
    assert signed_in(cast.quxian).post(url).status_code == 302
    assert ReportedResult.objects.count() == 0
