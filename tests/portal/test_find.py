"""/find/ and the public pages: from an area to whoever can be written to."""

import pytest
from django.utils import timezone

from messages.models import Message, Photo, Publication
from representatives.models import MessageCode
from tests.factories.casework import (
    ANSWER,
    make_cast,
    make_representative,
    make_station,
)
from tests.messages.test_voter_submit import picture


@pytest.fixture
def cast(db):
    return make_cast()


def html_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def publish(cast, title="路灯修好了", **changes):
    message = cast.submit(**changes)
    message.reply(ANSWER, by=cast.actor(cast.daibiao, message))
    return Publication.objects.create(
        message=message, title=title, body="路灯坏了（已隐去）", answer=ANSWER,
        secrecy_checked=True, published_by=cast.jiedao, published_at=timezone.now(),
    )  # fmt: skip


def withdraw(publication, cast):
    publication.withdrawn_at, publication.withdrawn_by = timezone.now(), cast.jiedao
    publication.save()


# --- find -------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("typed", ["望舒", "qinwang", "Qin Wang", "qws", " 秦望舒 "])
def test_a_representative_is_found_by_name_and_pinyin(client, cast, typed):
    cast.representative.pinyin = "qin wang shu qws"
    cast.representative.save()
    assert "给秦望舒留言" in html_of(client, f"/find/?q={typed}")


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


# --- home -------------------------------------------------------------------------------------


def test_the_front_page_counts_what_is_there_and_says_when(client, cast):
    html = html_of(client, "/")
    assert "有事，找身边的" in html
    assert "<b>西陵区</b>站点 1<br>代表 1" in html
    assert "<b>远安县</b>站点 0<br>代表 0" in html
    assert "截至" in html


def test_no_share_of_satisfied_people_below_ten(client, cast):
    assert "满意和基本满意" not in html_of(client, "/")


def test_the_front_page_shows_the_newest_answers_in_public(client, cast):
    kept = publish(cast, "公开的一件")
    withdraw(publish(cast, "撤下的一件", body="另一件"), cast)
    html = html_of(client, "/")
    assert kept.title in html
    assert "撤下的一件" not in html


def test_the_front_page_reads_little_when_its_counts_are_kept(
    client, cast, django_assert_num_queries
):
    html_of(client, "/")
    with django_assert_num_queries(2):
        html_of(client, "/")


# --- a station, a representative ----------------------------------------------------------------


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


def test_a_representative_shows_only_what_was_agreed_to(client, cast):
    person = cast.representative
    person.post, person.bio, person.public_phone = "示例单位", "简介文字", "0717-1112222"
    person.publish_bio = False
    person.save()
    html = html_of(client, f"/representatives/{person.pk}/")
    assert ("示例单位" in html, "简介文字" in html, "0717-1112222" in html) == (True, False, False)
    assert person.phone not in html
    assert "这位代表还没有公开的答复" in html


def test_after_the_last_term_the_answers_stay_and_the_person_cannot_be_written_to(client, cast):
    publication = publish(cast)
    cast.representative.seats.get().end(on=timezone.localdate(), reason="resigned")
    html = html_of(client, f"/representatives/{cast.representative.pk}/")
    assert publication.answer in html
    assert cast.code.slug not in html
    assert "已不再担任人大代表" in html


def test_a_withdrawn_answer_is_gone_with_its_photo(
    client, cast, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        publication = publish(cast, photos=[picture()])
    photo = Photo.objects.get()
    publication.photos.add(photo)
    url = f"/answers/{publication.pk}/photos/{photo.pk}/"
    response = client.get(url)
    assert b"".join(response.streaming_content)[:3] == b"\xff\xd8\xff"
    assert response["Content-Type"] == "image/jpeg"
    withdraw(publication, cast)
    assert client.get(url).status_code == 404
    assert publication.title not in html_of(client, f"/stations/{cast.station.pk}/")


def test_a_photo_that_was_not_chosen_is_not_public(
    client, cast, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        publication = publish(cast, photos=[picture()])
    url = f"/answers/{publication.pk}/photos/{Photo.objects.get().pk}/"
    assert client.get(url).status_code == 404


def test_answers_page_by_key_without_a_count(client, cast, django_assert_num_queries):
    for number in range(12):
        publish(cast, f"第{number:02d}件", body=f"第{number}件")
    first = html_of(client, "/answers/")
    assert ("第11件" in first, "第02件" in first, "第01件" in first) == (True, True, False)
    oldest = Publication.objects.get(title="第02件")
    with django_assert_num_queries(2):
        second = html_of(client, f"/answers/?before={oldest.pk}")
    assert ("第02件" in second, "第01件" in second, "第00件" in second) == (False, True, True)


@pytest.mark.parametrize(
    "url", ["/stations/0/", "/representatives/0/", "/representatives/0/photo/"]
)
def test_what_does_not_exist_is_not_found(client, cast, url):
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("shown", [True, False])
def test_a_portrait_is_served_only_when_it_may_be_shown(client, cast, shown):
    person = cast.representative
    person.photo.save("x.jpg", picture())
    person.publish_photo = shown
    person.save()
    response = client.get(f"/representatives/{person.pk}/photo/")
    assert bool(getattr(response, "streaming", False) and list(response)) == shown
    assert response.status_code == (200 if shown else 404)


@pytest.mark.parametrize("page", ["/help/", "/help/privacy/", "/help/scope/", "/answers/"])
def test_help_needs_no_account(client, cast, page):
    assert "<h1" in html_of(client, page)


def test_the_notice_names_its_version_and_every_role_that_may_see_the_phone(client, cast):
    html = html_of(client, "/help/privacy/")
    for words in (
        "2026 年 11 月版",
        "代表；",
        "联络员",
        "人大机关的工作人员",
        "承办单位的工作人员",
    ):
        assert words in html


def test_no_public_page_tells_how_many_messages_there_are_of_whom(client, cast):
    cast.submit()
    html = html_of(client, f"/representatives/{cast.representative.pk}/")
    assert Message.objects.get().number not in html
