"""The areas of Yichang as loaded: totals per county, both-offices visibility, short names."""

import pytest

from areas.loading import AREAS_FILE, ZONES_FILE, apply, read_plan
from areas.models import Area, Installation, Level

pytestmark = pytest.mark.usefixtures("whole_city")

# Units by the county whose code they carry (domain table of the NBS data, 2023-06-30).
BY_CODE = {
    "420502": ("西陵区", 10, 83),
    "420503": ("伍家岗区", 5, 67),
    "420504": ("点军区", 5, 52),
    "420505": ("猇亭区", 3, 19),
    "420506": ("夷陵区", 14, 210),
    "420525": ("远安县", 7, 117),
    "420526": ("兴山县", 8, 96),
    "420527": ("秭归县", 12, 179),
    "420528": ("长阳土家族自治县", 11, 162),
    "420529": ("五峰土家族自治县", 8, 110),
    "420581": ("宜都市", 11, 155),
    "420582": ("当阳市", 10, 178),
    "420583": ("枝江市", 9, 222),
}


def area(code):
    return Area.objects.get(code=code)


def test_tree_has_one_city_13_counties_a_zone_113_townships_1650_villages():
    counts = {level: Area.objects.at_level(level).count() for level in Level.values}
    assert counts == {"city": 1, "county": 14, "township": 113, "village": 1650}
    assert list(Area.objects.filter(is_function_zone=True).values_list("name", flat=True)) == [
        "宜昌高新区"
    ]
    assert Area.objects.count() == 1778


@pytest.mark.parametrize("code", BY_CODE)
def test_what_a_county_office_sees_equals_what_is_coded_under_it(code):
    county = area(code)
    seen = Area.objects.within(county)
    townships = seen.at_level(Level.TOWNSHIP).count()
    villages = seen.at_level(Level.VILLAGE).count()
    assert (county.name, townships, villages) == BY_CODE[code]


def test_tree_is_sound_and_counties_stand_directly_under_the_city():
    assert Area.objects.find_problems() == ([], [], [], [], [])
    root = Area.get_root()
    assert [c.code for c in Area.objects.children_of(root)] == [*BY_CODE, "4205GX"]


def test_zone_streets_stand_under_the_zone_and_keep_the_county_of_their_code():
    zone, xiling = area("4205GX"), area("420502")
    streets = list(Area.objects.children_of(zone))
    assert [(s.code, s.short_name) for s in streets] == [
        ("420502007", "东苑街道"),
        ("420502008", "南苑街道"),
        ("420502009", "北苑街道"),
    ]
    assert {s.coded_under for s in streets} == {xiling}


def test_sub_tree_counts_of_counties_and_zone_add_up_to_the_city():
    root = Area.get_root()
    parts = [counted(c) for c in Area.objects.children_of(root)]
    assert sum(parts) + 1 == counted(root) == 1778
    assert counted(area("420502")) == 1 + 7 + 66


def counted(area):
    return Area.objects.filter(area.subtree_q("")).count()


def test_every_short_name_is_spoken_and_unique_under_its_parent():
    seen = set()
    for row in Area.objects.only("path", "level", "name", "short_name"):
        key = (row.path[:-4], row.short_name)
        assert key not in seen
        seen.add(key)
        assert 2 <= len(row.short_name) <= 17
        assert "委员会" not in row.short_name
        assert "委会" not in row.short_name
        assert "办事处" not in row.short_name
        assert not row.short_name.startswith("宜昌市伍")


def test_villages_end_in_village_or_community_but_for_three_forest_and_herb_farms():
    villages = Area.objects.at_level(Level.VILLAGE).values_list("short_name", flat=True)
    assert sorted(n for n in villages if not n.endswith(("村", "社区"))) == [
        "云台荒药材场生活区",
        "大老岭林场生活区",
        "观坪林场生活区",
    ]


@pytest.mark.parametrize(
    ("code", "full_name"),
    [
        ("420500", "宜昌市"),
        ("420502003004", "西陵区云集街道果园路社区"),
        ("420502008002", "高新区南苑街道南苑社区"),
        ("420582003", "当阳市玉泉街道"),
        ("420528", "长阳自治县"),
        ("420581400", "宜都市松宜矿区"),
        ("420525102201", "远安县花林寺镇花林寺村"),
    ],
)
def test_full_name_reads_as_people_say_it(code, full_name):
    assert area(code).full_name() == full_name


def test_loading_again_changes_nothing_and_keeps_ids(plan):
    before = list(Area.objects.order_by("pk").values())
    result = apply(read_plan(AREAS_FILE, ZONES_FILE))
    assert (result.created, result.changed, result.unchanged) == (0, 0, 1778)
    assert list(Area.objects.order_by("pk").values()) == before


def test_root_carries_the_name_of_the_installation():
    installation = Installation.current()
    assert installation.area == Area.get_root()
    assert installation.portal_name == "宜昌人大代表联络e站"
    assert installation.organ_name == "宜昌市人民代表大会常务委员会"
