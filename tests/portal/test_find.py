"""/find/: from an area to whoever was elected there, and to its stations."""

import pytest
from django.utils import timezone

from representatives.models import MessageCode, Representative
from tests.factories.casework import make_representative, make_seat, make_station
from tests.factories.public import html_of


def test_each_list_fills_the_next_one(client, cast):
    first = html_of(client, "/find/")
    assert "远安县" in first
    assert "云集街道" not in first
    second = html_of(client, "/find/?county=420502")
    assert "云集街道" in second
    assert cast.station.name in second
    assert "秦望舒" not in second
    third = html_of(client, "/find/?county=420502&township=420502003")
    assert "小林园社区" in third
    assert f'href="/m/{cast.code.slug}/"' in third


def test_every_smaller_choice_is_a_link_too(client, cast):
    county = html_of(client, "/find/?county=420502")
    street = "/find/?county=420502&amp;township=420502003"
    assert f'<a href="{street}">云集街道</a>' in county
    township = html_of(client, street.replace("&amp;", "&"))
    village = f"{street}&amp;village=420502003005"
    assert f'<a href="{village}">小林园社区</a>' in township
    assert "只看一个村" not in html_of(client, village.replace("&amp;", "&"))


def test_stations_of_a_whole_county_are_folded_away_until_paged(client, cast):
    folded = "<details><summary>按编号排列的站点"
    assert folded in html_of(client, "/find/?county=420502")
    assert folded not in html_of(client, "/find/?county=420502&after=0")
    assert folded not in html_of(client, "/find/?county=420502&township=420502003")


def test_a_street_run_by_a_function_zone_is_found_under_both(client, cast):
    station = make_station(cast.tree.xuetangwan, code="S9")
    for county in ("420502", "4205GX"):
        html = html_of(client, f"/find/?county={county}&township=420502008")
        assert station.name in html


@pytest.mark.parametrize(
    "query",
    [
        "county=xx",
        "county=420502&township=420525101",
        "township=420502003",
        "county=%00",
        "after=%00",
        "county=420502&after_person=9" + "9" * 40,
        "q=%00%E2%80%AE",
        "q=" + "x" * 999,
    ],
)
def test_a_wrong_area_or_odd_words_are_no_error(client, cast, query):
    html_of(client, f"/find/?{query}")


def test_where_there_is_no_station_it_says_so(client, cast):
    assert "这里还没有联络站" in html_of(client, "/find/?county=420525")


def test_who_holds_no_seat_is_not_offered(client, cast):
    cast.representative.seats.get().end(on=timezone.localdate(), reason="resigned")
    assert "秦望舒" not in html_of(client, "/find/?county=420502&township=420502003")


def test_a_withdrawn_code_is_not_offered(client, cast):
    MessageCode.objects.update(revoked_at=timezone.now(), revoked_reason="遗失")
    html = html_of(client, "/find/?county=420502&township=420502003")
    assert "秦望舒" in html
    assert cast.code.slug not in html


def test_three_people_cost_as_many_queries_as_one(client, cast, django_assert_num_queries):
    url = "/find/?county=420502&township=420502003"
    html_of(client, url)
    with django_assert_num_queries(6):
        html_of(client, url)
    for number in range(2):
        person = make_representative(f"代表{number}", cast.station)
        MessageCode.objects.create(representative=person)
        make_station(cast.tree.guoyuanlu, code=f"S1{number}")
    with django_assert_num_queries(6):
        html_of(client, url)


def test_long_lists_come_page_by_page(client, cast):
    for number in range(31):
        make_station(cast.tree.guoyuanlu, code=f"T{number:02d}", name=f"第{number:02d}站")
    first = html_of(client, "/find/?county=420502")
    assert "第28站" in first
    assert "第29站" not in first
    second = html_of(client, "/find/?county=420502&after=T28")
    assert ("第28站" in second, "第29站" in second, "第30站" in second) == (False, True, True)


# --- who was elected here -----------------------------------------------------------------------


def elect(name, station, *seats):
    """A person with seats; each is (area, keywords of make_seat)."""
    person = Representative(name=name, station=station)
    person.set_phone(f"135{Representative.objects.count():08d}")
    person.save()
    for area, options in seats:
        make_seat(person, area, **options)
    MessageCode.objects.create(representative=person)
    return person


def order_of(html, *names):
    return sorted(names, key=html.index)


def test_the_nearest_congress_comes_first_and_everybody_once(client, cast):
    tree = cast.tree
    city = {"level": "city", "congress": tree.city, "body": "西陵区"}
    national = {"level": "national", "congress": tree.city, "body": "湖北省"}
    elect("全国代表", cast.station, (tree.city, national))
    elect("市代表", cast.station, (tree.xiling, city))
    elect("两级代表", cast.station, (tree.xiling, city), (tree.yunji, {"congress": tree.xiling}))
    html = html_of(client, "/find/?county=420502&township=420502003")
    assert order_of(html, "秦望舒", "两级代表", "市代表", "全国代表") == [
        "秦望舒",
        "两级代表",
        "市代表",
        "全国代表",
    ]
    assert html.count(">两级代表</a>") == 1
    assert "西陵区、宜昌市人大代表" in html or "宜昌市、西陵区人大代表" in html


def test_who_was_elected_elsewhere_is_not_mine(client, cast):
    other = {"congress": cast.tree.yuanan, "body": "鸣凤选区"}
    elect("外县代表", cast.station, (cast.tree.mingfeng, other))
    assert "外县代表" not in html_of(client, "/find/?county=420502&township=420502003")


def test_at_a_street_of_a_function_zone_the_county_of_its_code_elects(client, cast):
    station = make_station(cast.tree.xuetangwan, code="S9")
    street = {"congress": cast.tree.xiling, "body": "南苑选区"}
    city = {"level": "city", "congress": cast.tree.city, "body": "西陵区"}
    elect("南苑代表", station, (cast.tree.nanyuan, street))
    elect("西陵选出的市代表", station, (cast.tree.xiling, city))
    for county in ("4205GX", "420502"):
        html = html_of(client, f"/find/?county={county}&township=420502008&village=420502008001")
        assert ("南苑代表" in html, "西陵选出的市代表" in html) == (True, True)
        assert station.name in html


def test_a_village_has_its_own_station_and_the_home_of_its_township(client, cast):
    make_station(cast.tree.yunji, code="H1", name="云集街道代表之家", kind="home")
    make_station(cast.tree.xiaolinyuan, code="X1", name="小林园站")
    html = html_of(client, "/find/?county=420502&township=420502003&village=420502003004")
    assert order_of(html, cast.station.name, "云集街道代表之家") == [
        cast.station.name,
        "云集街道代表之家",
    ]
    assert "小林园站" not in html


def test_those_above_are_folded_away_with_who_elected_them(client, cast):
    city = {"level": "city", "congress": cast.tree.city, "body": "西陵区"}
    for number in range(2):
        elect(f"市代表{number}", cast.station, (cast.tree.xiling, city))
    html = html_of(client, "/find/?county=420502&township=420502003")
    assert "<summary>宜昌市人大代表（西陵区选出，2 位）</summary>" in html
    assert order_of(html, "秦望舒", 'id="stations"', 'id="above"') == [
        "秦望舒",
        'id="stations"',
        'id="above"',
    ]


def test_many_people_come_page_by_page(client, cast):
    street = {"congress": cast.tree.xiling}
    for number in range(15):
        elect(f"区代表{number:02d}号", cast.station, (cast.tree.yunji, street))
    url = "/find/?county=420502&township=420502003"
    first = html_of(client, url)
    assert ("区代表10号" in first, "区代表11号" in first) == (True, False)
    key = Representative.objects.get(name="区代表10号").pk
    second = html_of(client, f"{url}&after_person=1-{key}")
    assert f"after_person=1-{key}" in first
    assert ("区代表10号" in second, "区代表11号" in second, "秦望舒" in second) == (
        False,
        True,
        False,
    )
    assert "后面没有了" in html_of(client, f"{url}&after_person=1-{10**9}")


def test_of_a_village_three_people_above_cost_as_many_queries_as_one(
    client, cast, django_assert_num_queries
):
    city = {"level": "city", "congress": cast.tree.city, "body": "西陵区"}
    url = "/find/?county=420502&township=420502003&village=420502003005"
    elect("市代表0", cast.station, (cast.tree.xiling, city))
    html_of(client, url)
    with django_assert_num_queries(8):
        assert "（西陵区选出，1 位）" in html_of(client, url)
    for number in (1, 2):
        elect(f"市代表{number}", cast.station, (cast.tree.xiling, city))
    with django_assert_num_queries(8):
        assert "（西陵区选出，3 位）" in html_of(client, url)


def test_who_is_elected_or_leaves_is_seen_at_once(client, cast):
    city = {"level": "city", "congress": cast.tree.city, "body": "西陵区"}
    url = "/find/?county=420502&township=420502003"
    assert "新代表" not in html_of(client, url)
    person = elect("新代表", cast.station, (cast.tree.xiling, city))
    assert "新代表" in html_of(client, url)
    person.seats.get().end(on=timezone.localdate(), reason="resigned")
    assert "新代表" not in html_of(client, url)


def test_of_two_codes_the_older_one_is_offered(client, cast):
    newer = MessageCode.objects.create(representative=cast.representative)
    html = html_of(client, "/find/?county=420502&township=420502003")
    assert (cast.code.slug in html, newer.slug in html) == (True, False)


# --- what is remembered ---------------------------------------------------------------------------


def test_the_last_choice_is_remembered_in_a_cookie_of_area_codes(client, cast):
    html_of(client, "/find/?county=420502&township=420502003")
    cookie = client.cookies["area"]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == (
        "420502.420502003",
        "Lax",
        True,
    )
    home = html_of(client, "/")
    assert "云集街道的代表" in home
    assert 'href="/find/?county=420502&amp;township=420502003"' in home


def test_a_county_alone_is_not_remembered(client, cast):
    html_of(client, "/find/?county=420502")
    assert "area" not in client.cookies


@pytest.mark.parametrize("value", ["x", "....", "999.999.999", "420502.420525101", "%00.1"])
def test_a_strange_cookie_is_as_if_there_was_none(client, cast, value):
    client.cookies["area"] = value
    assert "我的代表" in html_of(client, "/")
