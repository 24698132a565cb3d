import pytest

from areas.names import short_name


@pytest.mark.parametrize(
    ("official", "short"),
    [
        ("建民村村民委员会", "建民村"),
        ("大村村委会", "大村"),
        ("峡口居民委员会", "峡口社区"),
        ("正街居委会", "正街社区"),
        ("果园路社区居民委员会", "果园路社区"),
        ("桐岭新村社区居委会", "桐岭新村社区"),
        ("福善场社区村委会", "福善场社区"),
        ("中书街社区", "中书街社区"),
        ("观坪林场生活区", "观坪林场生活区"),
        ("松宜矿区管理委员会", "松宜矿区"),
        ("长阳土家族自治县", "长阳自治县"),
        ("恩施土家族苗族自治州", "恩施自治州"),
        ("潘家湾土家族乡", "潘家湾土家族乡"),
        ("村民委员会", "村民委员会"),
    ],
)
def test_official_name_becomes_the_spoken_one(official, short):
    assert short_name(official) == short


def test_names_of_areas_above_are_cut_off_the_longest_first():
    above = ("伍家岗区", "宜昌市伍家岗区")
    assert short_name("宜昌市伍家岗区东星社区居民委员会", above) == "东星社区"
    assert short_name("当阳市两河镇", ("当阳市",)) == "两河镇"


def test_name_that_only_is_its_prefix_stays():
    assert short_name("伍家岗区", ("伍家岗区",)) == "伍家岗区"
    assert short_name("伍家岗街道", ("伍家岗区",)) == "伍家岗街道"
