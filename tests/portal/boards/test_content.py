"""What stands on a board is what the rows say, read for any number of stations at once."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.clock import Clock
from messages.models import AreaRules
from portal.boards.content import gather, of_stations
from representatives.models import Level, MessageCode
from stations.models import ReceptionDay
from tests.factories.boards import content_of, make_board_station
from tests.factories.casework import make_representative, make_seat

pytestmark = pytest.mark.django_db


def test_a_board_names_everybody_who_serves_with_their_own_code(cast):
    officer_code = MessageCode.objects.create(officer=cast.officer)
    board = content_of(cast.station)

    assert [(p.role, p.name, p.posts, p.code.slug) for p in board.people] == [
        ("representative", "秦望舒", "西陵区人大代表", cast.code.slug),
        ("officer", "周敏", "本站联络员", officer_code.slug),
    ]
    assert board.code is None
    assert (board.kind, board.place) == ("代表联络站", "西陵区云集街道果园路社区")
    assert board.terms == ("西陵区第6届",)


def test_only_what_is_published_stands_on_the_board(cast):
    make_representative(
        "贺知远",
        cast.station,
        post="示例厂工人",
        public_phone="0717-0000009",
        publish_post=False,
        publish_phone=False,
        photo="representatives/x.jpg",
        publish_photo=False,
    )
    make_representative(
        "尤嘉木",
        cast.station,
        post="示例厂厂长",
        public_phone="0717-0000008",
        publish_phone=True,
        photo="representatives/y.jpg",
    )
    shown = {p.name: (p.post, p.phone, p.photo) for p in content_of(cast.station).people}

    assert shown["贺知远"] == ("", "", "")
    assert shown["尤嘉木"] == ("示例厂厂长", "0717-0000008", "representatives/y.jpg")


def test_who_serves_no_more_and_revoked_codes_are_left_out(cast):
    former = make_representative("付从前", cast.station)
    former.seats.get().end(on=date(2026, 1, 1), reason="resigned")
    cast.code.revoke("牌子丢了")
    board = content_of(cast.station)

    assert [(p.name, p.code) for p in board.people] == [("秦望舒", None), ("周敏", None)]


def test_seats_at_several_levels_are_one_person_and_several_terms(cast):
    make_seat(
        cast.representative,
        cast.tree.xiling,
        level=Level.CITY,
        term=7,
        body="西陵区",
        congress=cast.tree.city,
    )
    board = content_of(cast.station)

    assert board.people[0].posts == "西陵区、宜昌市人大代表"
    assert board.terms == ("西陵区第6届", "宜昌市第7届")


def test_reception_days_say_what_happens_on_days_off(cast):
    ReceptionDay.objects.create(
        station=cast.station, day=5, starts_at=time(9), ends_at=time(11), when_off="next"
    )

    assert content_of(cast.station).receptions == ("每月 5 日 9:00–11:00，遇休息日顺延",)


def test_the_flow_has_the_limits_of_its_own_area(cast):
    AreaRules.objects.create(area=cast.tree.yunji, register_limit=Clock(3), complex_limit=Clock(20))
    away = make_board_station(cast.tree.fengshan)
    here = {step.name: step.detail for step in content_of(cast.station).flow}
    there = {step.name: step.detail for step in content_of(away).flow}

    assert (here["受理"], here["答复"]) == ("3 个工作日内", "5–20 个工作日")
    assert (there["受理"], there["答复"]) == ("1 个工作日内", "5–30 个工作日")
    assert "疑难的 20 个" in content_of(cast.station).notes[1]


@pytest.mark.parametrize("amount", [1, 3])
def test_any_number_of_stations_takes_the_same_queries(cast, amount):
    for n in range(amount):
        make_board_station(cast.tree.fengshan, people=3, code=f"Q{n}")
    stations = list(of_stations().filter(code__startswith="Q"))
    gather(stations)
    with CaptureQueriesContext(connection) as queries:
        gather(stations)

    assert len(queries) == 8
