"""/directory/: tiles, and a map only above its approval number."""

import re

import pytest

from areas.cached import forget_everything
from areas.loading import AREAS_FILE, ZONES_FILE, apply, read_plan
from areas.models import Area, Installation
from tests.factories.public import html_of

APPROVAL = "鄂S（2026）000号"


@pytest.fixture(autouse=True)
def _empty_cache():
    forget_everything()
    yield
    forget_everything()


@pytest.fixture
def whole_city(db):
    apply(read_plan(AREAS_FILE, ZONES_FILE))


def approve(number=APPROVAL):
    installation = Installation.objects.get()
    installation.map_approval = number
    installation.save()


def section(html):
    """What stands between the heading and the table."""
    return html[html.index("<h2>各县市区") : html.index("用表格看")]


def links(html):
    return re.findall(r'href="/directory/([^/"]+)/"', section(html))


@pytest.mark.parametrize("number", ["", "  "])
def test_without_a_number_there_are_tiles_and_no_geometry(client, cast, number):
    approve(number)
    html = html_of(client, "/directory/")
    assert links(html) == ["420502", "420525", "4205GX"]
    assert html.count('class="tile"') == 3
    assert [word in html for word in ('<svg class="map', "<path", "county_map.css", "审图号")] == [
        False,
        False,
        False,
        False,
    ]


def test_the_front_page_never_has_the_map(client, cast):
    approve()
    html = html_of(client, "/")
    assert [word in html for word in ("outline-", "审图号")] == [False, False]


def test_with_a_number_the_map_stands_above_it(client, cast):
    approve()
    html = html_of(client, "/directory/")
    assert f"审图号：{APPROVAL}" in section(html)
    assert section(html).index("</svg>") < section(html).index("审图号")
    assert "css/county_map.css" in html


def test_the_number_is_escaped(client, cast):
    approve("<b>1</b>")
    assert "审图号：&lt;b&gt;1&lt;/b&gt;" in html_of(client, "/directory/")


def test_each_county_is_one_link_that_says_what_is_there(client, whole_city):
    approve()
    html = html_of(client, "/directory/")
    counties = list(Area.objects.at_level("county").values_list("code", flat=True))
    assert sorted(links(html)) == sorted(counties)
    assert 'href="/directory/420525/" aria-label="远安县，站点 0，代表 0"' in html
    assert all(client.get(f"/directory/{code}/").status_code == 200 for code in counties)


def test_what_has_no_outline_is_a_tile(client, cast):
    Area.objects.filter(code="420502").update(code="420599")  # a code that the drawing lacks
    approve()
    html = section(html_of(client, "/directory/"))
    assert re.findall(r'class="tile" href="/directory/([^/"]+)/"', html) == ["420599", "4205GX"]
    assert html.count("map-inset") == 0  # only small counties need it
    assert 'id="outline-420525"' in html
    assert 'id="outline-420599"' not in html


def test_where_no_county_has_an_outline_the_tiles_stay_and_no_number_is_claimed(client, cast):
    for number, county in enumerate(Area.objects.at_level("county")):
        county.code = f"11000{number}"
        county.save()
    approve()
    html = html_of(client, "/directory/")
    assert html.count('class="tile"') == 3
    assert [word in html for word in ("<path", "审图号")] == [False, False]


def test_every_outline_that_is_used_is_drawn_once(client, whole_city):
    approve()
    html = html_of(client, "/directory/")
    drawn = re.findall(r'id="outline-(\w+)"', html)
    assert len(drawn) == len(set(drawn)) == 13
    assert set(re.findall(r'href="#outline-(\w+)"', html)) == set(drawn)


def test_the_table_has_the_same_rows_with_and_without_the_map(client, cast):
    def table():
        html = html_of(client, "/directory/")
        return html[html.index("<tbody>") : html.index("</tfoot>")]

    before = table()
    approve()
    assert table() == before


def test_nothing_on_the_page_needs_what_its_policy_forbids(client, whole_city):
    approve()
    html = section(html_of(client, "/directory/"))
    assert [word in html for word in (" style=", "<style", "<script", " onclick=")] == [False] * 4


def test_the_map_costs_no_query_and_few_bytes(client, whole_city, django_assert_num_queries):
    html_of(client, "/directory/")
    with django_assert_num_queries(1):
        html_of(client, "/directory/")
    approve()
    html_of(client, "/directory/")
    with django_assert_num_queries(1):
        html = html_of(client, "/directory/")
    assert len(html.encode()) <= 40_000
