"""The register of stations: which kind stands where, who stands above whom, what is kept."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from areas.models import Area, Level
from jobs.imports import ImportRefusedError, run_import
from stations.imports import StationImport
from stations.models import Station
from stations.spelling import spell

pytestmark = pytest.mark.django_db

HOME = {"编号": "H1", "名称": "云集街道代表之家", "类型": "代表之家", "区划代码": "420502003"}
STATION = {
    "编号": "S1",
    "名称": "果园路社区代表联络站",
    "类型": "代表联络站",
    "区划代码": "420502003004",
}
POINT = {
    "编号": "P1",
    "名称": "茶旅融合联系点",
    "类型": "基层联系点",
    "区划代码": "420525101",
    "领域": "茶旅融合",
    "上级站点编号": "",
    "依托类型": "矿区",
    "站长": "覃远",
    "建站日期": "2021-06-18",
}


def put(rows, tree):
    return run_import(StationImport, rows, actor=None, scope=[tree.city])


def wrong(rows, tree):
    with pytest.raises(ImportRefusedError) as refused:
        put(rows, tree)
    return [reason for row in refused.value.plan.wrong for reason in row.reasons]


def test_field_host_head_and_founding_day_are_stored(tree):
    put([POINT], tree)
    point = Station.objects.get()
    assert (point.field, point.host_kind, point.head, point.opened_on) == (
        "茶旅融合",
        Station.HostKind.MINING,
        "覃远",
        date(2021, 6, 18),
    )


def test_a_row_is_stored_whole(tree):
    more = {
        "依托单位": "示例茶厂",
        "地址": "示例路 1 号",
        "电话": "0717-0000001",
        "开放时间": "周一至周五",
        "经度": "111.2812345",
        "纬度": "-30.6912345",
    }
    put([POINT | more], tree)
    assert Station.objects.values(
        "name", "kind", "area__code", "host", "address", "phone", "opening_hours"
    ).get() == {
        "name": "茶旅融合联系点",
        "kind": "contact_point",
        "area__code": "420525101",
        "host": "示例茶厂",
        "address": "示例路 1 号",
        "phone": "07170000001",
        "opening_hours": "周一至周五",
    }
    point = Station.objects.get()
    assert (str(point.longitude), str(point.latitude)) == ("111.281235", "-30.691235")


@pytest.mark.parametrize(("longitude", "latitude"), [("180", "90"), ("-180", "-90")])
def test_the_ends_of_the_earth_are_places(tree, longitude, latitude):
    assert put([HOME | {"经度": longitude, "纬度": latitude}], tree)["new"] == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"经度": "180.5", "纬度": "0"}, "「经度」应在 -180 到 180 之间，现在是「180.5」。"),
        ({"经度": "-180.5", "纬度": "0"}, "「经度」应在 -180 到 180 之间，现在是「-180.5」。"),
        ({"经度": "0", "纬度": "90.5"}, "「纬度」应在 -90 到 90 之间，现在是「90.5」。"),
        ({"经度": "0", "纬度": "-90.5"}, "「纬度」应在 -90 到 90 之间，现在是「-90.5」。"),
    ],
)
def test_beyond_them_there_is_nothing(tree, change, reason):
    assert wrong([HOME | change], tree) == [reason]


def test_a_file_without_the_newer_columns_leaves_them(tree):
    put([HOME], tree)
    put([POINT | {"上级站点编号": "H1"}], tree)
    old = {name: POINT[name] for name in ("编号", "名称", "类型", "区划代码")}
    counts = put([old | {"名称": "茶旅联系点"}], tree)
    assert counts["changed"] == 1
    point = Station.objects.get(code="P1")
    assert (point.name, point.field, point.head, point.parent.code, point.opened_on) == (
        "茶旅联系点",
        "茶旅融合",
        "覃远",
        "H1",
        date(2021, 6, 18),
    )


def test_an_empty_cell_clears(tree):
    put([POINT], tree)
    put([POINT | {"领域": "", "站长": "", "建站日期": ""}], tree)
    point = Station.objects.get()
    assert (point.field, point.head, point.opened_on) == ("", "", None)


@pytest.mark.parametrize("when", ["new", "changed"])
def test_the_name_is_spelled_for_searching(tree, when):
    put([HOME], tree)
    if when == "changed":
        Station.objects.update(name="旧名", pinyin="")
        put([HOME], tree)
    assert Station.objects.get().pinyin == "yun ji jie dao dai biao zhi jia yjjddbzj"


def test_saving_another_name_spells_it_again(tree):
    put([HOME], tree)
    station = Station.objects.get()
    station.name = "西坝"
    station.save(update_fields=["name"])
    assert Station.objects.get().pinyin == "xi ba xb"


def test_a_long_spelling_keeps_its_initials():
    spelled = spell("双" * 80)
    assert len(spelled) == 400
    assert spelled.endswith(" " + "s" * 80)


# kinds and levels -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            HOME | {"区划代码": "420502003004"},
            "代表之家应设在乡镇（街道），「果园路社区」是村（社区）。",
        ),
        (HOME | {"区划代码": "420502"}, "代表之家应设在乡镇（街道），「西陵区」是县（市、区）。"),
        (
            STATION | {"区划代码": "420502003"},
            "代表联络站应设在村（社区），「云集街道」是乡镇（街道）。",
        ),
    ],
)
def test_a_kind_stands_at_its_level(tree, row, reason):
    assert wrong([row], tree) == [reason]
    assert not Station.objects.exists()


@pytest.mark.parametrize("code", ["420500", "420525", "420525101", "420525101001"])
def test_a_contact_point_stands_anywhere(tree, code):
    assert put([POINT | {"区划代码": code}], tree)["new"] == 1


def test_a_function_zone_may_have_a_home_and_a_mining_district_a_station(tree):
    names = {"name": "示例矿区", "short_name": "示例矿区"}
    values = {"code": "420525400", "level": Level.TOWNSHIP, **names}
    mine = Area.objects.add_child(tree.yuanan, create_kwargs=values)
    rows = [
        HOME | {"区划代码": tree.gaoxin.code},
        HOME | {"编号": "H2", "区划代码": mine.code},
        STATION | {"区划代码": mine.code},
    ]
    assert put(rows, tree)["new"] == 3
    assert Area.objects.get(code="420525400").is_quasi_township


# who stands above whom ------------------------------------------------------------------------


def under(code, parent, **more):
    return POINT | {"编号": code, "名称": f"联系点{code}", "上级站点编号": parent} | more


def test_a_parent_may_come_later_in_the_same_file(tree):
    put([STATION | {"上级站点编号": "H1"}, HOME | {"上级站点编号": ""}], tree)
    assert Station.objects.get(code="S1").parent.code == "H1"


def test_a_parent_nobody_knows_is_refused(tree):
    assert wrong([under("P1", "H9")], tree) == ["没有编号为「H9」的上级站点，这份表里也没有。"]


def test_a_station_is_not_its_own_parent(tree):
    assert wrong([under("P1", "P1")], tree) == ["上级站点绕成了一圈：P1 → P1。"]


def test_a_circle_within_the_file_is_refused_with_its_way(tree):
    rows = [under("P1", "P2"), under("P2", "P3"), under("P3", "P1"), under("P4", "P1")]
    assert wrong(rows, tree) == [
        "上级站点绕成了一圈：P1 → P2 → P3 → P1。",
        "上级站点绕成了一圈：P2 → P3 → P1 → P2。",
        "上级站点绕成了一圈：P3 → P1 → P2 → P3。",
    ]
    assert not Station.objects.exists()


def test_a_circle_over_stored_stations_is_refused(tree):
    put([under("P1", ""), under("P2", "P1"), under("P3", "P2")], tree)
    assert wrong([under("P1", "P3")], tree) == ["上级站点绕成了一圈：P1 → P3 → P2 → P1。"]
    assert Station.objects.get(code="P1").parent is None


def test_turning_a_line_round_in_one_file_is_no_circle(tree):
    put([under("P1", ""), under("P2", "P1")], tree)
    assert put([under("P1", "P2"), under("P2", "")], tree)["changed"] == 2
    assert Station.objects.get(code="P1").parent.code == "P2"


def test_a_founding_day_to_come_is_refused(tree):
    day = timezone.localdate() + timedelta(days=1)
    assert wrong([POINT | {"建站日期": day.isoformat()}], tree) == [
        f"「建站日期」不能晚于今天，现在是 {day.isoformat()}。"
    ]


def test_an_unknown_host_kind_names_what_may_stand_there(tree):
    (reason,) = wrong([POINT | {"依托类型": "酒店"}], tree)
    assert reason.startswith("「依托类型」只能填 党群服务中心、便民服务中心、企业、学校、矿区")
