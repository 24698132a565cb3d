"""分工联系: districts and units with what they cover, and whom they elected."""

from datetime import date

import pytest

from representatives.imports import AssignmentImport
from representatives.models import (
    Congress,
    ElectingUnit,
    ElectoralDistrict,
    Level,
    Representative,
    Seat,
)
from tests.factories.areas import make_tree
from tests.factories.casework import make_representative, make_seat, make_station
from tests.factories.tables import put, refusals

pytestmark = pytest.mark.django_db

DISTRICT = {
    "人大层级": "县",
    "人大区划代码": "420502",
    "届次": "6",
    "选区或选举单位": "第 2 选区",
    "范围区划代码": "420502003004、420502003005",
    "姓名": "",
    "手机号": "",
}
UNIT = {
    "人大层级": "市",
    "人大区划代码": "420500",
    "届次": "7",
    "选区或选举单位": "西陵区",
    "范围区划代码": "420502",
    "姓名": "",
    "手机号": "",
}
QIN = {"姓名": "秦望舒", "手机号": "13600000000"}


@pytest.fixture
def tree():
    """One person with a seat in 西陵区's congress, elected in 「第 1 选区」."""
    tree = make_tree()
    make_representative("秦望舒", make_station(tree.guoyuanlu))
    return tree


def district(name="第 2 选区"):
    return ElectoralDistrict.objects.get(name=name)


def covered(name="第 2 选区"):
    return set(district(name).areas.values_list("short_name", flat=True))


# places alone ---------------------------------------------------------------------------------


def test_a_district_is_defined_without_anybody(tree):
    assert put(AssignmentImport, [DISTRICT], tree.city)["new"] == 1
    assert (str(district().term), district().level) == ("西陵区第6届", Level.COUNTY)
    assert covered() == {"果园路社区", "小林园社区"}


def test_the_congress_and_its_term_come_along(tree):
    row = DISTRICT | {"人大层级": "乡", "人大区划代码": "420525101", "届次": "5"}
    put(AssignmentImport, [row | {"范围区划代码": "420525101001"}], tree.city)
    congress = Congress.objects.get(level=Level.TOWNSHIP)
    assert (congress.name, congress.current_term.number) == ("鸣凤镇", 5)


def test_a_unit_is_defined_with_its_area(tree):
    put(AssignmentImport, [UNIT], tree.city)
    assert ElectingUnit.objects.get().area == tree.xiling


def test_a_unit_may_have_no_area(tree):
    put(AssignmentImport, [UNIT | {"选区或选举单位": "驻军", "范围区划代码": ""}], tree.city)
    assert ElectingUnit.objects.get().area is None


def test_the_same_file_again_changes_nothing(tree):
    rows = [DISTRICT, UNIT, DISTRICT | {"选区或选举单位": "第 1 选区", "范围区划代码": ""} | QIN]
    put(AssignmentImport, rows, tree.city)
    counts = put(AssignmentImport, rows, tree.city)
    assert counts == {"new": 0, "changed": 0, "unchanged": 3, "wrong": 0}


def test_a_district_is_redrawn_exactly(tree):
    put(AssignmentImport, [DISTRICT], tree.city)
    put(AssignmentImport, [DISTRICT | {"范围区划代码": "420502004、420502003005"}], tree.city)
    assert covered() == {"西坝街道", "小林园社区"}


def test_redrawing_a_district_moves_no_seat(tree):
    """Not even the one that has the same key."""
    put(AssignmentImport, [DISTRICT], tree.city)
    Seat.objects.update(id=district().pk)
    put(AssignmentImport, [DISTRICT | {"范围区划代码": "420502004"}], tree.city)
    assert Seat.objects.get().district == district("第 1 选区")


@pytest.mark.parametrize("absent", [True, False])
def test_no_range_leaves_the_range(tree, absent):
    put(AssignmentImport, [DISTRICT], tree.city)
    row = DISTRICT | {"范围区划代码": ""}
    if absent:
        del row["范围区划代码"]
    assert put(AssignmentImport, [row], tree.city)["unchanged"] == 1
    assert covered() == {"果园路社区", "小林园社区"}


def test_a_street_of_the_zone_belongs_to_the_county_whose_code_it_has(tree):
    put(AssignmentImport, [DISTRICT | {"范围区划代码": "420502008001"}], tree.city)
    assert covered() == {"学堂湾社区"}


# persons --------------------------------------------------------------------------------------


def test_a_seat_is_put_into_a_district(tree):
    put(AssignmentImport, [DISTRICT | QIN], tree.city)
    seat = Seat.objects.get()
    assert (seat.district, seat.unit) == (district(), None)
    assert Seat.objects.for_area(tree.guoyuanlu).get() == seat


def test_two_seats_of_one_person_go_to_a_district_and_a_unit(tree):
    person = Representative.objects.get()
    make_seat(person, tree.yuanan, level="city", body="远安县", congress=tree.city, term=7)
    put(AssignmentImport, [DISTRICT | QIN, UNIT | QIN], tree.city)
    bodies = {seat.level: seat.elected_by for seat in person.seats.with_names()}
    assert bodies == {Level.COUNTY: "第 2 选区", Level.CITY: "西陵区"}


def test_several_persons_of_one_district_say_its_range_once(tree):
    other = make_representative("贺知远", Representative.objects.get().station)
    rows = [
        DISTRICT | QIN,
        DISTRICT | {"范围区划代码": "", "姓名": "贺知远", "手机号": "13600000001"},
    ]
    put(AssignmentImport, rows, tree.city)
    assert set(district().seats.all()) == set(Seat.objects.all())
    assert other.seats.get().district == district()
    assert covered() == {"果园路社区", "小林园社区"}


# what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            {"人大区划代码": "420502003"},
            "县级人大的区划代码应是县（市、区）的，「云集街道」是乡镇（街道）。",
        ),
        (
            {"人大层级": "乡"},
            "乡级人大的区划代码应是乡镇（街道）的，「西陵区」是县（市、区）。",
        ),
        (
            {"人大层级": "市"},
            "市级人大的区划代码应是市的，「西陵区」是县（市、区）。",
        ),
        (
            {"人大层级": "乡", "人大区划代码": "420502003"},
            "云集街道是街道，不设人民代表大会，没有乡级代表。",
        ),
        (
            {"范围区划代码": "420525101001"},
            "「凤山社区」不在西陵区，不能划进它的选区。",
        ),
        (
            {"范围区划代码": "420502"},
            "选区的范围应是村（社区）或乡镇（街道），「西陵区」是县（市、区）。",
        ),
        ({"范围区划代码": "429999"}, "「范围区划代码」没有区划代码「429999」。"),
        ({"届次": "5"}, "西陵区现在是第 6 届；新一届请用「换届」办理。"),
        ({"姓名": "秦望舒"}, "姓名和手机号要一起填。"),
        ({"手机号": "13600000000"}, "姓名和手机号要一起填。"),
        (
            {"姓名": "秦望舒", "手机号": "13712345678"},
            "没有手机号是 1371234**** 的代表，请先导入代表。",
        ),
        (
            {"姓名": "别人", "手机号": "13600000000"},
            "手机号 1360000**** 的代表不叫「别人」，请核对。",
        ),
        (
            UNIT | QIN,
            "秦望舒没有宜昌市第 7 届的代表职务，请先在代表名册里导入。",
        ),
        (
            UNIT | {"范围区划代码": "420502003"},
            "选举市级代表的单位应是县（市、区），「云集街道」是乡镇（街道）。",
        ),
        (
            UNIT | {"范围区划代码": "420502、420525"},
            "选举单位只有一个区划，范围里写了几个。",
        ),
        (UNIT | {"选区或选举单位": "第 1 选区"}, "「第 1 选区」是选区，市级代表由选举单位选举。"),
    ],
)
def test_a_wrong_row_says_why_and_nothing_is_written(tree, change, reason):
    before = list(ElectoralDistrict.objects.values_list("name", flat=True))
    fine = DISTRICT | {"选区或选举单位": "第 3 选区"}
    assert refusals(AssignmentImport, [fine, DISTRICT | change], tree.city) == {3: [reason]}
    assert list(ElectoralDistrict.objects.values_list("name", flat=True)) == before
    assert not ElectingUnit.objects.exists()


def test_a_unit_is_not_taken_for_a_district(tree):
    put(AssignmentImport, [UNIT], tree.city)
    row = DISTRICT | {"选区或选举单位": "西陵区"} | QIN
    assert refusals(AssignmentImport, [row], tree.city) == {
        2: ["「西陵区」是选举市级代表的单位，县级代表由选区选举。"]
    }


def test_a_district_may_be_called_like_a_unit(tree):
    put(AssignmentImport, [DISTRICT], tree.city)
    ElectingUnit.objects.create(level=Level.CITY, name="第 2 选区")
    put(AssignmentImport, [DISTRICT | QIN], tree.city)
    assert Seat.objects.get().district == district()
    rows = [UNIT | {"选区或选举单位": "第 2 选区"}]
    put(AssignmentImport, rows, tree.city)
    assert ElectingUnit.objects.get().area == tree.xiling


def test_a_function_zone_elects_nobody(tree):
    assert refusals(AssignmentImport, [UNIT | {"范围区划代码": "4205GX"}], tree.city) == {
        2: ["「高新区」是功能区，没有人民代表大会，不选举代表。"]
    }
    row = DISTRICT | {"人大区划代码": "4205GX"}
    assert refusals(AssignmentImport, [row], tree.city) == {2: ["「高新区」没有县级人民代表大会。"]}


def test_an_ended_seat_is_not_assigned(tree):
    seat = Seat.objects.get()
    seat.end(on=date(2026, 1, 5), reason="resigned")
    assert refusals(AssignmentImport, [DISTRICT | QIN], tree.city) == {
        2: ["秦望舒没有西陵区第 6 届的代表职务，请先在代表名册里导入。"]
    }


def test_one_seat_goes_to_one_place(tree):
    rows = [DISTRICT | QIN, DISTRICT | {"选区或选举单位": "第 3 选区"} | QIN]
    assert refusals(AssignmentImport, rows, tree.city) == {3: ["与第 2 行重复。"]}


def test_one_district_has_one_range(tree):
    rows = [DISTRICT | QIN, DISTRICT | {"范围区划代码": "420502004"}]
    assert refusals(AssignmentImport, rows, tree.city) == {
        3: ["「第 2 选区」在前面的行里范围不一样，请改成一致。"]
    }


def test_a_county_manager_draws_only_the_own_districts(tree):
    assert refusals(AssignmentImport, [DISTRICT], tree.yuanan) == {
        2: ["「西陵区」不在您管理的范围里。"]
    }
    assert refusals(AssignmentImport, [UNIT], tree.xiling) == {
        2: ["「宜昌市」不在您管理的范围里。"]
    }
