"""A board's fingerprint follows everything that is printed, and says which part has changed."""

from datetime import time

import pytest
from django.utils import timezone

from casework.clock import Clock
from messages.models import AreaRules
from portal.boards.prints import (
    Printed,
    mark_printed,
    print_of,
    reasons_of,
    record,
    refresh_all,
)
from representatives.models import MessageCode
from stations.models import Board, ReceptionDay
from tests.factories.boards import content_of
from tests.factories.casework import make_cast, make_representative

pytestmark = pytest.mark.django_db
PEOPLE, STATION, RULES, SITE = (
    "人员或二维码变了",
    "站点信息变了",
    "办理期限变了",
    "网站名称或网址变了",
)


@pytest.fixture
def cast():
    cast = make_cast()
    content = content_of(cast.station)
    record([content], timezone.now())
    codes = [code.pk for code in content.codes]
    printed = Printed(cast.station.pk, print_of(content), codes)
    mark_printed([printed], paper="A3", now=timezone.now())
    return cast


def change_name(cast):
    cast.representative.name = "秦望"
    cast.representative.save()


def end_seat(cast):
    cast.representative.seats.get().end(on=timezone.localdate(), reason="moved")


def publish_phone(cast):
    cast.representative.public_phone, cast.representative.publish_phone = "0717-1", True
    cast.representative.save()


def change_hours(cast):
    cast.station.opening_hours = "周六 9:00–11:00"
    cast.station.save()


CHANGES = {
    "a name": (change_name, [PEOPLE]),
    "a seat that ended": (end_seat, [PEOPLE]),
    "somebody new": (lambda cast: make_representative("付新来", cast.station), [PEOPLE]),
    "a code": (lambda cast: cast.code.reissue("褪色"), [PEOPLE]),
    "a phone": (publish_phone, [PEOPLE]),
    "the hours": (change_hours, [STATION]),
    "a reception day": (
        lambda cast: ReceptionDay.objects.create(
            station=cast.station, day=5, starts_at=time(9), ends_at=time(10)
        ),
        [STATION],
    ),
    "the station's code": (
        lambda cast: MessageCode.objects.create(station=cast.station),
        [STATION],
    ),
    "a limit": (
        lambda cast: AreaRules.objects.create(area=cast.tree.city, simple_limit=Clock(4)),
        [RULES],
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_makes_the_board_outdated_and_says_why(cast, change):
    act, reasons = CHANGES[change]
    refresh_all()
    assert list(Board.objects.outdated()) == []

    act(cast)
    refresh_all()

    assert reasons_of(Board.objects.outdated().get()) == reasons


def test_another_address_of_the_site_is_a_reason_too(cast, settings):
    settings.SITE_URL = "https://renda.example.cn"
    refresh_all()

    assert reasons_of(Board.objects.outdated().get()) == [SITE]


def test_what_is_not_printed_changes_nothing(cast):
    cast.representative.bio = "新的简介"
    cast.representative.save()
    MessageCode.objects.update(last_scanned_on=timezone.localdate())
    refresh_all()

    assert list(Board.objects.outdated()) == []


def test_a_change_that_is_taken_back_is_none(cast):
    change_hours(cast)
    refresh_all()
    cast.station.opening_hours = ""
    cast.station.save()
    refresh_all()

    assert list(Board.objects.outdated()) == []
    assert reasons_of(Board.objects.get()) == []


def test_printing_is_recorded_for_the_board_and_its_codes(cast):
    board = Board.objects.get()
    cast.code.refresh_from_db()

    assert (board.paper, board.printed == board.current) == ("A3", True)
    assert cast.code.printed_at == board.printed_at


def test_looking_again_keeps_what_was_printed_and_hung_up(cast):
    Board.objects.update(mounted_on=timezone.localdate(), mounted_at="一楼")
    printed_at = Board.objects.get().printed_at
    change_hours(cast)
    refresh_all()
    board = Board.objects.get()

    assert (board.printed_at, board.mounted_at) == (printed_at, "一楼")
