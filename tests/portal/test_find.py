"""/find/: from an area to whoever was elected there, and to its stations."""

import pytest
from django.utils import timezone

from representatives.models import MessageCode
from tests.factories.casework import make_cast, make_representative, make_station
from tests.factories.public import html_of


@pytest.fixture
def cast(db):
    return make_cast()


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


def test_a_street_run_by_a_function_zone_is_found_under_both(client, cast):
    station = make_station(cast.tree.xuetangwan, code="S9")
    for county in ("420502", "4205GX"):
        html = html_of(client, f"/find/?county={county}&township=420502008")
        assert station.name in html


@pytest.mark.parametrize(
    "query",
    [
        "county=xx", "county=420502&township=420525101", "township=420502003", "county=%00",
        "after=%00", "county=420502&after_person=9" + "9" * 40, "q=%00%E2%80%AE", "q=" + "x" * 999,
    ],
)  # fmt: skip
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
    with django_assert_num_queries(10):
        html_of(client, url)
    for number in range(2):
        person = make_representative(f"代表{number}", cast.station)
        MessageCode.objects.create(representative=person)
        make_station(cast.tree.guoyuanlu, code=f"S1{number}")
    with django_assert_num_queries(10):
        html_of(client, url)


def test_long_lists_come_page_by_page(client, cast):
    for number in range(31):
        make_station(cast.tree.guoyuanlu, code=f"T{number:02d}", name=f"第{number:02d}站")
    first = html_of(client, "/find/?county=420502")
    assert "第28站" in first
    assert "第29站" not in first
    second = html_of(client, "/find/?county=420502&after=T28")
    assert ("第28站" in second, "第29站" in second, "第30站" in second) == (False, True, True)
