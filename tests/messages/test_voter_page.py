"""/m/<code>/: who this is, and a form that loses nothing."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from areas.models import Installation
from messages.models import Message, ResponseRecord
from messages.states import Holder
from representatives.models import MessageCode
from stations.models import Station
from tests.factories.casework import (
    BODY,
    VOTER_PHONE,
    make_representative,
    make_seat,
)
from tests.factories.public import in_one_line


def address(code):
    return f"/m/{code.slug}/"


def hidden(html, name):
    return re.search(f'name="{name}" value="([^"]*)"', html)[1]


def fill(client, code, **changes):
    """The page's own hidden fields and what a person types."""
    html = client.get(address(code)).content.decode()
    fields = {"key": hidden(html, "key"), "started": hidden(html, "started")}
    return {**fields, "body": BODY, "phone": VOTER_PHONE, **changes}


def post(client, code, **changes):
    return client.post(address(code), fill(client, code, **changes))


# --- who this is ------------------------------------------------------------------------------


def test_the_card_says_who_reads_it_and_where(client, cast):
    person = cast.representative
    person.post = "示例社区党委书记"
    person.save()
    make_seat(
        person, cast.tree.xiling, level="city", term=7, body="西陵区", congress=cast.tree.city
    )
    html = client.get(address(cast.code)).content.decode()
    for words in ("秦望舒", "西陵区、宜昌市人大代表", "示例社区党委书记", cast.station.name):
        assert words in html
    assert f'href="tel:{cast.station.phone.replace("-", "")}"' in html


def test_the_phone_of_the_station_is_written_as_people_read_it(client, cast):
    Station.objects.update(phone="07170088202")
    html = client.get(address(cast.code)).content.decode()
    assert "打给联络站 0717-0088202</a>" in in_one_line(html)


def test_a_post_kept_private_is_not_shown(client, cast):
    cast.representative.post = "示例社区党委书记"
    cast.representative.publish_post = False
    cast.representative.save()
    assert "示例社区党委书记" not in client.get(address(cast.code)).content.decode()


@pytest.mark.parametrize(("answered", "shown"), [(9, False), (10, True)])
def test_how_fast_somebody_answers_is_told_from_ten_matters_on(client, cast, answered, shown):
    ResponseRecord.objects.create(
        representative=cast.representative, answered=answered, typical_days=3
    )
    html = client.get(address(cast.code)).content.decode()
    assert (f"已答复 {answered} 件 · 一般 3 个工作日" in html) == shown


def test_somebody_away_says_who_takes_the_message(client, cast):
    today = timezone.localdate()
    cast.representative.away_from = today
    cast.representative.away_until = today + timedelta(days=3)
    cast.representative.save()
    assert "外出" in client.get(address(cast.code)).content.decode()
    post(client, cast.code)
    assert Message.objects.get().holder == Holder.STATION


@pytest.mark.parametrize("kind", ["officer", "station"])
def test_the_code_of_an_officer_or_station_leads_to_the_station(client, cast, kind):
    code = MessageCode.objects.create(**{kind: getattr(cast, kind)})
    assert cast.station.name in client.get(address(code)).content.decode()
    post(client, code)
    message = Message.objects.get()
    assert (message.station, message.representative) == (cast.station, None)


def test_after_the_last_term_the_station_takes_the_message(client, cast):
    cast.representative.seats.get().end(on=timezone.localdate(), reason="resigned")
    html = client.get(address(cast.code)).content.decode()
    assert "已经不再担任人大代表" in html
    post(client, cast.code)
    message = Message.objects.get()
    assert (message.holder, message.representative) == (Holder.STATION, None)


# --- codes that don't fit -----------------------------------------------------------------------


def test_a_code_may_be_typed_in_small_letters_and_full_width(client, cast):
    code = MessageCode.objects.create(station=cast.station, slug="ABCD2345")
    for typed in ("abcd2345", "ＡＢＣＤ２３４５", "ABCD-2345"):
        assert client.get(f"/m/{typed}/").status_code == 200
    assert code.slug == "ABCD2345"


def test_letters_misread_on_the_board_lead_to_the_one_code_they_can_mean(client, cast):
    MessageCode.objects.create(station=cast.station, slug="WDHK2VAA")
    assert client.get("/m/W0HKZUAA/").url == "/m/WDHK2VAA/"


def test_letters_that_may_mean_two_codes_are_not_guessed(client, cast):
    MessageCode.objects.create(station=cast.station, slug="WDHKAAAA")
    MessageCode.objects.create(station=cast.station, slug="WQHKAAAA")
    assert client.get("/m/W0HKAAAA/").status_code == 404


@pytest.mark.parametrize("slug", ["NOBODY22", "你好", "%00", "x" * 300, "2" * 16])
def test_an_unknown_code_says_so_and_shows_ways_out(client, cast, slug):
    response = client.get(f"/m/{slug}/")
    html = response.content.decode()
    assert response.status_code == 404
    assert "没有找到这个二维码" in html
    assert 'href="/find/"' in html


def test_a_withdrawn_code_leads_to_the_station(client, cast):
    own = MessageCode.objects.create(station=cast.station)
    MessageCode.objects.filter(pk=cast.code.pk).update(
        revoked_at=timezone.now(), revoked_reason="公示牌更换"
    )
    response = client.get(address(cast.code))
    assert response.status_code == 404
    assert "公示牌更换" in response.content.decode()
    assert f'href="/m/{own.slug}/"' in response.content.decode()


def test_words_typed_while_the_code_was_withdrawn_go_on_to_the_station(client, cast):
    own = MessageCode.objects.create(station=cast.station)
    fields = fill(client, cast.code)
    MessageCode.objects.filter(pk=cast.code.pk).update(
        revoked_at=timezone.now(), revoked_reason="公示牌更换"
    )
    html = client.post(address(cast.code), fields).content.decode()
    assert Message.objects.count() == 0
    assert f'action="/m/{own.slug}/"' in html
    assert BODY in html
    assert VOTER_PHONE in html


def test_the_page_costs_two_queries(client, cast, django_assert_num_queries):
    client.get(address(cast.code))
    for level in ("city", "province", "national"):
        make_seat(cast.representative, cast.tree.city, level=level, term=7)
    with django_assert_num_queries(2):
        client.get(address(cast.code))


def test_two_seats_are_one_line_and_one_person(client, cast):
    other = make_representative("尤嘉木", cast.station)
    code = MessageCode.objects.create(representative=other)
    html = client.get(address(code)).content.decode()
    assert "尤嘉木" in html
    assert "秦望舒" not in html


def test_names_are_shown_as_they_are_whatever_signs_they_have(client, cast):
    cast.station.name = "{key} <b>站</b> %s \ue000key\ue001"
    cast.station.save()
    for _ in range(2):
        html = client.get(address(cast.code)).content.decode()
        assert "{key} &lt;b&gt;站&lt;/b&gt; %s \ue000key\ue001" in html


def test_every_visit_has_a_key_of_its_own(client, cast):
    pages = [client.get(address(cast.code)).content.decode() for _ in range(2)]
    assert len({hidden(html, "key") for html in pages}) == 2


def test_large_text_is_for_who_asked_for_it(client, cast):
    assert '<html lang="zh-CN" class="public">' in client.get(address(cast.code)).content.decode()
    client.cookies["care"] = "1"
    assert 'class="public care"' in client.get(address(cast.code)).content.decode()


def test_the_name_of_the_site_changes_with_its_setting(client, cast):
    client.get(address(cast.code))
    installation = Installation.current()
    installation.organ_name = "某某市人大常委会{}"
    installation.save()
    assert "某某市人大常委会{}" in client.get(address(cast.code)).content.decode()


# a code whose name on paper is no longer the reader's ---------------------------------------------


def test_a_code_that_leads_to_a_successor_says_whose_it_was(client, cast):
    successor = make_representative("尤嘉木", cast.station)
    cast.code.lead_to_representative(successor)
    html = client.get(address(cast.code)).content.decode()
    assert "这个码原来是秦望舒代表的。您的留言现在由尤嘉木代表收到" in html


def test_a_code_that_leads_to_a_station_says_whose_it_was(client, cast):
    cast.code.lead_to(cast.station)
    html = client.get(address(cast.code)).content.decode()
    assert f"这个码原来是秦望舒代表的。您的留言现在由{cast.station}收到" in html


def test_a_code_that_came_back_to_whom_it_was_printed_for_says_nothing(client, cast):
    cast.code.lead_to(cast.station)
    code = MessageCode.objects.get(pk=cast.code.pk)
    code.lead_to_representative(cast.representative)
    assert "这个码原来是" not in client.get(address(cast.code)).content.decode()
