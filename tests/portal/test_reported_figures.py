"""报告数: as reported, with day and source, beside the counted ones and never in a sum."""

import csv
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import AuditEntry
from areas.models import Area
from jobs.imports import ImportRefusedError, run_import
from portal.imports import ReportedFigureImport
from portal.management.commands.load_reported_figures import FIGURES
from portal.models import ReportedFigure
from portal.reported import page, topics
from tests.access.standards_targets import make_figure
from tests.factories.casework import make_station
from tests.factories.queries import count_queries
from tests.factories.standards import make_group

pytestmark = pytest.mark.django_db
URL, PUBLIC = reverse("office:reported"), reverse("portal:reported")
ROW = {
    "标识": "stations",
    "类别": "站点网络",
    "名称": "实践站",
    "数值": "1644",
    "单位": "个",
    "精度": "确数",
    "截至日期": "2023-08-09",
    "来源": "湖北人大网",
    "区划代码": "420500",
    "对应的统计": "站点",
}


def load(*rows, scope=None):
    return run_import(ReportedFigureImport, rows, actor=None, scope=[scope or Area.get_root()])


@pytest.mark.parametrize(
    ("value", "unit", "precision", "words"),
    [
        ("1644", "个", "exact", "1,644 个"),
        ("8700", "名", "at_least", "8,700 名以上"),
        ("20", "户", "about", "约 20 户"),
        ("60", "%", "about", "约 60%"),
        ("100", "%", "exact", "100%"),
        ("92.50", "%", "exact", "92.5%"),
    ],
)
def test_a_figure_is_never_more_exact_than_reported(value, unit, precision, words):
    figure = ReportedFigure(value=Decimal(value), unit=unit, precision=precision)
    assert figure.words == words


def test_the_table_is_loaded_and_loading_again_changes_nothing(cast):
    assert load(ROW) == {"new": 1, "changed": 0, "unchanged": 0, "wrong": 0}
    assert load(ROW)["unchanged"] == 1
    assert load(ROW | {"数值": "1700"})["changed"] == 1
    assert ReportedFigure.objects.get().words == "1,700 个"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"数值": "很多"}, "数值"),
        ({"数值": "-1"}, "应在 0 到"),
        ({"精度": "大概"}, "只能填 确数、至少、约数"),
        ({"来源": ""}, "「来源」没有填"),
        ({"区划代码": "999999"}, "没有区划代码"),
    ],
)
def test_a_wrong_row_is_refused_and_nothing_is_written(cast, wrong, words):
    with pytest.raises(ImportRefusedError, match=words):
        load(ROW | {"标识": "right"}, ROW | wrong)
    assert not ReportedFigure.objects.exists()


def test_topics_with_counted_figures_stand_open_and_the_others_are_folded(cast, client):
    load(ROW, ROW | {"标识": "laws", "类别": "立法", "名称": "征求意见", "对应的统计": ""})
    client.force_login(cast.shiji)
    page = client.get(URL).content.decode()
    assert page.count('<details class="card" open>') == 1
    assert page.count('<details class="card">') == 1


def test_a_county_does_not_import_for_the_city(cast):
    with pytest.raises(ImportRefusedError, match="不在您管理的范围里"):
        load(ROW, scope=cast.tree.xiling)
    load(ROW)
    with pytest.raises(ImportRefusedError, match="属于另一个地区"):
        load(ROW | {"区划代码": "420502"}, scope=cast.tree.xiling)


def test_the_file_of_the_project_keeps_to_its_rules():
    rows = list(csv.DictReader(StringIO(FIGURES.read_text(encoding="utf-8"))))
    by_key = {row["标识"]: row for row in rows}

    assert len(by_key) == len(rows) == 54
    for key, row in by_key.items():
        assert (row["精度"] == "至少") == key.endswith("_min")
    assert by_key["aijia_households_per_nianzhang_approx"]["精度"] == "约数"
    assert by_key["zhijiang_from_cloud_share"]["精度"] == "约数"
    assert not {"512", "513"} & {row["数值"] for row in rows}
    assert {row["来源"] for row in rows} == {"湖北人大网 2023-08-09"}


def test_the_command_loads_the_file_or_says_why_not(db):
    call_command("load_areas", stdout=StringIO())
    out = StringIO()
    call_command("load_reported_figures", stdout=out)

    assert out.getvalue() == "报告数：新增 54，更新 0，未变 0。\n"
    assert ReportedFigure.objects.get(key="practice_stations").words == "1,644 个"
    with pytest.raises(CommandError, match="没有这个文件"):
        call_command("load_reported_figures", "/nowhere.csv")


def test_what_is_counted_stands_beside_and_apart(client, cast):
    make_figure(cast.tree.city, "all", value=1644, counted_as="stations")
    make_figure(cast.tree.yuanan, "there", counted_as="stations")
    make_figure(cast.tree.city, "codes", counted_as="person_codes")
    make_figure(cast.tree.city, "reports", label="立法调研报告", value=13)
    make_station(cast.tree.fengshan, code="away")
    make_station(cast.tree.jiajie, code="closed", is_active=False)
    client.force_login(cast.shiji)

    [topic] = client.get(URL).context["topics"]
    assert [(line.figure.key, line.counted) for line in topic.lines] == [
        ("all", 2),
        ("there", 1),
        ("codes", 1),
        ("reports", None),
    ]


def test_each_kind_of_count(cast):
    kinds = ReportedFigure.Counted.values
    for kind in kinds:
        make_figure(cast.tree.city, kind, counted_as=kind)
    make_station(cast.tree.yunji, code="H1", kind="home")
    make_station(cast.tree.city, code="P1", kind="contact_point")
    make_group(cast.tree.yunji, cast.representative)
    found, _ = page(ReportedFigure.objects.all(), "")

    [topic] = topics(found, with_counted=True)
    assert {line.figure.key: line.counted for line in topic.lines} == {
        "stations": 3,
        "homes": 1,
        "liaison_stations": 1,
        "contact_points": 1,
        "regional_groups": 1,
        "professional_groups": 0,
        "branches": 1,
        "representatives": 1,
        "person_codes": 1,
    }


def test_the_public_page_shows_what_is_public_with_day_and_source(client, cast):
    make_figure(cast.tree.xiling, "shown", counted_as="stations")
    make_figure(cast.tree.xiling, "hidden", label="不公开的", is_public=False)
    response = client.get(PUBLIC)
    text = response.content.decode()

    assert "45 个" in text
    assert "报告数，截至 2023 年 8 月 9 日（周三），来源：湖北人大网" in text
    assert "不公开的" not in text
    assert [line.counted for line in response.context["topics"][0].lines] == [None]


def test_an_empty_page_says_so(client, cast):
    assert "还没有报告数" in client.get(PUBLIC).content.decode()


def test_deleting_asks_for_a_reason_and_is_logged(client, cast):
    figure = make_figure(cast.tree.xiling)
    url = reverse("office:delete_reported", args=[figure.pk])
    client.force_login(cast.quxian)
    assert client.post(url, {"reason": ""}).status_code == 422

    client.post(url, {"reason": "原文更正"})
    entry = AuditEntry.objects.get(action="settings_change")
    assert (entry.target, entry.reason) == (
        "删除报告数：代表联络站 45 个（湖北人大网）",
        "原文更正",
    )
    assert not ReportedFigure.objects.exists()


@pytest.mark.parametrize("url", [URL, PUBLIC])
def test_as_many_queries_for_many_as_for_one(client, cast, url):
    make_figure(cast.tree.city, "one", counted_as="stations")
    client.force_login(cast.shiji)
    before = count_queries(client, url)
    for number in range(3):
        make_figure(cast.tree.city, f"more-{number}", counted_as="stations")

    assert count_queries(client, url) == before
