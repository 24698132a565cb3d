"""Counts without counting: appended, folded, and equal to a full recount."""

import pytest

from messages.codes.destination import Recipient
from messages.figures import response, tallying
from messages.intake.incoming import Way, Words, submit
from messages.models import Channel, EntryTally, Message, ResponseRecord, Tally, TallyDelta
from messages.states import Rating, RatingSource
from tests.factories.casework import ANSWER, VOTER_PHONE, make_station
from tests.factories.states import IN_STATE, accepted, closed, fresh

pytestmark = pytest.mark.django_db


def stored():
    return {
        tuple(getattr(row, name) for name in tallying.PLACE): {
            name: getattr(row, name) for name in tallying.COUNTS
        }
        for row in Tally.objects.all()
    }


def test_folding_whatever_happened_equals_a_full_recount(cast):
    for make in IN_STATE.values():
        make(cast)
    cast.submit(keep_from=True)
    cast.submit(to=Recipient(make_station(cast.tree.xuetangwan, code="S9")))
    while tallying.fold():
        pass
    assert TallyDelta.objects.count() == 0
    assert stored() == tallying.count_all()
    assert sum(counts["received"] for counts in stored().values()) == Message.objects.count()


def test_folding_twice_adds_nothing(cast):
    closed(cast, Rating.SATISFIED)
    tallying.fold()
    before = stored()
    assert tallying.fold() == 0
    assert stored() == before


def test_a_reopened_matter_loses_its_rating_and_its_reply_in_the_counts(cast):
    message = closed(cast, Rating.DISSATISFIED)
    message.reopen("没有修好")
    tallying.fold()
    (counts,) = stored().values()
    assert counts == {
        "received": 1,
        "replied": 0,
        "ended": 0,
        "satisfied": 0,
        "basically_satisfied": 0,
        "dissatisfied": 0,
    }


def test_a_recount_says_how_many_places_were_wrong_and_mends_them(cast):
    closed(cast, Rating.SATISFIED)
    tallying.fold()
    Tally.objects.update(satisfied=5)
    assert tallying.recount() == 1
    assert tallying.recount() == 0
    assert stored() == tallying.count_all()


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


def entries():
    rows = EntryTally.objects.order_by("pk")
    return {row.entry: (row.received, row.answered) for row in rows}


def all_stations():
    return (0, 10**9)


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
    while tallying.fold():
        pass
    assert entries() == tallying.count_entries(all_stations())
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
    assert entries() == {}
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
