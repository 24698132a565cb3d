"""Who stands in for a station: set by the office above or by its own officer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from stations.keepers import can_cover
from stations.models import StationCover
from tests.factories.casework import make_officer, make_station
from tests.factories.queries import count_queries

pytestmark = pytest.mark.django_db
URL = reverse("office:cover")


@pytest.fixture
def other(cast):
    return make_officer("何一舟", make_station(cast.tree.xiaolinyuan, code="S2"))


def day(n):
    return timezone.localdate() + timedelta(days=n)


def add(client, station, **changes):
    values = {"starts_on": day(1), "ends_on": day(5), "reason": "休假", "officer": ""} | changes
    return client.post(reverse("office:add_cover", args=[station.pk]), values)


def cover(station, start=0, end=5, **fields):
    return StationCover.objects.create(
        station=station, starts_on=day(start), ends_on=day(end), reason="休假", **fields
    )


def test_the_office_sets_another_officer(client, cast, other):
    client.force_login(cast.jiedao)
    assert add(client, cast.station, officer=other.pk).status_code == 302
    found = StationCover.objects.get()

    assert (found.officer, found.starts_on, found.ends_on) == (other, day(1), day(5))
    assert AuditEntry.objects.get(action="settings_change").reason == "休假"
    assert other.name in client.get(URL).content.decode()


def test_an_officer_sets_a_cover_for_the_own_station(client, cast):
    client.force_login(cast.lianluo)

    assert add(client, cast.station).status_code == 302
    assert StationCover.objects.get().officer is None
    assert "果园路社区" in client.get(URL).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_on": "2020-01-01"}, "starts_on"),
        ({"starts_on": "昨天"}, "starts_on"),
        ({"ends_on": "2020-01-01"}, "ends_on"),
        ({"reason": ""}, "reason"),
        ({"officer": "999999"}, "officer"),
    ],
)
def test_what_makes_no_sense_is_said_and_kept(client, cast, changes, field):
    client.force_login(cast.jiedao)
    response = add(client, cast.station, **changes)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert changes.get("reason", "休假") in response.content.decode()
    assert StationCover.objects.count() == 0


def test_officers_of_the_station_itself_and_of_other_counties_are_not_offered(client, cast, other):
    stranger = make_officer("远安人", make_station(cast.tree.fengshan, code="S3"))
    client.force_login(cast.shiji)

    for officer in (cast.officer, stranger):
        assert add(client, cast.station, officer=officer.pk).status_code == 422
    assert add(client, cast.station, officer=other.pk).status_code == 302


def test_two_covers_never_overlap(client, cast):
    cover(cast.station, 3, 9)
    client.force_login(cast.jiedao)

    assert "已经有人代管" in add(client, cast.station).content.decode()
    assert add(client, cast.station, ends_on=day(2)).status_code == 302


def test_ending_a_running_cover_keeps_its_days_and_a_coming_one_goes(client, cast):
    running, coming = cover(cast.station, -3, 2), cover(cast.station, 5, 9)
    client.force_login(cast.jiedao)
    for found in (running, coming):
        client.post(reverse("office:end_cover", args=[found.pk]))

    assert list(StationCover.objects.values_list("ends_on", flat=True)) == [day(-1)]


def test_others_neither_see_nor_end_it(client, cast, other):
    found = cover(cast.station)
    end = reverse("office:end_cover", args=[found.pk])
    for user in (cast.daibiao, cast.bumen, cast.stranger):
        client.force_login(user)
        assert client.post(end).status_code == 404
        assert add(client, cast.station).status_code == 404
    client.force_login(cast.daibiao)
    assert client.get(URL).status_code == 404
    assert StationCover.objects.get() == found


def test_who_covers_today_does_not_pass_it_on(cast, other):
    from tests.factories.accounts import make_user

    other.user = make_user("hey")
    other.save()
    cover(cast.station, officer=other)

    assert can_cover(cast.lianluo, cast.station)
    assert can_cover(cast.jiedao, cast.station)
    assert not can_cover(other.user, cast.station)


def test_the_same_queries_for_one_cover_and_three(client, cast):
    client.force_login(cast.quxian)
    cover(cast.station)
    one = count_queries(client, URL)
    for n, area in enumerate((cast.tree.xiaolinyuan, cast.tree.jiajie)):
        cover(make_station(area, code=f"S{n + 5}"))

    assert count_queries(client, URL) == one <= 12
