"""Columns without news: each told once, whoever runs it twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection

from community import reminders, tasks
from community.models import DisclosureReminder
from notifications.models import Delivery, Notice
from stations.models import LiaisonOfficer
from tests.clock import frozen
from tests.factories.community import make_congress, make_disclosure

FOUNDED = date(2026, 9, 1)
STALE = FOUNDED + timedelta(days=30)
DAY = timedelta(days=1)


@pytest.fixture
def congress(cast):
    return make_congress(cast.station, founded_on=FOUNDED)


def told(user, word):
    return Notice.objects.filter(user=user, text__contains=word).count()


def test_three_columns_without_news_since_the_founding_are_told_once_each(cast, congress):
    assert reminders.remind_of_disclosures(STALE - DAY) == 0
    assert reminders.remind_of_disclosures(STALE) == 3
    assert reminders.remind_of_disclosures(STALE + DAY) == 0
    assert (told(cast.lianluo, "没有更新"), told(cast.jiedao, "没有更新")) == (3, 0)
    assert told(cast.lianluo, "物业事务公开 30 天没有更新了。") == 1


def test_news_starts_a_new_stretch_for_its_column_alone(cast, congress):
    reminders.remind_of_disclosures(STALE)
    make_disclosure(congress, cast.lianluo, published_on=STALE + DAY)
    assert reminders.remind_of_disclosures(STALE + 30 * DAY) == 0
    assert reminders.remind_of_disclosures(STALE + 31 * DAY) == 1
    assert told(cast.lianluo, "物业事务公开") == 2


def test_a_withdrawn_entry_is_no_news(cast, congress):
    entry = make_disclosure(congress, cast.lianluo, published_on=STALE)
    entry.withdraw(by=cast.lianluo)
    assert reminders.remind_of_disclosures(STALE + DAY) == 3


def test_the_days_are_those_of_the_congress(congress):
    congress.stale_days = 90
    congress.save()
    assert reminders.remind_of_disclosures(STALE) == 0
    assert reminders.remind_of_disclosures(FOUNDED + 90 * DAY) == 3


def test_without_an_officer_the_office_above_is_told(cast, congress):
    LiaisonOfficer.objects.update(is_active=False)
    reminders.remind_of_disclosures(STALE)
    assert told(cast.jiedao, "没有更新") == 3


# twice at the same moment ---------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_the_same_moment_give_one_row_of_the_outbox(mail, cast):
    cast.lianluo.email = "lianluo@example.invalid"
    cast.lianluo.save()
    make_congress(cast.station, founded_on=FOUNDED)
    barrier = Barrier(2)

    def run(_):
        try:
            barrier.wait()
            tasks.remind()
        finally:
            connection.close()

    with frozen("2026-12-01 10:00"), ThreadPoolExecutor(2) as pool:
        list(pool.map(run, range(2)))
    assert Delivery.objects.filter(user=cast.lianluo).count() == 3
    assert DisclosureReminder.objects.count() == 3
