"""When a last seat ends: to the station, to a successor, and what is refused."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from areas.dates import chinese_date
from casework.workflow import TransitionError
from messages.actors import office_actor
from messages.codes.destination import Recipient
from messages.desk.succession import (
    held_by,
    leave_to_stations,
    leave_what_is_held,
    left_by,
    pass_to,
    strays,
)
from messages.models import Message
from messages.states import AT_DESK, Holder
from messages.voter.story import read
from notifications.models import Notice
from tests.factories import states
from tests.factories.casework import make_representative

pytestmark = pytest.mark.django_db


def leave(cast):
    return leave_to_stations(held_by([cast.representative.pk]), key="test")


@pytest.mark.parametrize("make", [states.submitted, states.accepted])
def test_what_the_representative_holds_goes_to_the_station_with_a_new_clock(cast, make):
    message = make(cast)
    assert leave(cast) == {cast.representative.pk: 1}
    after = states.fresh(message)
    rules = after.rules
    limit = rules.register_limit if message.state == "submitted" else rules.assign_limit

    assert (after.holder, after.state) == (Holder.STATION, message.state)
    assert (after.clock, after.clock_started_on) == (limit, timezone.localdate())
    assert after.explain_due().due_date == after.due_date
    assert after.events.last().text == (
        "秦望舒代表已经离任，由果园路社区代表联络站接着办理。"
        f"办理时间从今天重新计算，到 {chinese_date(after.due_date)}。"
    )


def test_the_voter_reads_it_on_the_own_page(cast):
    message = states.submitted(cast)
    leave(cast)
    told = read(message.token_digest)

    assert told.lines("t")[-1].text.startswith("秦望舒代表已经离任，由果园路社区代表联络站")


@pytest.mark.parametrize("make", [states.at_station, states.at_street, states.handling])
def test_what_others_hold_stays_with_them(cast, make):
    message = make(cast)

    assert leave(cast) == {}
    assert states.fresh(message).holder == message.holder
    with pytest.raises(TransitionError, match="现在不在代表手里"):
        states.fresh(message).leave_to_station()


def test_the_officers_are_told_once_for_all_matters(cast):
    for _ in range(3):
        states.submitted(cast)
    leave(cast)

    told = Notice.objects.filter(user=cast.lianluo, text__contains="代表离任")
    assert [notice.text for notice in told] == ["代表离任，3 件没办完的留言转到站点，请接着办理。"]


def test_what_somebody_acts_on_at_this_moment_is_left_to_that_act(cast):
    mine, theirs = states.submitted(cast), states.submitted(cast)
    read = list(held_by([cast.representative.pk]).with_people())
    theirs.accept(by=cast.actor(cast.daibiao, theirs))
    states.fresh(theirs).hand_over("要社区来办", by=cast.actor(cast.daibiao, theirs))

    matters = SimpleNamespace(with_people=lambda: read)
    assert leave_to_stations(matters, key="test") == {cast.representative.pk: 1}
    told = Notice.objects.get(user=cast.lianluo, text__contains="代表离任")
    assert told.text == "代表离任，1 件没办完的留言转到站点，请接着办理。"
    kinds = [states.fresh(m).events.filter(kind="term_over").count() for m in (mine, theirs)]
    assert kinds == [1, 0]


def test_what_another_representative_holds_or_left_is_not_touched(cast):
    colleague = make_representative("覃同事", cast.station)
    own = states.accepted(cast)
    other = cast.submit(to=Recipient(cast.station, colleague))

    assert list(held_by([cast.representative.pk])) == [own]
    assert list(held_by([cast.representative.pk, colleague.pk]).order_by("pk")) == [own, other]
    leave_to_stations(held_by([cast.representative.pk, colleague.pk]), key="both")
    assert (list(left_by(cast.representative)), list(left_by(colleague))) == ([own], [other])

    successor = make_representative("覃继任", cast.station)
    by = office_actor(cast.quxian, cast.tree.xiling)
    assert pass_to(cast.representative, successor, by=by) == 1
    assert (list(held_by([successor.pk])), list(left_by(colleague))) == ([own], [other])


def test_only_what_was_left_at_the_station_is_passed_on(cast):
    left, handed = states.accepted(cast), states.at_station(cast)
    leave(cast)
    successor = make_representative("覃继任", cast.station)
    by = office_actor(cast.quxian, cast.tree.xiling)

    assert list(left_by(cast.representative)) == [left]
    assert pass_to(cast.representative, successor, by=by) == 1
    after = states.fresh(left)
    assert (after.holder, after.representative) == (Holder.REPRESENTATIVE, successor)
    assert after.clock == after.rules.simple_limit
    assert states.fresh(handed).representative == cast.representative


def test_what_the_station_has_moved_on_is_not_passed_any_more(cast):
    message = states.accepted(cast)
    leave(cast)
    after = states.fresh(message)
    after.refer_to_assign("请街道交办", by=cast.actor(cast.lianluo, after))
    successor = make_representative("覃继任", cast.station)

    by = office_actor(cast.quxian, cast.tree.xiling)
    assert pass_to(cast.representative, successor, by=by) == 0
    with pytest.raises(TransitionError, match="留在站点的事"):
        states.fresh(message).pass_on(successor, by=by)


def test_nobody_succeeds_himself(cast):
    message = states.accepted(cast)
    leave(cast)
    by = office_actor(cast.quxian, cast.tree.xiling)

    with pytest.raises(TransitionError, match="留在站点的事"):
        states.fresh(message).pass_on(cast.representative, by=by)


def test_who_leaves_hands_over_and_a_second_time_tells_nobody(cast):
    cast.representative.seats.get().end(on=timezone.localdate(), reason="resigned")
    states.submitted(cast)
    leave_what_is_held(cast.representative, "left")
    notice = Notice.objects.get(user=cast.lianluo, text__contains="代表离任")
    assert (notice.url, notice.key) == ("/desk/", f"left:{cast.station.pk}")

    states.submitted(cast)
    leave_what_is_held(cast.representative, "left")
    assert Notice.objects.filter(user=cast.lianluo, text__contains="代表离任").count() == 1
    assert list(held_by([cast.representative.pk])) == []


def test_strays_are_held_by_somebody_without_a_seat(cast):
    message = states.submitted(cast)
    make_representative("覃同事", cast.station)  # whose seat is not theirs
    assert list(strays()) == []
    cast.representative.seats.get().suspend()
    assert (list(strays()), list(strays(suspended=True))) == ([], [message])
    cast.representative.seats.get().end(on=timezone.localdate(), reason="resigned")
    assert (list(strays()), list(strays(suspended=True))) == ([message], [])

    leave_to_stations(strays(), key="strays")
    assert list(strays()) == []
    assert Message.objects.get().state in AT_DESK
