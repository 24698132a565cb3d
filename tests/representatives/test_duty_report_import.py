"""述职: one per person and day, of people whom the table names by name and phone."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from representatives.imports import DutyReportImport
from representatives.models import DutyReport
from tests.factories.areas import make_tree
from tests.factories.casework import make_representative, make_station
from tests.factories.tables import put, refusals

pytestmark = pytest.mark.django_db

REPORT = {
    "姓名": "秦望舒",
    "手机号": "13600000000",
    "述职日期": "2026-03-12",
    "向谁述职": "云集街道第 2 选区选民",
    "到会人数": "46",
}


@pytest.fixture
def tree():
    tree = make_tree()
    make_representative("秦望舒", make_station(tree.guoyuanlu))
    return tree


def test_a_report_is_stored(tree):
    assert put(DutyReportImport, [REPORT], tree.city)["new"] == 1
    report = DutyReport.objects.get()
    assert (report.representative.name, report.day, report.audience, report.attended) == (
        "秦望舒",
        date(2026, 3, 12),
        "云集街道第 2 选区选民",
        46,
    )


def test_the_same_again_changes_nothing_and_another_number_does(tree):
    put(DutyReportImport, [REPORT], tree.city)
    assert put(DutyReportImport, [REPORT], tree.city)["unchanged"] == 1
    assert put(DutyReportImport, [REPORT | {"到会人数": "52"}], tree.city)["changed"] == 1
    assert DutyReport.objects.get().attended == 52


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"姓名": "别人"}, "手机号 1360000**** 的代表不叫「别人」，请核对。"),
        ({"手机号": "13712345678"}, "没有手机号是 1371234**** 的代表，请先导入代表。"),
        ({"到会人数": "0"}, "「到会人数」应在 1 到 32767 之间，现在是 0。"),
        ({"到会人数": "四十"}, "「到会人数」只能是数字，现在是「四十」。"),
        ({"向谁述职": ""}, "「向谁述职」没有填。"),
    ],
)
def test_a_wrong_report_says_why_and_nothing_is_written(tree, change, reason):
    rows = [REPORT | {"述职日期": "2025-03-12"}, REPORT | change]
    assert refusals(DutyReportImport, rows, tree.city) == {3: [reason]}
    assert not DutyReport.objects.exists()


def test_nobody_reported_in_the_future(tree):
    day = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert refusals(DutyReportImport, [REPORT | {"述职日期": day}], tree.city) == {
        2: [f"「述职日期」不能晚于今天，现在是 {day}。"]
    }


def test_the_same_day_twice_is_refused(tree):
    assert refusals(DutyReportImport, [REPORT, REPORT | {"到会人数": "9"}], tree.city) == {
        3: ["与第 2 行重复。"]
    }


def test_a_manager_reports_for_the_own_people(tree):
    assert refusals(DutyReportImport, [REPORT], tree.yuanan) == {
        2: ["手机号 1360000**** 的代表不在您管理的范围里。"]
    }
