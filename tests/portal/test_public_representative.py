"""/representatives/<key>/: only what he or she agreed to show."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from messages.models import Message, ResponseRecord
from messages.states import Rating, RatingSource
from representatives.models import Congress, GroupMembership, PublicationFreeze
from stations.models import Group, ReceptionDay
from tests.clock import frozen
from tests.factories.casework import ANSWER, make_seat
from tests.factories.public import html_of, publish, words_of
from tests.messages.test_voter_submit import picture


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
    assert '<a href="/find/">找现在的代表</a>' in html


@pytest.mark.parametrize("shown", [True, False])
def test_a_portrait_is_served_only_when_it_may_be_shown(client, cast, shown):
    person = cast.representative
    person.photo.save("x.jpg", picture())
    person.publish_photo = shown
    person.save()
    response = client.get(f"/representatives/{person.pk}/photo/")
    assert bool(getattr(response, "streaming", False) and list(response)) == shown
    assert response.status_code == (200 if shown else 404)


def test_no_public_page_tells_how_many_messages_there_are_of_whom(client, cast):
    cast.submit()
    html = html_of(client, f"/representatives/{cast.representative.pk}/")
    assert Message.objects.get().number not in html


def url_of(person):
    return f"/representatives/{person.pk}/"


def receive(cast, amount, *, rated=0):
    """Matters that reached the person this year, the first of them answered and rated."""
    for number in range(amount):
        message = cast.submit(body=f"第 {number} 件事情，请看一看。")
        if number < rated:
            message.reply(ANSWER, by=cast.actor(cast.daibiao, message))
            message.rate(Rating.SATISFIED, source=RatingSource.ONLINE)


def freeze(cast, **days):
    today = timezone.localdate()
    values = {"starts_on": today, "ends_on": today} | days
    return PublicationFreeze.objects.create(
        congress=cast.representative.seats.get().congress,
        reason="换届",
        created_by=cast.quxian,
        **values,
    )


def test_seats_say_which_congress_term_and_district(client, cast):
    html = html_of(client, url_of(cast.representative))
    assert "西陵区第 6 届人大代表" in html
    assert "第 1 选区" in html


def test_the_next_reception_day_of_the_station(client, cast):
    ReceptionDay.objects.create(
        station=cast.station, every="week", day=3, starts_at=time(15), ends_at=time(17)
    )
    with frozen("2026-11-23 10:00"):
        html = html_of(client, url_of(cast.representative))
        assert "11 月 25 日（周三） 15:00–17:00" in words_of(html)


def test_below_ten_a_year_has_no_figures(client, cast):
    receive(cast, 9)
    assert "今年的留言" not in html_of(client, url_of(cast.representative))


def test_a_year_in_figures_says_when_and_of_how_many(client, cast):
    receive(cast, 10, rated=1)
    html = html_of(client, url_of(cast.representative))
    assert "收到的 10 件里" in html
    assert "截至" in html
    assert "满意和基本满意" not in html  # one rating says nothing


def test_a_share_is_shown_from_ten_ratings_on(client, cast):
    receive(cast, 10, rated=10)
    html = html_of(client, url_of(cast.representative))
    assert ("100%" in html, "10 人评价" in html) == (True, True)


def test_what_was_kept_from_the_person_is_not_counted(client, cast):
    receive(cast, 9)
    cast.submit(keep_from=True, body="不想让他看到的事")
    assert "今年的留言" not in html_of(client, url_of(cast.representative))


def test_in_the_election_season_no_figure_is_shown(client, cast):
    receive(cast, 10)
    ResponseRecord.objects.create(representative=cast.representative, answered=41, typical_days=3)
    url = url_of(cast.representative)
    assert "已答复 41 件" in html_of(client, url)
    frozen = freeze(cast)
    html = html_of(client, url)
    assert ("已答复 41 件" in html, "今年的留言" in html) == (False, False)
    assert f'href="/m/{cast.code.slug}/"' in html  # messages go on
    frozen.ends_on = frozen.starts_on = timezone.localdate() - timedelta(days=1)
    frozen.save()
    assert "已答复 41 件" in html_of(client, url)


def test_the_freeze_of_another_congress_changes_nothing(client, cast):
    ResponseRecord.objects.create(representative=cast.representative, answered=41, typical_days=3)
    other = Congress.objects.create(level="county", area=cast.tree.yuanan, name="远安县")
    today = timezone.localdate()
    PublicationFreeze.objects.create(
        congress=other, starts_on=today, ends_on=today, reason="换届", created_by=cast.quxian
    )
    assert "已答复 41 件" in html_of(client, url_of(cast.representative))


def test_a_second_seat_and_group_cost_no_query_more(client, cast, django_assert_num_queries):
    url = url_of(cast.representative)
    html_of(client, url)
    with django_assert_num_queries(7):
        html_of(client, url)
    for number in range(2):
        area = (cast.tree.city, cast.tree.yunji)[number]
        body = {"level": "city", "body": "西陵区"} if number == 0 else {"level": "township"}
        make_seat(cast.representative, area, **body)
        group = Group.objects.create(name=f"小组{number}", kind="regional", area=cast.tree.yunji)
        GroupMembership.objects.create(group=group, representative=cast.representative)
    with django_assert_num_queries(7):
        html_of(client, url)
