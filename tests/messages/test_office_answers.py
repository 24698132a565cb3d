"""Ratings to ask for by telephone, and what was published."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from messages.models import Message, YearTally
from tests.factories.listings import rows_on
from tests.factories.states import IN_STATE
from tests.office.lists.samples.answers import proxied, published

pytestmark = pytest.mark.django_db
CALLBACKS, PUBLISHED = reverse("office:callbacks"), reverse("office:published")


def shown(client):
    return [row.pk for row in rows_on(client.get(CALLBACKS))]


def test_who_answered_or_entered_a_matter_does_not_call_back(client, cast):
    matter = proxied(cast)
    IN_STATE["replied"](cast)  # by the voter's own hand
    client.force_login(cast.quxian)
    assert shown(client) == [matter.pk]
    for column in ("entered_by", "replied_by"):
        Message.objects.filter(pk=matter.pk).update(**{column: cast.quxian})
        assert shown(client) == []
        Message.objects.filter(pk=matter.pk).update(entered_by=cast.lianluo)


def test_callbacks_and_published_answers_stay_in_their_area(client, cast):
    proxied(cast)
    published(cast)
    client.force_login(cast.stranger)

    assert shown(client) == []
    assert rows_on(client.get(PUBLISHED)) == []


def test_what_was_published_by_whom_and_withdrawn_is_listed(client, cast):
    found = published(cast)
    client.force_login(cast.quxian)
    text = client.get(PUBLISHED).content.decode()
    assert all(word in text for word in ("路灯修好了", "街道人大", "公开中"))
    found.withdraw(by=cast.quxian)

    assert "已撤下" in client.get(PUBLISHED).content.decode()


def test_whose_rating_closes_soonest_is_called_first(client, cast):
    later, sooner = proxied(cast), proxied(cast)
    Message.objects.filter(pk=sooner.pk).update(due_date="2026-01-02")
    client.force_login(cast.quxian)

    assert shown(client) == [sooner.pk, later.pk]


@pytest.mark.parametrize("who", ["daibiao", "lianluo", "bumen"])
@pytest.mark.parametrize("url", [CALLBACKS, PUBLISHED])
def test_the_lists_are_for_staff(client, cast, url, who):
    client.force_login(getattr(cast, who))

    assert client.get(url).status_code == 404


def test_a_recount_says_whether_the_counts_agreed(cast, capsys):
    cast.submit()
    call_command("recount_tallies")
    assert "All counts agreed" in capsys.readouterr().out
    YearTally.objects.update(received=7)
    call_command("recount_tallies")

    assert "1 places were wrong" in capsys.readouterr().out
    assert YearTally.objects.get().received == 1


def test_published_answers_are_narrowed_by_place_state_and_days(client, cast):
    public, taken_back = published(cast), published(cast)
    taken_back.withdraw(by=cast.quxian)
    client.force_login(cast.quxian)
    today = timezone.localdate()
    found = {
        "state=public": [public],
        "state=withdrawn": [taken_back],
        f"since={today}&until={today}": [taken_back, public],
        f"until={today - timedelta(days=1)}": [],
        f"area={cast.tree.guoyuanlu.code}": [taken_back, public],
        f"area={cast.tree.xiba.code}": [],
    }
    assert {asked: rows_on(client.get(f"{PUBLISHED}?{asked}")) for asked in found} == found
