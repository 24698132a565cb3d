"""/directory/: the whole network by area, kind and field, without a ranking."""

from dataclasses import replace

import pytest

from portal.public.front_page import KINDS, Tile, front_page
from stations.models import Group
from tests.factories.casework import make_cast, make_station
from tests.factories.public import html_of, in_one_line


@pytest.fixture
def cast(db):
    cast = make_cast()
    point = {"kind": "contact_point", "field": "茶旅融合"}
    make_station(cast.tree.yunji, code="H1", name="云集之家", kind="home")
    make_station(cast.tree.yunji, code="P1", name="西陵茶旅点", **point)
    make_station(cast.tree.mingfeng, code="P2", name="远安茶旅点", **point)
    return cast


def shown(client, url, *names):
    html = html_of(client, url)
    return [name in html for name in names]


def test_the_overview_has_a_table_with_the_same_figures(client, cast):
    html = html_of(client, "/directory/")
    assert "<b>西陵区</b>站点 3<br>代表 1" in html
    row = html[html.index('<a href="/directory/420502/">西陵区</a></th>') :]
    cells = row[: row.index("</tr>")].count("<td>1</td>")
    assert cells == 4  # a home, a station, a point, a person
    assert 'href="/directory/all/?field=%E8%8C%B6%E6%97%85%E8%9E%8D%E5%90%88"' in html


def test_a_county_says_which_streets_the_overview_counts_elsewhere(client, cast):
    said = "由高新区管理，下面也列出；站点一览把它们算在高新区。"
    assert f"南苑街道{said}" in html_of(client, "/directory/420502/")
    assert "站点一览把它们" not in html_of(client, "/directory/4205GX/")


def test_large_figures_have_a_comma(cast):
    tiles = [Tile("420502", "西陵区", dict.fromkeys(KINDS, 0), 1133, 0)]
    page = replace(front_page(), tiles=tiles)
    assert "代表 1,133</a>" in in_one_line(page.tiles_html)


def test_an_area_lists_its_stations_and_leads_below(client, cast):
    names = ("云集之家", "西陵茶旅点", "远安茶旅点")
    assert shown(client, "/directory/420502/", *names) == [True, True, False]
    html = html_of(client, "/directory/420502/")
    assert 'href="/directory/420502003/"' in html
    assert 'href="/directory/420502008/"' in html  # run by the zone, coded here


def test_kinds_narrow_the_list_and_keep_the_field(client, cast):
    names = ("云集之家", "西陵茶旅点", cast.station.name)
    assert shown(client, "/directory/420502/?kind=home", *names) == [True, False, False]
    assert shown(client, "/directory/420502/?kind=nonsense", *names) == [True, True, True]
    html = html_of(client, "/directory/all/?field=茶旅融合")
    assert "?field=%E8%8C%B6%E6%97%85%E8%9E%8D%E5%90%88&amp;kind=contact_point" in html


def test_points_of_a_field_are_listed_across_areas(client, cast):
    names = ("西陵茶旅点", "远安茶旅点", "云集之家")
    assert shown(client, "/directory/all/?field=茶旅融合", *names) == [True, True, False]


def test_groups_of_an_area_are_named(client, cast):
    Group.objects.create(name="云集第一小组", kind="regional", area=cast.tree.yunji)
    assert shown(client, "/directory/420502003/", "云集第一小组") == [True]


@pytest.mark.parametrize("query", ["kind=%00", "field=%00", "after=%00", "after=zzz", "field=没有"])
def test_odd_words_are_no_error(client, cast, query):
    html_of(client, f"/directory/all/?{query}")


def test_an_unknown_area_is_not_found(client, cast):
    assert client.get("/directory/999999/").status_code == 404


def test_long_lists_come_page_by_page(client, cast):
    for number in range(31):
        make_station(cast.tree.fengshan, code=f"T{number:02d}", name=f"第{number:02d}站")
    assert shown(client, "/directory/420525101/", "第28站", "第29站") == [True, False]
    assert shown(client, "/directory/420525101/?after=T28", "第28站", "第29站") == [False, True]


def test_three_stations_cost_as_many_queries_as_one(client, cast, django_assert_num_queries):
    url = "/directory/420525101/"
    html_of(client, url)
    with django_assert_num_queries(5):
        html_of(client, url)
    for number in range(2):
        make_station(cast.tree.fengshan, code=f"T{number}", name=f"第{number}站")
    with django_assert_num_queries(5):
        html_of(client, url)
