"""/stations/<key>/: who is there, when, and how to get there."""

import pytest

from representatives.models import MessageCode
from tests.factories.casework import make_cast
from tests.factories.public import html_of, publish


@pytest.fixture
def cast(db):
    return make_cast()


def test_a_station_shows_how_to_reach_it(client, cast):
    code = MessageCode.objects.create(station=cast.station)
    html = html_of(client, f"/stations/{cast.station.pk}/")
    assert f'href="/m/{code.slug}/"' in html
    assert "0717-0000001" in html
    assert "秦望舒" in html
    assert "这个站还没有公开的答复" in html


def test_a_closed_station_takes_no_messages_but_keeps_its_answers(client, cast):
    MessageCode.objects.create(station=cast.station)
    publication = publish(cast)
    cast.station.is_active = False
    cast.station.save()
    html = html_of(client, f"/stations/{cast.station.pk}/")
    assert "已经停止开放" in html
    assert "给联络站留言" not in html
    assert publication.answer in html
