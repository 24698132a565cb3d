"""The small congress: groups at the start, terms that do not overlap, how fresh a column is."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from community.models import SmallCongress
from tests.factories.community import (
    make_congress,
    make_disclosure,
    make_meeting,
    make_resident,
)

pytestmark = pytest.mark.django_db
FOUNDED = date(2026, 9, 1)


def refused(act):
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


def columns(congress, today):
    row = SmallCongress.objects.with_news(today).get(pk=congress.pk)
    return [(one.value, one.days, one.is_stale) for one in row.columns(today)]


def test_six_working_groups_stand_at_the_start(congress):
    assert [group.name for group in congress.working_groups.all()] == [
        "环境卫生组",
        "物业监督组",
        "邻里调解组",
        "文体活动组",
        "助老帮困组",
        "平安巡查组",
    ]


def test_a_station_has_one(cast, congress):
    refused(lambda: make_congress(cast.station))


def test_terms_of_one_resident_do_not_overlap(congress):
    make_resident(congress, starts_on=date(2023, 9, 1), ends_on=date(2026, 8, 31))
    make_resident(congress)
    with pytest.raises(ValidationError):
        make_resident(congress, starts_on=date(2029, 8, 31), ends_on=date(2032, 8, 30))
    make_resident(congress, starts_on=date(2029, 9, 1), ends_on=date(2032, 8, 31))
    assert congress.residents.count() == 3


def test_another_resident_may_serve_at_the_same_time(congress):
    make_resident(congress)
    make_resident(congress, "向光明")
    assert congress.residents.on(date(2027, 1, 1)).count() == 2


def test_a_term_ends_after_it_starts(congress):
    refused(lambda: make_resident(congress, ends_on=FOUNDED))


def test_a_meeting_held_has_people_and_a_date(congress):
    meeting = make_meeting(congress)
    rows = type(meeting).objects.filter(pk=meeting.pk)
    refused(lambda: rows.update(attended=5))
    refused(lambda: rows.update(held_on=FOUNDED))
    refused(lambda: rows.update(held_on=FOUNDED, attended=0))


def test_reminding_takes_a_day_at_least(congress):
    refused(lambda: SmallCongress.objects.update(stale_days=0))


def test_a_column_is_stale_after_its_days_without_public_news(cast, congress):
    assert columns(congress, date(2026, 9, 30)) == [
        ("residents", 29, False),
        ("owners", 29, False),
        ("property", 29, False),
    ]
    make_disclosure(congress, cast.lianluo, published_on=date(2026, 9, 20))
    gone = make_disclosure(congress, cast.lianluo, column="owners", published_on=date(2026, 9, 21))
    gone.withdraw(by=cast.lianluo)
    make_disclosure(congress, cast.lianluo, column="residents", published_on=date(2027, 1, 1))
    assert columns(congress, date(2026, 10, 1)) == [
        ("residents", 30, True),
        ("owners", 30, True),
        ("property", 11, False),
    ]
