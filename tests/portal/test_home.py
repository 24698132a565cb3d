"""/: what the city has, where I live, what was answered."""

from datetime import time

from django.utils import timezone

from messages.states import Rating, RatingSource
from representatives.models import PublicationFreeze
from stations.models import ReceptionDay
from tests.clock import frozen
from tests.factories.public import announce, html_of, publish, withdraw, words_of


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


def test_a_tile_for_each_county_in_the_order_of_the_codes(client, cast):
    html = html_of(client, "/")
    places = [html.index(f"<b>{name}</b>") for name in ("西陵区", "远安县", "高新区")]
    assert places == sorted(places)


def test_my_station_and_its_next_reception_day_are_one_tap_away(client, cast):
    ReceptionDay.objects.create(
        station=cast.station, every="month", day=5, starts_at=time(9), ends_at=time(11)
    )
    client.cookies["area"] = "420502.420502003.420502003004"
    with frozen("2026-12-01 10:00"):
        html = html_of(client, "/")
    assert f'href="/stations/{cast.station.pk}/">我的联络站' in html
    assert "12 月 7 日（周一） 9:00–11:00" in words_of(html)
    assert "12 月 5 日（周六），顺延到这一天" in html


def test_with_a_remembered_choice_the_front_page_still_reads_little(
    client, cast, django_assert_num_queries
):
    client.cookies["area"] = "420502.420502003.420502003004"
    html_of(client, "/")
    with django_assert_num_queries(5):
        html_of(client, "/")


def test_notices_of_the_city_and_of_where_i_live(client, cast):
    announce(cast, cast.tree.city, "全市公告")
    announce(cast, cast.tree.yunji, "街道公告")
    announce(cast, cast.tree.city, "本站公告", station=cast.station)
    assert shown(client, "全市公告", "街道公告", "本站公告") == [True, False, False]
    client.cookies["area"] = "420502.420502003"
    assert shown(client, "全市公告", "街道公告", "本站公告") == [True, True, False]


def test_in_the_election_season_a_rating_is_not_shown(client, cast):
    publication = publish(cast)
    publication.message.rate(Rating.SATISFIED, source=RatingSource.ONLINE)
    assert "满意</b>" in html_of(client, "/")
    today = timezone.localdate()
    PublicationFreeze.objects.create(
        congress=cast.representative.seats.get().congress,
        starts_on=today,
        ends_on=today,
        reason="换届",
        created_by=cast.quxian,
    )
    assert "满意</b>" not in html_of(client, "/")


def shown(client, *titles):
    html = html_of(client, "/")
    return [title in html for title in titles]
