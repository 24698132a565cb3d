"""What apps above put on pages of one thing: by place, in slots, with few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from office import blocks
from office.blocks import blocks_of, page_block


@pytest.fixture
def page(monkeypatch):
    """A page of the test's own, with its blocks."""
    monkeypatch.setitem(blocks._blocks, "bench", [])

    def add(slot, place, text):
        context = {"text": text, "kind": "info"} if text else None
        page_block("bench", slot, place, "components/notice.html")(lambda request, thing: context)

    return add


def words(request, slot):
    return [
        block.split("<p>")[1].split("</p>")[0] for block in blocks_of(request, "bench", 1)[slot]
    ]


def test_blocks_stand_in_their_slot_by_place_not_by_who_came_first(page, rf):
    page("beside", 20, "后")
    page("below", 10, "下")
    page("beside", 10, "先")

    assert words(rf.get("/"), "beside") == ["先", "后"]
    assert words(rf.get("/"), "below") == ["下"]


def test_a_block_without_anything_to_show_is_left_out(page, rf):
    page("beside", 10, "")

    assert blocks_of(rf.get("/"), "bench", 1) == {}


def test_the_blocks_of_a_station_take_twelve_queries_at_most(cast, rf):
    request = rf.get("/office/")
    request.user = cast.quxian
    with CaptureQueriesContext(connection) as queries:
        blocks_of(request, "station", cast.station)

    assert len(queries) <= 12


def test_what_an_app_registers_for_the_search_is_found(client, db, monkeypatch):
    monkeypatch.setitem(blocks._blocks, "search", [])
    notice = {"text": "一个小组", "kind": "info"}
    page_block("search", "found", 10, "components/notice.html")(
        lambda request, words: notice if words == "小组" else None
    )

    assert "一个小组" in client.get("/search/?q=小组").text
    assert "没有找到" in client.get("/search/?q=别的").text
