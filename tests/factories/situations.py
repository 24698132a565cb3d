"""What may be going on with a matter: each situation is brought about by the acts themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from accounts.models import User
from accounts.phones import keyed_digest
from casework.actors import Actor
from messages.models import Message, PhoneCheck, Publication
from messages.states import Grade, Rating, RatingSource
from tests.factories import at_departments, at_desks, states
from tests.factories.casework import ANSWER
from tests.factories.moments import NOW

if TYPE_CHECKING:
    from tests.factories.neighbourhood import Neighbourhood

Make = Callable[["Neighbourhood"], Message]


def replied(around: Neighbourhood) -> Message:
    """The lead's answer was released; the co department is still at it."""
    message = at_departments.answered(around)
    at_departments.lead_of(message).release(by=around.actor(around.jiedao, message))
    return states.fresh(message)


def replied_by(name: str, make: Make) -> Make:
    def made(around: Neighbourhood) -> Message:
        message = make(around)
        message.reply(ANSWER, by=around.actor(getattr(around, name), message))
        return states.fresh(message)

    return made


def replied_to_visitor(around: Neighbourhood) -> Message:
    """Entered by one officer, answered by the one who stands in."""
    message = at_desks.entered(around)
    by = User.objects.get(username="daiban")
    message.reply(ANSWER, by=around.actor(by, message))
    return states.fresh(message)


def answered_to_visitor(around: Neighbourhood) -> Message:
    """By somebody who is an officer of the station as well."""
    message = at_desks.entered(around)
    by = around.actor(around.lianluo, message)
    message.assign(by=by, lead=around.village_body, grade=Grade.SIMPLE)
    share = at_departments.lead_of(message)
    share.submit_answer(ANSWER, by=Actor(User.objects.get(username="liangtou"), "果园路社区居委会"))
    at_departments.lead_of(states.fresh(message)).release(by=by)
    return states.fresh(message)


def rated(rating: str, make: Make) -> Make:
    def made(around: Neighbourhood) -> Message:
        message = make(around)
        message.rate(rating, words="没有修好", source=RatingSource.ONLINE)
        return states.fresh(message)

    return made


def reopened(around: Neighbourhood) -> Message:
    message = rated(Rating.DISSATISFIED, replied)(around)
    message.reopen("灯又坏了")
    return states.fresh(message)


def dissatisfied_again(around: Neighbourhood) -> Message:
    message = reopened(around)
    message.reply(ANSWER, by=around.actor(around.jiedao, message))
    message.rate(Rating.DISSATISFIED, source=RatingSource.ONLINE)
    return message


def publishable(around: Neighbourhood) -> Message:
    message = around.submit(may_publish=True)
    message.reply(ANSWER, by=around.actor(around.daibiao, message))
    return states.fresh(message)


def published(around: Neighbourhood) -> Message:
    message = publishable(around)
    by = around.actor(around.jiedao, message)
    message.confirm_phone("打通了", by=by)
    Publication.objects.publish(
        message,
        title="路灯修好了",
        body="路灯坏了",
        answer="修好了",
        photos=(),
        secrecy_checked=True,
        by=by,
    )
    return message


def code_sent(around: Neighbourhood) -> Message:
    """A minute before NOW; the code is 123456."""
    message = publishable(around)
    PhoneCheck.objects.create(
        message=message,
        code_digest=keyed_digest("phone-check", str(message.pk), "123456"),
        sent_at=NOW - timedelta(minutes=1),
    )
    return message


BY_REPRESENTATIVE = replied_by("daibiao", states.accepted)
BY_STATION = replied_by("lianluo", states.at_station)


SITUATIONS: dict[str, Make] = {
    # at a desk
    "submitted": states.submitted,
    "just_submitted": at_desks.just_submitted,
    "submitted_to_absent": at_desks.submitted_to_absent,
    "unreachable": lambda around: around.submit(phone=None),
    "to_station": at_desks.to_station,
    "kept": at_desks.kept,
    "entered": at_desks.entered,
    "accepted": states.accepted,
    "reminded_today": at_desks.reminded_today,
    "urged": at_desks.urged,
    "late_at_representative": at_desks.late_at_representative,
    "at_station": states.at_station,
    "left_behind": at_desks.left_behind,
    "paused_at_station": at_desks.paused_at_station,
    "at_street": states.at_street,
    "decline_proposed": at_desks.decline_proposed,
    "at_county": at_desks.at_county,
    "kept_at_county": at_desks.kept_at_county,
    "at_city": at_desks.at_city,
    "returned": at_departments.returned,
    "returned_to_county": at_departments.returned_to_county,
    "reopened": reopened,
    # at departments
    "assigned": at_departments.assigned,
    "assigned_by_station": at_departments.assigned_by_station,
    "assigned_on_monday": at_departments.assigned_on_monday,
    "assigned_on_tuesday": at_departments.assigned_on_tuesday,
    "assigned_again": at_departments.assigned_again,
    "handling": at_departments.handling,
    "co_handling": at_departments.co_handling,
    "paused_at_department": at_departments.paused_at_department,
    "time_asked": at_departments.time_asked,
    "time_refused": at_departments.time_refused,
    "return_asked": at_departments.return_asked,
    "return_asked_late": at_departments.return_asked_late,
    "return_refused": at_departments.return_refused,
    "return_asked_of_station": at_departments.return_asked_of_station,
    "answered": at_departments.answered,
    "both_answered": at_departments.both_answered,
    "answered_to_station": at_departments.answered_to_station,
    # with the voter
    "replied": replied,
    "replied_by_representative": BY_REPRESENTATIVE,
    "replied_to_visitor": replied_to_visitor,
    "answered_to_visitor": answered_to_visitor,
    "publishable": publishable,
    "published": published,
    "code_sent": code_sent,
    # ended
    "satisfied": rated(Rating.SATISFIED, replied),
    "dissatisfied": rated(Rating.DISSATISFIED, replied),
    "dissatisfied_again": dissatisfied_again,
    "dissatisfied_with_representative": rated(Rating.DISSATISFIED, BY_REPRESENTATIVE),
    "dissatisfied_with_station": rated(Rating.DISSATISFIED, BY_STATION),
    "declined": states.declined,
    "withdrawn": states.withdrawn,
    "merged": states.merged,
    "split": states.split_up,
    "closed_elsewhere": states.closed_elsewhere,
}
