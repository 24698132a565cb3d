"""Counts without counting: appended, folded, and equal to a full recount."""

import pytest

from messages import response, tallying
from messages.intake import Recipient
from messages.models import Message, ResponseRecord, Tally, TallyDelta
from messages.states import Rating, RatingSource
from tests.factories.casework import ANSWER, make_cast, make_station
from tests.factories.states import IN_STATE, accepted, closed, fresh

pytestmark = pytest.mark.django_db


def stored():
    return {
        tuple(getattr(row, name) for name in tallying.PLACE): {
            name: getattr(row, name) for name in tallying.COUNTS
        }
        for row in Tally.objects.all()
    }


def test_folding_whatever_happened_equals_a_full_recount():
    cast = make_cast()
    for make in IN_STATE.values():
        make(cast)
    cast.submit(keep_from=True)
    cast.submit(to=Recipient(make_station(cast.tree.xuetangwan, code="S9")))
    while tallying.fold():
        pass
    assert TallyDelta.objects.count() == 0
    assert stored() == tallying.count_all()
    assert sum(counts["received"] for counts in stored().values()) == Message.objects.count()


def test_folding_twice_adds_nothing():
    cast = make_cast()
    closed(cast, Rating.SATISFIED)
    tallying.fold()
    before = stored()
    assert tallying.fold() == 0
    assert stored() == before


def test_a_reopened_matter_loses_its_rating_and_its_reply_in_the_counts():
    cast = make_cast()
    message = closed(cast, Rating.DISSATISFIED)
    message.reopen("没有修好")
    tallying.fold()
    (counts,) = stored().values()
    assert counts == {
        "received": 1, "replied": 0, "ended": 0,
        "satisfied": 0, "basically_satisfied": 0, "dissatisfied": 0,
    }  # fmt: skip


def test_a_recount_says_how_many_places_were_wrong_and_mends_them():
    cast = make_cast()
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


def test_the_response_record_speaks_from_ten_matters_on():
    cast = make_cast()
    for _ in range(9):
        answered_by_representative(cast, Rating.SATISFIED)
    response.renew_all()
    assert ResponseRecord.objects.get().is_telling is False

    answered_by_representative(cast, Rating.DISSATISFIED)
    response.renew_all()
    record = ResponseRecord.objects.get()
    assert (record.answered, record.rated, record.satisfied) == (10, 10, 9)
    assert record.is_telling is True
