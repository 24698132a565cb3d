"""What the voter may do with a matter, and when."""

from datetime import date

import pytest
from django.utils import timezone

from casework.workflow import TransitionError
from messages import permissions as may
from messages.models import MessageEvent
from messages.states import Holder, Rating, RatingSource, State
from notifications.models import Delivery, Notice
from tests.clock import frozen
from tests.factories.casework import ANSWER
from tests.factories.states import accepted, at_street, closed, fresh, replied, submitted

pytestmark = pytest.mark.django_db


def test_urging_works_once_in_three_days(cast):
    with frozen("2026-11-16 10:00"):
        message = submitted(cast)
        message.urge()
    with frozen("2026-11-18 10:00"):
        assert message.next_urge() == date(2026, 11, 19)
        with pytest.raises(TransitionError, match="三天内"):
            message.urge()
    with frozen("2026-11-19 10:00"):
        message.urge()
    assert message.events.filter(kind="urge").count() == 2


def test_pressure_to_withdraw_is_read_by_county_staff_alone(cast):
    message = submitted(cast)
    message.withdraw(pressure="有人上门要我撤回")
    readers = {
        user.username: message.events.for_staff(user).filter(text__contains="上门").exists()
        for user in (cast.daibiao, cast.lianluo, cast.jiedao, cast.quxian, cast.shiji)
    }
    assert readers == {
        "daibiao": False,
        "lianluo": False,
        "jiedao": False,
        "quxian": True,
        "shiji": True,
    }
    assert not message.events.for_voter().filter(kind=MessageEvent.PRESSURE).exists()


def test_a_withdrawn_matter_takes_its_assignments_along(cast):
    message = at_street(cast)
    message.assign(by=cast.actor(cast.jiedao, message), lead=cast.street_office, grade="simple")
    message.withdraw()
    assert fresh(message).state == State.WITHDRAWN
    assert message.assignments.get().state == "cancelled"


def test_a_satisfied_voter_closes_and_cannot_reopen(cast):
    message = closed(cast, Rating.SATISFIED)
    assert message.may_reopen(date(2026, 1, 1)) is False
    with pytest.raises(TransitionError, match="不能再请求"):
        message.reopen("再来一次")


@pytest.mark.parametrize(
    ("sits", "holder"), [(True, Holder.REPRESENTATIVE), (False, Holder.STATION)]
)
def test_again_it_goes_to_who_answered_if_that_person_still_sits(cast, sits, holder):
    message = submitted(cast)
    message.reply(ANSWER, by=cast.actor(cast.daibiao, message))
    message.rate(Rating.DISSATISFIED, source=RatingSource.ONLINE)
    if not sits:
        cast.representative.seats.get().end(on=timezone.localdate(), reason="任期届满")
    message = fresh(message)

    message.reopen("灯又坏了")

    assert fresh(message).holder == holder


def test_a_dissatisfied_voter_reopens_once_and_the_handler_is_told(cast):
    message = closed(cast, Rating.DISSATISFIED)
    message.reopen("灯又坏了")
    message = fresh(message)
    assert (message.state, message.holder) == (State.REOPENED, Holder.OFFICE)
    assert message.rating == ""
    assert Notice.objects.filter(user=cast.jiedao, text__contains="再办一次").count() == 1

    message.reply(ANSWER, by=cast.actor(cast.jiedao, message))
    message.rate(Rating.DISSATISFIED, source=RatingSource.ONLINE)
    with pytest.raises(TransitionError, match="不能再请求"):
        fresh(message).reopen("还是不行")


def test_reopening_ends_with_the_rating_window(cast):
    with frozen("2026-11-16 10:00"):
        message = closed(cast, Rating.DISSATISFIED)
    assert message.may_reopen(date(2026, 11, 25)) is True
    assert message.may_reopen(date(2026, 11, 26)) is False


def test_what_a_representative_answered_comes_back_to_the_representative(cast):
    message = accepted(cast)
    message.reply(ANSWER, by=cast.actor(cast.daibiao, message))
    message.rate(Rating.DISSATISFIED, source=RatingSource.ONLINE)
    message.reopen("没有修好")
    assert fresh(message).holder == Holder.REPRESENTATIVE


def test_the_words_of_a_rating_are_read_by_the_level_above_the_handler(cast):
    message = replied(cast)  # answered through the street's office
    message.rate(Rating.DISSATISFIED, words="态度不好", source=RatingSource.ONLINE)
    readers = {
        user.username: may.can_read_rating_words(user, fresh(message))
        for user in (cast.daibiao, cast.lianluo, cast.zhanban, cast.jiedao, cast.quxian)
    }
    assert readers == {
        "daibiao": False,
        "lianluo": False,
        "zhanban": False,
        "jiedao": False,
        "quxian": True,
    }


def test_nobody_can_add_words_after_the_end(cast):
    with pytest.raises(TransitionError):
        closed(cast).add_words("还有一句")


def test_voters_of_merged_matters_are_told_of_the_one_answer(cast):
    target, message = at_street(cast), at_street(cast)
    message.merge_into(target, by=cast.actor(cast.jiedao, message))
    target.reply(ANSWER, by=cast.actor(cast.jiedao, target))
    event = target.events.get(kind="reply")
    keys = Delivery.objects.values_list("key", flat=True)
    assert {f"sms::voter:{m.pk}:{event.pk}" for m in (target, message)} <= set(keys)
