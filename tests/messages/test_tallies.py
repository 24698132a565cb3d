"""Counts without counting: appended, folded, and equal to a full recount."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from messages.codes.destination import Recipient
from messages.figures import response, tallying
from messages.intake.incoming import Way, Words, submit
from messages.models import (
    Channel,
    EntryTally,
    Message,
    ResponseRecord,
    Tally,
    TallyDelta,
    YearTally,
)
from messages.states import Rating, RatingSource
from tests.clock import frozen
from tests.factories.casework import ANSWER, VOTER_PHONE, make_station
from tests.factories.states import IN_STATE, accepted, closed, fresh

pytestmark = pytest.mark.django_db

ALL_STATIONS = (0, 10**9)


def stored(book):
    return {row.place: row.counts for row in book.objects.all() if any(row.counts.values())}


def counted():
    """By day and by year, from the matters themselves."""
    days = tallying.count_days(ALL_STATIONS)
    return days, tallying.years_of(days)


def fold_all():
    while tallying.fold():
        pass


def test_folding_whatever_happened_equals_a_full_recount(cast):
    for make in IN_STATE.values():
        make(cast)
    cast.submit(keep_from=True)
    cast.submit(to=Recipient(make_station(cast.tree.xuetangwan, code="S9")))
    with frozen("2025-12-31 23:59"):
        cast.submit()
    fold_all()
    assert TallyDelta.objects.count() == 0
    assert (stored(Tally), stored(YearTally)) == counted()
    for book in (Tally, YearTally):
        assert sum(row.received for row in book.objects.all()) == Message.objects.count()


def test_each_day_is_counted_by_itself_and_a_year_is_the_sum_of_its_days(cast):
    for moment in ("2025-12-31 23:59", "2026-01-01 00:01", "2026-01-01 09:00", "2026-02-03 09:00"):
        with frozen(moment):
            cast.submit()
    fold_all()
    assert list(Tally.objects.order_by("day").values_list("day", "received")) == [
        (date(2025, 12, 31), 1),
        (date(2026, 1, 1), 2),
        (date(2026, 2, 3), 1),
    ]
    assert list(YearTally.objects.order_by("year").values_list("year", "received")) == [
        (2025, 1),
        (2026, 3),
    ]


def test_what_becomes_of_a_matter_counts_for_the_day_it_came_in(cast):
    with frozen("2026-11-12 09:00"):
        message = cast.submit()
    fold_all()
    with frozen("2026-11-16 09:00"):
        message.reply(ANSWER, by=cast.actor(cast.daibiao, message))
    fold_all()
    (row,) = Tally.objects.all()
    assert (row.day, row.received, row.replied) == (date(2026, 11, 12), 1, 1)


def test_folding_twice_adds_nothing(cast):
    closed(cast, Rating.SATISFIED)
    tallying.fold()
    before = stored(Tally), stored(YearTally)
    assert tallying.fold() == 0
    assert (stored(Tally), stored(YearTally)) == before


def test_many_places_cost_as_many_queries_as_few(cast, django_assert_num_queries):
    def on(day):
        with frozen(f"2026-11-{day} 09:00"):
            cast.submit()

    on(2)
    with CaptureQueriesContext(connection) as one:
        tallying.fold()
    for day in (3, 4, 5):
        on(day)
    with django_assert_num_queries(len(one)):
        tallying.fold()


def test_a_reopened_matter_loses_its_rating_and_its_reply_in_the_counts(cast):
    message = closed(cast, Rating.DISSATISFIED)
    message.reopen("没有修好")
    tallying.fold()
    for book in (Tally, YearTally):
        (counts,) = stored(book).values()
        assert counts == {
            "received": 1,
            "replied": 0,
            "ended": 0,
            "satisfied": 0,
            "basically_satisfied": 0,
            "dissatisfied": 0,
        }


@pytest.mark.parametrize("book", [Tally, YearTally])
def test_a_recount_says_how_many_places_were_wrong_and_mends_them(cast, book):
    closed(cast, Rating.SATISFIED)
    tallying.fold()
    book.objects.update(satisfied=5)
    assert tallying.recount() == 1
    assert tallying.recount() == 0
    assert (stored(Tally), stored(YearTally)) == counted()


@pytest.mark.parametrize("book", [Tally, YearTally])
def test_a_recount_makes_what_is_missing_and_empties_what_nobody_sent(cast, book):
    closed(cast, Rating.SATISFIED)
    tallying.fold()
    (row,) = book.objects.all()
    book.objects.all().delete()
    book.objects.create(
        area=cast.tree.xiba, station=row.station, is_proxied=True, received=9, **time_of(row)
    )
    assert tallying.recount() == 2
    assert (stored(Tally), stored(YearTally)) == counted()
    assert tallying.recount() == 0


def time_of(row):
    return {row.PLACE[0]: row.place[0]}


def test_what_waits_to_be_folded_is_no_mistake(cast):
    closed(cast, Rating.SATISFIED)
    assert TallyDelta.objects.count() > 0
    assert tallying.recount() == 0
    assert TallyDelta.objects.count() == 0
    assert (stored(Tally), stored(YearTally)) == counted()


def answered_by_representative(cast, rating):
    message = accepted(cast)
    message.reply(ANSWER, by=cast.actor(cast.daibiao, message))
    fresh(message).rate(rating, source=RatingSource.ONLINE)


def test_the_response_record_speaks_from_ten_matters_on(cast):
    for _ in range(9):
        answered_by_representative(cast, Rating.SATISFIED)
    response.renew_all()
    assert ResponseRecord.objects.get().is_telling is False

    answered_by_representative(cast, Rating.DISSATISFIED)
    response.renew_all()
    record = ResponseRecord.objects.get()
    assert (record.answered, record.rated, record.satisfied) == (10, 10, 9)
    assert record.is_telling is True


# by code and entry ------------------------------------------------------------------------------


def by_entry(cast, slug="gzh", **changes):
    """A message by a tagged link."""
    channel = Channel.objects.get(slug=slug)
    to = Recipient(cast.station, cast.representative, cast.code)
    words = Words(f"路灯 {Message.objects.count()}", VOTER_PHONE)
    key = f"key-{Message.objects.count()}"
    return submit(words, to, key=key, way=Way(channel.pk), **changes)


def test_folding_entries_equals_a_full_recount(cast):
    for make in IN_STATE.values():
        make(cast)
    by_entry(cast)
    by_entry(cast, slug="event")
    fold_all()
    assert stored(EntryTally) == tallying.count_entries(ALL_STATIONS)
    assert tallying.recount() == 0


def test_an_answer_counts_for_the_code_and_the_entry_it_came_by(cast):
    message = fresh(by_entry(cast))
    message.accept(by=cast.actor(cast.daibiao, message))
    message.reply(ANSWER, by=cast.actor(cast.daibiao, message))
    by_entry(cast)
    tallying.fold()
    (row,) = EntryTally.objects.all()
    assert (row.code, row.channel.slug, row.received, row.answered) == (cast.code, "gzh", 2, 1)


def test_what_is_kept_from_the_station_is_not_counted_for_its_code(cast):
    by_entry(cast, keep_from=True)
    tallying.fold()
    assert stored(EntryTally) == {}
    assert tallying.recount() == 0


def test_a_recount_mends_entries_and_keeps_their_scans(cast):
    by_entry(cast)
    tallying.fold()
    EntryTally.objects.update(received=7, answered=3, scans=11)
    by_entry(cast)  # not folded yet
    assert tallying.recount() == 1
    (row,) = EntryTally.objects.all()
    assert (row.scans, row.received, row.answered) == (11, 2, 0)
    assert tallying.recount() == 0
