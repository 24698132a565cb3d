"""/stations/<key>/: who is there, when, and how to get there."""

import io
from datetime import time

from django.conf import settings
from PIL import Image
from pyzbar.pyzbar import decode

from representatives.models import GroupMembership, MessageCode
from stations.models import Group, PartyBranch, ReceptionDay, StationPhoto
from tests.clock import frozen
from tests.factories.casework import make_representative, make_station
from tests.factories.public import announce, html_of, publish, words_of
from tests.messages.test_voter_submit import picture


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


def test_a_closed_station_sends_on_to_the_one_above_it(client, cast):
    station = cast.station
    station.opening_hours, station.is_active = "每天 9:00–17:00", False
    station.save()
    assert '<a href="/find/">找别的联络站</a>' in html_of(client, url_of(station))
    home = make_station(cast.tree.yunji, code="H1", name="街道之家", kind="home")
    station.parent = home
    station.save()
    html = html_of(client, url_of(station))
    assert f'有事请找<a href="/stations/{home.pk}/">街道之家</a>' in html
    assert "每天 9:00–17:00" not in words_of(html)


def url_of(station):
    return f"/stations/{station.pk}/"


def test_who_looks_after_it_and_what_it_belongs_to(client, cast):
    station = cast.station
    home = make_station(cast.tree.yunji, code="H1", name="街道之家", kind="home")
    station.parent, station.head, station.host = home, "吴站长", "示例党群服务中心"
    station.save()
    html = html_of(client, url_of(station))
    for words in ("吴站长", "周敏", "示例党群服务中心", "街道之家"):
        assert words in html
    assert station.name in html_of(client, url_of(home))


def test_groups_are_named_and_party_branches_are_not(client, cast):
    branch = PartyBranch.objects.create(name="第一小组党支部", area=cast.tree.yunji)
    group = Group.objects.create(
        name="云集第一小组", kind="regional", area=cast.tree.yunji, branch=branch
    )
    GroupMembership.objects.create(group=group, representative=cast.representative, role="leader")
    cast.representative.is_party_member = True
    cast.representative.save()
    for url in (url_of(cast.station), f"/representatives/{cast.representative.pk}/"):
        html = html_of(client, url)
        assert "云集第一小组" in html
        assert "党支部" not in html
        assert "党员" not in html


def test_when_it_receives_people_and_why_the_day_was_moved(client, cast):
    ReceptionDay.objects.create(
        station=cast.station, every="month", day=5, starts_at=time(9), ends_at=time(11)
    )
    with frozen("2026-10-01 10:00"):
        html = html_of(client, url_of(cast.station))
    assert "每月 5 日 9:00–11:00，遇休息日顺延" in html
    assert "10 月 8 日（周四） 9:00–11:00" in words_of(html)
    assert "10 月 5 日（周一）国庆节放假，顺延到这一天" in html


def test_the_way_by_position_else_by_address(client, cast):
    station = cast.station
    assert "打开地图" not in html_of(client, url_of(station))
    station.address = "示例路 1 号"
    station.save()
    html = html_of(client, url_of(station))
    assert "https://uri.amap.com/search?keyword=" in html
    station.longitude, station.latitude = "111.300000", "30.700000"
    station.save()
    html = html_of(client, url_of(station))
    assert "https://uri.amap.com/marker?position=111.300000%2C30.700000" in html
    assert 'rel="noopener noreferrer"' in html


def test_its_code_is_a_picture_that_leads_to_it(client, cast):
    code = MessageCode.objects.create(station=cast.station)
    html = html_of(client, url_of(cast.station))
    assert f'src="/stations/{cast.station.pk}/qr.png"' in html
    response = client.get(f"/stations/{cast.station.pk}/qr.png")
    text = decode(Image.open(io.BytesIO(response.content)))[0].data.decode()
    assert text == f"{settings.SITE_URL}/m/{code.slug}/"
    code.revoke("遗失")
    assert client.get(f"/stations/{cast.station.pk}/qr.png").status_code == 404


def test_its_photos_are_shown(client, cast):
    photo = StationPhoto(station=cast.station, caption="接待室")
    photo.image.save("room.jpg", picture())
    html = html_of(client, url_of(cast.station))
    assert html.count("接待室") == 1  # the caption beside it; said twice by a screen reader else
    assert 'alt="第 1 张照片"' in html
    assert ">接待室</figcaption>" in html
    response = client.get(f"/stations/photos/{photo.pk}/")
    assert response["Content-Type"] == "image/jpeg"
    assert len(b"".join(response.streaming_content)) > 100


def test_its_notices(client, cast):
    announce(cast, cast.tree.yunji, "本站公告", station=cast.station)
    announce(cast, cast.tree.yunji, "街道公告")
    html = html_of(client, url_of(cast.station))
    assert ("本站公告" in html, "街道公告" in html) == (True, False)


def test_many_people_come_page_by_page(client, cast):
    people = [make_representative(f"代表{number:02d}号", cast.station) for number in range(30)]
    first = html_of(client, url_of(cast.station))
    assert ("代表28号" in first, "代表29号" in first) == (True, False)
    second = html_of(client, f"{url_of(cast.station)}?after_person={people[28].pk}")
    assert ("代表28号" in second, "代表29号" in second) == (False, True)


def test_three_people_cost_as_many_queries_as_one(client, cast, django_assert_num_queries):
    html_of(client, url_of(cast.station))
    with django_assert_num_queries(14):
        html_of(client, url_of(cast.station))
    for number in range(2):
        person = make_representative(f"代表{number}", cast.station)
        MessageCode.objects.create(representative=person)
        make_station(cast.tree.guoyuanlu, code=f"C{number}", parent=cast.station)
    with django_assert_num_queries(14):
        html_of(client, url_of(cast.station))
