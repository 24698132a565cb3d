"""In the election season personal figures stay in the office; messages go on."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from messages.models import Message, ResponseRecord
from representatives.freezes import frozen_people
from representatives.models import Congress, PublicationFreeze
from tests.factories.casework import make_cast, make_seat
from tests.factories.queries import count_queries
from tests.messages.test_voter_page import post

pytestmark = pytest.mark.django_db
RECORD = "已答复 41 件"


@pytest.fixture
def cast():
    cast = make_cast()
    ResponseRecord.objects.create(representative=cast.representative, answered=41, typical_days=3)
    return cast


@pytest.fixture
def congress(cast):
    return Congress.objects.get(level="county", area=cast.tree.xiling)


def day(n):
    return timezone.localdate() + timedelta(days=n)


def freeze(cast, congress, start=0, end=30):
    return PublicationFreeze.objects.create(
        congress=congress,
        starts_on=day(start),
        ends_on=day(end),
        reason="换届选举",
        created_by=cast.quxian,
    )


def voter_page(client, cast):
    return client.get(reverse("messages:voter", args=[cast.code.slug])).content.decode()


@pytest.mark.parametrize(
    ("start", "end", "shown"), [(0, 0, False), (-5, 5, False), (1, 5, True), (-5, -1, True)]
)
def test_the_record_is_not_shown_between_the_two_dates(client, cast, congress, start, end, shown):
    freeze(cast, congress, start, end)

    assert (RECORD in voter_page(client, cast)) == shown
    assert "秦望舒" in voter_page(client, cast)


def test_a_seat_in_one_frozen_congress_is_enough(client, cast):
    make_seat(cast.representative, cast.tree.city, level="city", term=7, body="西陵区")
    freeze(cast, Congress.objects.get(level="city"))

    assert RECORD not in voter_page(client, cast)
    assert frozen_people([cast.representative.pk], timezone.localdate()) == {cast.representative.pk}


def test_a_seat_that_ended_there_is_not(client, cast):
    seat = make_seat(cast.representative, cast.tree.city, level="city", term=7, body="西陵区")
    seat.end(on=day(-1), reason="resigned")
    freeze(cast, Congress.objects.get(level="city"))

    assert RECORD in voter_page(client, cast)
    assert frozen_people([cast.representative.pk], timezone.localdate()) == frozenset()


def test_the_voter_page_takes_no_query_more(client, cast, congress):
    url = reverse("messages:voter", args=[cast.code.slug])
    without = count_queries(client, url)
    freeze(cast, congress)

    assert count_queries(client, url) == without


def test_messages_go_on(client, cast, congress):
    freeze(cast, congress)
    post(client, cast.code)

    assert Message.objects.get().representative == cast.representative


@pytest.mark.parametrize(
    "forget",
    [
        lambda f: f.delete(),
        lambda f: PublicationFreeze.objects.all().delete(),
        lambda f: PublicationFreeze.objects.update(ends_on=day(-1), starts_on=day(-2)),
        lambda f: f.end(timezone.localdate()),
    ],
)
def test_what_was_held_is_forgotten_when_it_ends(client, cast, congress, forget):
    found = freeze(cast, congress, -3)
    assert RECORD not in voter_page(client, cast)
    forget(found)

    assert RECORD in voter_page(client, cast)


def test_one_made_in_bulk_counts_at_once(client, cast, congress):
    voter_page(client, cast)
    row = PublicationFreeze(
        congress=congress, starts_on=day(0), ends_on=day(1), reason="选举", created_by=cast.quxian
    )
    PublicationFreeze.objects.bulk_create([row])

    assert RECORD not in voter_page(client, cast)


# the office -----------------------------------------------------------------------------------


def add(client, congress, **changes):
    values = {"starts_on": day(0), "ends_on": day(30), "reason": "换届选举"} | changes
    return client.post(reverse("office:add_freeze", args=[congress.pk]), values)


def test_a_manager_sets_and_ends_it(client, cast, congress):
    client.force_login(cast.quxian)
    assert add(client, congress).status_code == 302
    found = PublicationFreeze.objects.get()
    assert "换届选举" in client.get(reverse("office:freezes")).content.decode()
    client.post(reverse("office:end_freeze", args=[found.pk]))

    assert PublicationFreeze.objects.count() == 0  # it began today, so nothing of it remains
    targets = AuditEntry.objects.filter(action="settings_change").values_list("target", flat=True)
    assert [target[:4] for target in targets.order_by("pk")] == ["暂停公开", "提前结束"]


def test_ending_a_running_one_keeps_the_days_that_passed(client, cast, congress):
    found = freeze(cast, congress, -3, 9)
    client.force_login(cast.quxian)
    client.post(reverse("office:end_freeze", args=[found.pk]))

    assert PublicationFreeze.objects.get().ends_on == day(-1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_on": "2020-01-01", "ends_on": "2020-02-01"}, "starts_on"),
        ({"starts_on": "明天"}, "starts_on"),
        ({"ends_on": "2020-01-01"}, "ends_on"),
        ({"ends_on": "2039-01-01"}, "ends_on"),
        ({"reason": " "}, "reason"),
    ],
)
def test_what_makes_no_sense_is_said_and_kept(client, cast, congress, changes, field):
    client.force_login(cast.quxian)
    response = add(client, congress, **changes)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert PublicationFreeze.objects.count() == 0


def test_two_of_one_congress_never_overlap(client, cast, congress):
    freeze(cast, congress, 10, 20)
    client.force_login(cast.quxian)

    assert "请先结束原来的" in add(client, congress).content.decode()
    assert add(client, congress, ends_on=day(9)).status_code == 302


def test_staff_below_and_elsewhere_neither_see_nor_end_it(client, cast, congress):
    found = freeze(cast, congress)
    for user in (cast.jiedao, cast.stranger, cast.lianluo):
        client.force_login(user)
        assert add(client, congress).status_code == 404
        response = client.post(reverse("office:end_freeze", args=[found.pk]))
        assert response.status_code == 404
    assert PublicationFreeze.objects.count() == 1
