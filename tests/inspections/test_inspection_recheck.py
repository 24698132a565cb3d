"""Recording a second look, and the score sheets' pages."""

from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from inspections.job_kinds import RESULTS, export_results
from inspections.models import Finding, ScoreSheet
from inspections.results import Results
from jobs.models import Job
from jobs.progress import Progress
from tests.factories.casework import make_station
from tests.factories.inspections import make_inspection, make_sheet
from tests.factories.jobs import make_job
from tests.factories.listings import rows_on

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-12-01 10:00", tick=False)]


def look(client, finding, **changes):
    values = {"seen": "0", "day": "2026-12-01", "is_mended": "1", "note": "换了新的", "next_on": ""}
    return client.post(reverse("office:recheck_finding", args=[finding.pk]), values | changes)


def test_a_mended_finding_leaves_the_list(client, cast, finding):
    client.force_login(cast.quxian)
    assert look(client, finding).status_code == 302
    assert Finding.objects.get().mended_on == date(2026, 12, 1)
    assert rows_on(client.get(reverse("office:findings"))) == []


def test_who_comes_when_it_is_mended_reads_so(client, cast, finding):
    client.force_login(cast.quxian)
    look(client, finding)
    response = look(client, finding, seen="1", is_mended="0", next_on="2026-12-20")
    followed = client.get(response.url)
    assert response.url == reverse("office:inspection", args=[finding.inspection_id])
    assert "这个问题已经整改好了，不用再复查。" in followed.content.decode()
    assert Finding.objects.get().mended_on == date(2026, 12, 1)


def test_a_date_for_a_mended_finding_is_not_kept(client, cast, finding):
    client.force_login(cast.quxian)
    look(client, finding, next_on="2026-12-20")
    assert Finding.objects.get().mended_on == date(2026, 12, 1)


def test_not_mended_asks_for_the_next_date(client, cast, finding):
    client.force_login(cast.quxian)
    response = look(client, finding, is_mended="0")
    assert response.status_code == 422
    assert "错误：还没整改好，请定下次复查的日期。" in response.content.decode()
    assert "换了新的" in response.content.decode()
    look(client, finding, is_mended="0", next_on="2026-12-20")
    assert Finding.objects.get().recheck_on == date(2026, 12, 20)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day": "2026-12-02"}, "12 月 2 日（周三）还没到，到了再记。"),
        ({"day": "2026-11-01"}, "复查不能早于督查那天。"),
        ({"is_mended": ""}, "请选整改好了没有。"),
        ({"note": ""}, "请写复查看到的情况。"),
        ({"is_mended": "0", "next_on": "2026-12-01"}, "下次复查要晚于这次。"),
        ({"is_mended": "0", "next_on": "9999-12-01"}, "这一天太远了，请看看年份对不对。"),
    ],
)
def test_wrong_input_is_said_and_nothing_changes(client, cast, finding, changes, words):
    client.force_login(cast.quxian)
    response = look(client, finding, **changes)
    assert response.status_code == 422
    assert f"错误：{words}" in response.content.decode()
    assert Finding.objects.get().looks == 0


def test_a_page_read_before_somebody_else_looked_changes_nothing(client, cast, finding):
    client.force_login(cast.quxian)
    look(client, finding, is_mended="0", next_on="2026-12-20")
    response = look(client, finding)
    assert response.status_code == 302
    row = Finding.objects.get()
    assert (row.looks, row.state) == (1, "mending")


# sheets ---------------------------------------------------------------------------------------


def lines(*pairs):
    forms = {"item-TOTAL_FORMS": str(len(pairs)), "item-INITIAL_FORMS": "0"}
    for number, (text, points) in enumerate(pairs):
        forms |= {f"item-{number}-text": text, f"item-{number}-points": points}
    return forms


def test_a_new_sheet_starts_from_a_suggestion_and_keeps_what_is_written(client, cast):
    client.force_login(cast.quxian)
    url = reverse("office:add_sheet")
    assert client.get(url).context["items"].initial[0]["points"] == 15
    values = {"area": cast.tree.xiling.pk, "name": "年度督查表"}
    client.post(url, values | lines(("场所", "60"), ("", ""), ("台账", "40")))
    sheet = ScoreSheet.objects.get()
    assert list(sheet.items.values_list("position", "text", "points")) == [
        (1, "场所", 60),
        (2, "台账", 40),
    ]


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([("场所", "")], "这一项的满分没有填。"),
        ([("", "5")], "这一项没有写看什么。"),
        ([("场所", "0")], "请填 1 到 1000 的整数。"),
        ([("", "")], "请至少写一个项目。"),
        ([("场所", "5"), ("场所", "6")], "「场所」写了两次。"),
    ],
)
def test_a_wrong_line_is_said_and_nothing_is_stored(client, cast, pairs, words):
    client.force_login(cast.quxian)
    values = {"area": cast.tree.xiling.pk, "name": "表"}
    response = client.post(reverse("office:add_sheet"), values | lines(*pairs))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert ScoreSheet.objects.count() == 0


def test_a_name_is_taken_once_per_area(client, cast):
    make_sheet(cast.tree.xiling)
    client.force_login(cast.quxian)
    values = {"area": cast.tree.xiling.pk, "name": "督查评分表"} | lines(("场所", "5"))
    response = client.post(reverse("office:add_sheet"), values)
    assert "这个名称的评分表已经有了" in response.content.decode()


def test_a_sheet_of_an_area_above_is_read_and_not_changed(client, cast):
    sheet = make_sheet(cast.tree.city)
    client.force_login(cast.quxian)
    assert client.get(reverse("office:score_sheet", args=[sheet.pk])).status_code == 200
    assert client.get(reverse("office:edit_sheet", args=[sheet.pk])).status_code == 404


def test_the_results_hold_the_stations_one_sees(client, cast, finding):
    sheet = finding.inspection.sheet
    west = make_station(cast.tree.jiajie, code="W1")
    make_inspection(west, cast.tree.xiling, cast.quxian, sheet=sheet, points=(60, 40))
    wide, narrow = Results(sheet, cast.quxian), Results(sheet, cast.jiedao)
    assert wide.header[7:9] == ("场所（60）", "台账（40）")
    assert [row[0] for row in wide.rows()] == [cast.station.code, "W1"]
    assert [row[7:] for row in narrow.rows()] == [(50, 30, 80, 80, 1, 1, "")]
    client.force_login(cast.jiedao)
    client.post(reverse("office:export_results", args=[sheet.pk]))
    assert Job.objects.get().params == {"sheet": sheet.pk}


def test_the_workbook_has_a_line_for_each_inspection(cast, finding):
    sheet = finding.inspection.sheet
    job = make_job(
        cast.jiedao,
        kind=RESULTS,
        area=cast.tree.xiling,
        params={"sheet": sheet.pk},
        state="running",
        attempt=1,
    )
    export_results(job, Progress(job))
    job.refresh_from_db()
    assert job.result_name == "督查评分表（第 1 版）.xlsx"
    with job.result_file.open("rb") as file:
        lines = list(load_workbook(file, read_only=True).active.values)
    assert [line[0] for line in lines[-2:]] == ["站点编号", cast.station.code]
    assert lines[-1][7:11] == (50, 30, 80, 80)
