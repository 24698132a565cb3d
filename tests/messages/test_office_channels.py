"""Entries are the city's; links to hand out; bursts are looked at with a note."""

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.models import AuditEntry
from messages.models import Burst, Channel
from representatives.models import MessageCode
from tests.factories.casework import BODY, make_station
from tests.office.lists.samples.entries import flagged

pytestmark = pytest.mark.django_db
CHANNELS, LINKS, BURSTS = "/office/entries/channels/", "/office/entries/links/", "/office/bursts/"


def text(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


# entries ------------------------------------------------------------------------------------------


def test_the_city_adds_an_entry_and_its_links_count_at_once(city, cast):
    city.post(CHANNELS + "add/", {"name": "社区微信群", "slug": "wxq"})
    channel = Channel.objects.get(slug="wxq")
    assert (channel.name, Channel.by_slug()["wxq"]) == ("社区微信群", channel.pk)
    assert AuditEntry.objects.filter(target="新增入口：社区微信群（wxq）").count() == 1


@pytest.mark.parametrize(
    ("name", "slug", "words"),
    [
        ("", "wxq", "请填入口的名称"),
        ("社区微信群", "", "请填代号"),
        ("展板", "wxq", "已经有叫这个名称的入口"),
        ("社区微信群", "gzh", "这个代号用过了"),
        ("社区微信群", "WXQ", "只能用小写字母和数字"),
        ("社区微信群", "a&b", "只能用小写字母和数字"),
        ("社区微信群" * 9, "wxq", "名称最多 20 个字"),
    ],
)
def test_a_wrong_entry_is_refused_with_what_was_typed(city, name, slug, words):
    response = city.post(CHANNELS + "add/", {"name": name, "slug": slug})
    page = response.content.decode()
    assert (response.status_code, Channel.objects.count()) == (422, 4)
    assert words in page
    assert not slug or f'value="{slug.replace("&", "&amp;")}"' in page


def test_an_entry_gets_another_name_and_keeps_its_links(city):
    channel = Channel.objects.get(slug="gzh")
    city.post(f"{CHANNELS}{channel.pk}/rename/", {"name": "市人大公众号", "slug": "other"})
    channel.refresh_from_db()
    assert (channel.name, channel.slug) == ("市人大公众号", "gzh")
    assert city.post(f"{CHANNELS}{channel.pk}/rename/", {"name": "展板"}).status_code == 422


def test_a_retired_entry_gets_no_new_links_and_comes_back(city):
    channel = Channel.objects.get(slug="gzh")
    city.post(f"{CHANNELS}{channel.pk}/switch/")
    assert "from=gzh" not in text(city, LINKS)
    assert Channel.by_slug()["gzh"] == channel.pk
    city.post(f"{CHANNELS}{channel.pk}/switch/")
    assert "from=gzh" in text(city, LINKS)


def test_others_see_the_entries_and_change_nothing(client, cast):
    client.force_login(cast.quxian)
    assert "新增入口" not in text(client, CHANNELS)
    assert client.post(CHANNELS + "add/", {"name": "x", "slug": "x"}).status_code == 404


# links --------------------------------------------------------------------------------------------


def test_links_for_the_home_page_stand_ready(city):
    page = text(city, LINKS)
    assert all(f"{settings.SITE_URL}/?from={slug}" in page for slug in ("gzh", "yige", "event"))
    assert "data:image/svg+xml" in page


def test_links_for_a_station_a_person_and_an_area(city, cast):
    code = MessageCode.objects.create(station=cast.station)
    station = text(city, f"{LINKS}?station={cast.station.pk}")
    assert f"/m/{code.slug}/?from=gzh" in station
    assert f"/stations/{cast.station.pk}/?from=gzh" in station
    person = text(city, f"{LINKS}?person={cast.representative.pk}")
    assert f"/m/{cast.code.slug}/?from=board" in person
    area = text(city, f"{LINKS}?area={cast.tree.yunji.pk}")
    assert f"/find/?township={cast.tree.yunji.code}&amp;from=gzh" in area


def test_places_and_people_are_found_by_name(city, cast):
    assert f"?station={cast.station.pk}" in text(city, f"{LINKS}?q={cast.station.name}")
    assert f"?person={cast.representative.pk}" in text(city, f"{LINKS}?q=秦望舒")
    assert f"?area={cast.tree.yunji.pk}" in text(city, f"{LINKS}?q=云集")
    assert "没有找到" in text(city, f"{LINKS}?q=不存在的地方")


@pytest.mark.parametrize(
    "query", ["station=999999999", "person=x", "area=", "station=9" + "9" * 40]
)
def test_links_for_nothing_are_not_found(city, query):
    assert city.get(f"{LINKS}?{query}").status_code == 404


def test_links_for_another_countys_station_are_not_found(client, cast):
    client.force_login(cast.quxian)
    away = make_station(cast.tree.fengshan, code="S9")
    assert client.get(f"{LINKS}?station={away.pk}").status_code == 404


# bursts -------------------------------------------------------------------------------------------


def test_a_burst_is_listed_with_its_messages(city, cast):
    burst = flagged(cast)
    assert cast.station.name in text(city, BURSTS)
    page = text(city, f"{BURSTS}{burst.pk}/")
    first = burst.messages.order_by("pk")[0]
    assert reverse("desk:message", args=[first.pk]) in page
    assert BODY[:20] in page


def test_it_is_marked_as_looked_at_with_a_note(city, cast):
    burst = flagged(cast)
    city.post(f"{BURSTS}{burst.pk}/look/", {"note": "接待日借手机写的", "is_genuine": "on"})
    burst.refresh_from_db()
    assert (burst.note, burst.is_genuine, burst.looked_by) == ("接待日借手机写的", True, cast.shiji)
    assert "没有要看的" in text(city, BURSTS)
    assert "接待日借手机写的" in text(city, BURSTS + "?show=all")
    assert AuditEntry.objects.filter(reason="接待日借手机写的").count() == 1


def test_a_look_without_a_word_is_refused(city, cast):
    burst = flagged(cast)
    response = city.post(f"{BURSTS}{burst.pk}/look/", {"note": " "})
    assert response.status_code == 422
    assert "请写一句看的结果" in response.content.decode()
    assert Burst.objects.unseen().count() == 1


def test_another_countys_burst_does_not_exist(client, cast):
    burst = flagged(cast)
    client.force_login(cast.stranger)
    assert client.get(f"{BURSTS}{burst.pk}/").status_code == 404
    assert "没有要看的" in text(client, BURSTS)
