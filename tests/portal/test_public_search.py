"""/search/: people, stations and places by name, pinyin and initials."""

import pytest
from django.utils import timezone

from areas.models import Area
from tests.factories.casework import make_representative, make_station
from tests.factories.public import html_of


@pytest.mark.parametrize("typed", ["望舒", "qinwang", "Qin Wang", "qws", " 秦望舒 "])
def test_a_representative_is_found_by_name_and_pinyin(client, cast, typed):
    cast.representative.pinyin = "qin wang shu qws"
    cast.representative.save()
    assert "给秦望舒留言" in html_of(client, f"/find/?q={typed}")


def make_people(cast, amount, name="欧阳{}"):
    for number in range(amount):
        person = make_representative(name.format(number), cast.station)
        person.pinyin = f"ou yang oy{number}"
        person.save()


@pytest.mark.parametrize(
    "typed", ["云集", "yunji", "yun ji", "云集街道代表之家", "代表之家 云集", "示例服务中心"]
)
def test_a_station_is_found_by_name_pinyin_and_host(client, cast, typed):
    home = make_station(
        cast.tree.yunji,
        code="H1",
        name="云集街道代表之家",
        kind="home",
        host="示例服务中心",
        pinyin="yun ji jie dao dai biao zhi jia yjjddbzj",
    )
    assert f'href="/stations/{home.pk}/"' in html_of(client, f"/search/?q={typed}")


def test_a_closed_station_is_not_found(client, cast):
    make_station(cast.tree.yunji, code="H1", name="关门的站", is_active=False)
    assert "没有找到" in html_of(client, "/search/?q=关门的站")


def test_a_town_or_village_leads_to_its_representatives(client, cast):
    html = html_of(client, "/search/?q=小林园")
    assert 'href="/find/?county=420502&amp;township=420502003&amp;village=420502003005"' in html
    assert "西陵区云集街道小林园社区" in html


def test_who_fits_exactly_comes_first(client, cast):
    make_representative("小秦望舒", cast.station)
    first = make_representative("秦望", cast.station)
    html = html_of(client, "/search/?q=秦望")
    assert html.index(f'href="/representatives/{first.pk}/"') < html.index("小秦望舒")


def test_a_short_name_comes_before_a_longer_one_spelled_alike(client, cast):
    for name, pinyin in [("韩新民", "han xin min hxm"), ("韩新", "han xin hx")]:
        person = make_representative(name, cast.station)
        person.pinyin = pinyin
        person.save()
    html = html_of(client, "/search/?q=hanxin")
    assert html.index(">韩新</a>") < html.index(">韩新民</a>")


@pytest.mark.parametrize("typed", ["远安", "长阳土家族自治县"])
def test_a_county_is_found_by_its_short_and_its_full_name(client, cast, typed):
    Area.objects.filter(code="420525").update(name="长阳土家族自治县")
    assert 'href="/find/?county=420525"' in html_of(client, f"/search/?q={typed}")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "可以写姓名"),
        ("   ", "可以写姓名"),
        ("%00", "可以写姓名"),
        ("a", "太短了"),
        ("查无此人", "没有找到"),
        ("x" * 999, "没有找到"),
        ("%25_", "没有找到"),
        ("<script>", "没有找到"),
    ],
)
def test_nothing_odd_is_an_error(client, cast, typed, says):
    assert says in html_of(client, f"/search/?q={typed}")


def test_one_chinese_character_may_be_a_surname(client, cast):
    assert "秦望舒" in html_of(client, "/search/?q=秦")


def test_too_many_are_cut_and_it_says_so(client, cast):
    make_people(cast, 21)
    html = html_of(client, "/search/?q=ouyang")
    assert "只列出 20 位" in html
    assert html.count('class="person-words"') == 20


def test_who_left_office_is_not_found(client, cast):
    cast.representative.seats.get().end(on=timezone.localdate(), reason="resigned")
    assert "没有找到" in html_of(client, "/search/?q=秦望舒")


@pytest.mark.parametrize("amount", [1, 3])
def test_three_found_cost_as_many_queries_as_one(client, cast, amount, django_assert_num_queries):
    make_people(cast, amount)
    html_of(client, "/search/?q=欧阳")
    with django_assert_num_queries(5):
        html_of(client, "/search/?q=欧阳")
