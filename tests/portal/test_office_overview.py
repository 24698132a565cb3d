"""/office/: figures that add up, in the same few queries however much is shown."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from messages.codes.destination import Recipient
from messages.figures import tallying
from messages.models import Message
from messages.states import Rating
from portal.office.figures import Figures, headline, overview
from tests.factories.accounts import make_staff, make_user
from tests.factories.casework import make_station
from tests.factories.queries import count_queries
from tests.factories.states import IN_STATE, closed

pytestmark = pytest.mark.django_db
URL = reverse("office:overview")


def figures(area):
    return overview(area, now=timezone.now()).total


def message_at(cast, area, code, **changes):
    station = make_station(area, code=code)
    return cast.submit(to=Recipient(station), **changes)


def make_late(message, days=1):
    day = timezone.localdate() - timedelta(days=days)
    Message.objects.filter(pk=message.pk).update(due_date=day)


def test_the_total_of_every_area_is_the_sum_of_its_lines(cast):
    for make in IN_STATE.values():
        make(cast)
    cast.submit(keep_from=True)
    message_at(cast, cast.tree.xuetangwan, "S2")
    message_at(cast, cast.tree.mingfeng, "S3")
    tallying.fold()
    closed(cast, Rating.SATISFIED)

    for area in (cast.tree.city, cast.tree.xiling, cast.tree.gaoxin, cast.tree.yunji):
        shown = overview(area, now=timezone.now())
        summed = Figures()
        for line in shown.lines:
            summed.add(line.figures)
        assert summed == shown.total
        for line in shown.lines:
            if line.area:
                assert figures(line.area) == line.figures


def test_the_city_counts_every_matter_once(cast):
    for make in IN_STATE.values():
        make(cast)
    message_at(cast, cast.tree.xuetangwan, "S2")
    total = figures(cast.tree.city)

    assert total.voters.received + total.proxied.received == Message.objects.count()
    assert total.working + total.unrated == Message.objects.open().count()
    assert sum(total.ages) == total.working


def test_a_street_coded_elsewhere_counts_for_the_zone_alone(cast):
    message_at(cast, cast.tree.xuetangwan, "S2")

    shown = overview(cast.tree.xiling, now=timezone.now())

    assert shown.total.working == 0
    assert [area.short_name for area in shown.coded_elsewhere] == ["南苑街道"]
    assert figures(cast.tree.gaoxin).working == 1


def test_figures_are_the_same_before_and_after_folding(cast):
    closed(cast, Rating.SATISFIED)
    cast.submit()
    before = figures(cast.tree.city)
    tallying.fold()

    assert figures(cast.tree.city) == before
    assert before.voters.received == 2


def test_late_soon_and_waiting_are_told_apart(cast):
    late, soon = cast.submit(key="1"), cast.submit(key="2")
    make_late(late)
    today = timezone.localdate()
    Message.objects.filter(pk=soon.pk).update(amber_date=today, due_date=today)
    IN_STATE["replied"](cast)
    total = figures(cast.tree.yunji)

    assert (total.working, total.soon, total.late, total.unrated) == (2, 1, 1, 1)


def test_what_is_kept_from_the_station_stands_with_the_office(cast):
    cast.submit(keep_from=True)

    own, station = overview(cast.tree.yunji, now=timezone.now()).lines

    assert (own.place, own.figures.working) == (None, 1)
    assert (station.place, station.figures.working) == (cast.station, 0)


def test_no_share_below_ten_ratings(cast):
    for _ in range(9):
        closed(cast, Rating.SATISFIED)
    assert figures(cast.tree.city).voters.satisfied_percent is None
    closed(cast, Rating.DISSATISFIED)
    assert figures(cast.tree.city).voters.satisfied_percent == 90


@pytest.mark.parametrize(
    ("late", "stations", "sentence"),
    [
        (0, [], "在办 20 件，没有超期"),
        (2, [], "超期 2 件，都在机关本级"),
        (3, [("甲站", 3)], "超期 3 件，都在一个站点：甲站"),
        (7, [("甲站", 3), ("乙站", 4)], "超期 7 件，都在两个站点：甲站、乙站"),
        (
            9,
            [("甲站", 4), ("乙站", 3), ("丙站", 1), ("丁站", 1)],
            "超期 9 件，7 件集中在两个站点：甲站、乙站",
        ),
        (4, [("甲站", 1), ("乙站", 1), ("丙站", 1), ("丁站", 1)], "超期 4 件，分散在 4 个站点"),
    ],
)
def test_the_headline_says_only_what_the_figures_carry(late, stations, sentence):
    assert headline(Figures(working=20, late=late), stations) == sentence


# the page -------------------------------------------------------------------------------------


def test_each_office_starts_at_its_own_area(client, cast):
    client.force_login(cast.quxian)
    page = client.get(URL)

    assert page.context["overview"].here == cast.tree.xiling
    assert [line.name for line in page.context["overview"].lines] == ["云集街道", "西坝街道"]


def test_drilling_down_stays_within_the_own_areas(client, cast):
    client.force_login(cast.quxian)

    assert client.get(URL, {"area": cast.tree.yunji.code}).status_code == 200
    assert client.get(URL, {"area": cast.tree.nanyuan.code}).status_code == 200
    assert client.get(URL, {"area": cast.tree.city.code}).status_code == 404
    assert client.get(URL, {"area": cast.tree.fengshan.code}).status_code == 404
    assert client.get(URL, {"area": "nonsense\0"}).status_code == 404


@pytest.mark.parametrize("who", ["daibiao", "lianluo", "bumen"])
def test_the_office_does_not_exist_for_others(client, cast, who):
    client.force_login(getattr(cast, who))

    assert client.get(URL).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(URL).status_code == 302


def test_somebody_of_two_offices_can_switch(client, cast):
    user = make_staff(cast.tree.yunji, username="two")
    user.posts.create(area=cast.tree.hualinsi)
    client.force_login(user)
    labels = [item["label"] for item in client.get(URL).context["offices"]]

    assert labels == ["云集街道人大工委", "花林寺镇人大"]


def test_an_empty_area_says_so(client, cast):
    client.force_login(make_staff(cast.tree.hualinsi, username="empty"))

    assert "这里还没有站点" in client.get(URL).content.decode()


def test_a_county_takes_the_same_few_queries_for_one_place_or_three(client, cast):
    client.force_login(cast.quxian)
    cast.submit()
    one = count_queries(client, URL)
    for n, area in enumerate((cast.tree.xiaolinyuan, cast.tree.jiajie, cast.tree.guangminglu)):
        message_at(cast, area, f"S{n + 2}")

    assert count_queries(client, URL) == one <= 12


def test_a_township_takes_the_same_few_queries_for_one_station_or_three(client, cast):
    client.force_login(cast.jiedao)
    one = count_queries(client, URL)
    message_at(cast, cast.tree.xiaolinyuan, "S2")
    message_at(cast, cast.tree.guoyuanlu, "S3")

    assert count_queries(client, URL) == one <= 12


def test_an_administrator_without_a_post_has_no_office(client):
    client.force_login(make_user("root", is_superuser=True))

    assert client.get(URL).status_code == 404


@pytest.mark.parametrize("area", ["", "?area=420502003"])
def test_a_figure_leads_to_the_list_that_it_counts(client, cast, area):
    make_late(cast.submit())
    client.force_login(cast.shiji if not area else cast.quxian)
    shown = client.get(URL + area).context
    listing = client.get(shown["lists"]["late"]).context["listing"]

    assert (shown["total"].late, listing.tab.key, len(listing.found)) == (1, "late", 1)


def test_a_figure_of_a_place_further_down_has_no_list(client, cast):
    client.force_login(cast.shiji)
    assert client.get(f"{URL}?area={cast.tree.yunji.code}").context["lists"] == {}
