"""What may be going on with a matter: each situation is brought about by the acts themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from accounts.models import User
from accounts.phones import keyed_digest
from casework.actors import Actor
from messages.codes.destination import Recipient
from messages.intake.incoming import Words, enter
from messages.models import Message, PhoneCheck, Publication
from messages.states import Grade, Rating, RatingSource
from tests.factories import states
from tests.factories.casework import ANSWER
from tests.factories.moments import NOW

if TYPE_CHECKING:
    from tests.factories.neighbourhood import Neighbourhood

Make = Callable[["Neighbourhood"], Message]
DECLINE = ("已在诉讼中", "西陵区人民法院")


def just_submitted(around: Neighbourhood) -> Message:
    """There is time until the day after NOW."""
    message = around.submit()
    Message.objects.filter(pk=message.pk).update(due_date=date(2026, 11, 17))
    return states.fresh(message)


def submitted_to_absent(around: Neighbourhood) -> Message:
    """There is time as well, but the representative has gone away since."""
    message = around.submit(to=Recipient(around.station, around.absent))
    Message.objects.filter(pk=message.pk).update(due_date=date(2026, 11, 17))
    return states.fresh(message)


def to_station(around: Neighbourhood) -> Message:
    return around.submit(to=Recipient(around.station, None, around.code_of_station))


def kept(around: Neighbourhood) -> Message:
    return around.submit(keep_from=True)


def entered(around: Neighbourhood) -> Message:
    """A visitor's, written down by the officer."""
    officer = around.actor(around.lianluo, around.submit())
    words = Words("电梯坏了。", "13900009999", "来访人")
    to = Recipient(around.station, around.representative)
    message = enter(
        words, to, key=f"{Message.objects.count()}", origin="walk_in", other=("", ""), by=officer
    )
    message.confirm_phone("打通了", by=officer)
    return message


def left_behind(around: Neighbourhood) -> Message:
    message = states.accepted(around)
    message.leave_to_station()
    return message


def decline_proposed(around: Neighbourhood) -> Message:
    message = states.at_station(around)
    message.refer_to_decline(*DECLINE, by=around.actor(around.lianluo, message))
    return message


def at_county(around: Neighbourhood) -> Message:
    """The street asked the county in its turn."""
    message = states.at_street(around)
    message.refer_to_assign("请区里交办", by=around.actor(around.jiedao, message))
    return message


def kept_at_county(around: Neighbourhood) -> Message:
    message = kept(around)
    message.refer_to_assign("请区里交办", by=around.actor(around.jiedao, message))
    return message


def paused_at_station(around: Neighbourhood) -> Message:
    message = states.at_station(around)
    message.pause("等您补充地点", by=around.actor(around.lianluo, message))
    return message


def assigned(around: Neighbourhood) -> Message:
    """To a lead and a co department."""
    message = states.at_street(around)
    message.assign(
        by=around.actor(around.jiedao, message),
        lead=around.street_office,
        co=[around.village_body],
        grade=Grade.SIMPLE,
    )
    return states.fresh(message)


def assigned_by_station(around: Neighbourhood) -> Message:
    message = states.at_station(around)
    by = around.actor(around.lianluo, message)
    message.assign(by=by, lead=around.village_body, grade=Grade.ORDINARY)
    return states.fresh(message)


def lead_of(message: Message) -> Any:
    return message.assignments.get(role="lead")


def co_of(message: Message) -> Any:
    return message.assignments.get(role="co")


def handling(around: Neighbourhood) -> Message:
    """The lead has signed, the co department has not."""
    message = assigned(around)
    lead_of(message).sign(by=around.actor(around.zhanban, message))
    return states.fresh(message)


def co_handling(around: Neighbourhood) -> Message:
    """The co department has signed, the lead has not."""
    message = assigned(around)
    co_of(message).sign(by=around.actor(around.cunju, message))
    return states.fresh(message)


def paused_at_department(around: Neighbourhood) -> Message:
    message = handling(around)
    message.pause("等您补充地点", by=around.actor(around.jiedao, message))
    return message


def time_asked(around: Neighbourhood) -> Message:
    """By the lead, who has signed, and by the co department, which has not."""
    message = handling(around)
    lead_of(message).request_extension(3, "等配件", by=around.actor(around.zhanban, message))
    co_of(message).request_extension(2, "等天晴", by=around.actor(around.cunju, message))
    return message


def return_asked(around: Neighbourhood) -> Message:
    """By the lead before it signed, and by the co department."""
    message = assigned(around)
    lead_of(message).request_return("归区里管", by=around.actor(around.zhanban, message))
    co_of(message).request_return("不归我们管", by=around.actor(around.cunju, message))
    return message


def return_asked_late(around: Neighbourhood) -> Message:
    """By the lead after it signed."""
    message = handling(around)
    lead_of(message).request_return("归区里管", by=around.actor(around.zhanban, message))
    return message


def return_asked_of_station(around: Neighbourhood) -> Message:
    message = assigned_by_station(around)
    lead_of(message).request_return("归街道管", by=around.actor(around.cunju, message))
    return message


def returned_to_county(around: Neighbourhood) -> Message:
    """The lead gave it back, so the street asks the county; the co department is still at it."""
    message = returned(around)
    message.refer_to_assign("请区里交办", by=around.actor(around.jiedao, message))
    return states.fresh(message)


def returned(around: Neighbourhood) -> Message:
    message = return_asked_late(around)
    lead_of(message).approve_return(by=around.actor(around.jiedao, message))
    return states.fresh(message)


def answered(around: Neighbourhood) -> Message:
    message = handling(around)
    lead_of(message).submit_answer(ANSWER, by=around.actor(around.zhanban, message))
    return states.fresh(message)


def both_answered(around: Neighbourhood) -> Message:
    message = answered(around)
    co_of(message).submit_answer(ANSWER, by=around.actor(around.cunju, message))
    return message


def answered_to_station(around: Neighbourhood) -> Message:
    message = assigned_by_station(around)
    share = lead_of(message)
    share.sign(by=around.actor(around.cunju, message))
    share.submit_answer(ANSWER, by=around.actor(around.cunju, message))
    return states.fresh(message)


def replied(around: Neighbourhood) -> Message:
    """The lead's answer was released; the co department is still at it."""
    message = answered(around)
    lead_of(message).release(by=around.actor(around.jiedao, message))
    return states.fresh(message)


def replied_by(name: str, make: Make) -> Make:
    def made(around: Neighbourhood) -> Message:
        message = make(around)
        message.reply(ANSWER, by=around.actor(getattr(around, name), message))
        return states.fresh(message)

    return made


def replied_to_visitor(around: Neighbourhood) -> Message:
    """Entered by one officer, answered by the one who stands in."""
    message = entered(around)
    by = User.objects.get(username="daiban")
    message.reply(ANSWER, by=around.actor(by, message))
    return states.fresh(message)


def answered_to_visitor(around: Neighbourhood) -> Message:
    """By somebody who is an officer of the station as well."""
    message = entered(around)
    by = around.actor(around.lianluo, message)
    message.assign(by=by, lead=around.village_body, grade=Grade.SIMPLE)
    share = lead_of(message)
    share.submit_answer(ANSWER, by=Actor(User.objects.get(username="liangtou"), "果园路社区居委会"))
    lead_of(states.fresh(message)).release(by=by)
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


def late_at_representative(around: Neighbourhood) -> Message:
    """Accepted within the limit, so that nobody may take it; due before NOW."""
    message = states.accepted(around)
    Message.objects.filter(pk=message.pk).update(due_date=date(2026, 11, 13))
    return states.fresh(message)


BY_REPRESENTATIVE = replied_by("daibiao", states.accepted)
BY_STATION = replied_by("lianluo", states.at_station)

SITUATIONS: dict[str, Make] = {
    # at a desk
    "submitted": states.submitted,
    "just_submitted": just_submitted,
    "submitted_to_absent": submitted_to_absent,
    "unreachable": lambda around: around.submit(phone=None),
    "to_station": to_station,
    "kept": kept,
    "entered": entered,
    "accepted": states.accepted,
    "late_at_representative": late_at_representative,
    "at_station": states.at_station,
    "left_behind": left_behind,
    "paused_at_station": paused_at_station,
    "at_street": states.at_street,
    "decline_proposed": decline_proposed,
    "at_county": at_county,
    "kept_at_county": kept_at_county,
    "returned": returned,
    "returned_to_county": returned_to_county,
    "reopened": reopened,
    # at departments
    "assigned": assigned,
    "assigned_by_station": assigned_by_station,
    "handling": handling,
    "co_handling": co_handling,
    "paused_at_department": paused_at_department,
    "time_asked": time_asked,
    "return_asked": return_asked,
    "return_asked_late": return_asked_late,
    "return_asked_of_station": return_asked_of_station,
    "answered": answered,
    "both_answered": both_answered,
    "answered_to_station": answered_to_station,
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
    "dissatisfied_with_representative": rated(Rating.DISSATISFIED, BY_REPRESENTATIVE),
    "dissatisfied_with_station": rated(Rating.DISSATISFIED, BY_STATION),
    "declined": states.declined,
    "withdrawn": states.withdrawn,
    "merged": states.merged,
    "split": states.split_up,
    "closed_elsewhere": states.closed_elsewhere,
}
