"""A matter in any state, brought there by the moves themselves; and every move, ready to try."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from casework.actors import SYSTEM
from casework.clock import Clock
from messages.intake.incoming import split
from messages.models import Message, MessageAssignment
from messages.states import Grade, Rating, RatingSource, State
from tests.factories.casework import ANSWER, Cast

Make = Callable[[Cast], Message]


def fresh(message: Message) -> Message:
    return Message.objects.with_people().get(pk=message.pk)


def submitted(cast: Cast) -> Message:
    return fresh(cast.submit())


def accepted(cast: Cast) -> Message:
    message = submitted(cast)
    message.accept(by=cast.actor(cast.daibiao, message))
    return fresh(message)


def at_station(cast: Cast) -> Message:
    message = accepted(cast)
    message.hand_over("要社区来办", by=cast.actor(cast.daibiao, message))
    return fresh(message)


def at_street(cast: Cast) -> Message:
    message = at_station(cast)
    message.refer_to_assign("请街道交办", by=cast.actor(cast.lianluo, message))
    return fresh(message)


def assigned(cast: Cast) -> Message:
    message = at_street(cast)
    message.assign(by=cast.actor(cast.jiedao, message), lead=cast.street_office, grade=Grade.SIMPLE)
    return fresh(message)


def handling(cast: Cast) -> Message:
    message = assigned(cast)
    message.assignments.get().sign(by=cast.actor(cast.zhanban, message))
    return fresh(message)


def answered(cast: Cast) -> Message:
    message = handling(cast)
    message.assignments.get().submit_answer(ANSWER, by=cast.actor(cast.zhanban, message))
    return fresh(message)


def replied(cast: Cast) -> Message:
    message = answered(cast)
    message.assignments.get().release(by=cast.actor(cast.jiedao, message))
    return fresh(message)


def closed(cast: Cast, rating: str = Rating.DISSATISFIED) -> Message:
    message = replied(cast)
    message.rate(rating, source=RatingSource.ONLINE)
    return fresh(message)


def reopened(cast: Cast) -> Message:
    message = closed(cast)
    message.reopen("灯又坏了")
    return fresh(message)


def returned(cast: Cast) -> Message:
    message = handling(cast)
    share = message.assignments.get()
    share.request_return("这条路归区里管", by=cast.actor(cast.zhanban, message))
    share.approve_return(by=cast.actor(cast.jiedao, message))
    return fresh(message)


def declined(cast: Cast) -> Message:
    message = at_street(cast)
    message.decline("已在诉讼中", "西陵区人民法院", by=cast.actor(cast.jiedao, message))
    return fresh(message)


def withdrawn(cast: Cast) -> Message:
    message = submitted(cast)
    message.withdraw()
    return fresh(message)


def merged(cast: Cast) -> Message:
    target, message = at_street(cast), at_street(cast)
    message.merge_into(target, by=cast.actor(cast.jiedao, message))
    return fresh(message)


def split_up(cast: Cast) -> Message:
    message = at_street(cast)
    split(message, ["路灯坏了", "充电桩不够"], by=cast.actor(cast.jiedao, message))
    return fresh(message)


def closed_elsewhere(cast: Cast) -> Message:
    message = at_street(cast)
    message.close_elsewhere("12345 热线", "YC-1", "已修好。", by=cast.actor(cast.jiedao, message))
    return fresh(message)


IN_STATE: dict[str, Make] = {
    State.SUBMITTED: submitted,
    State.ACCEPTED: accepted,
    State.ASSIGNED: assigned,
    State.HANDLING: handling,
    State.ANSWERED: answered,
    State.REPLIED: replied,
    State.CLOSED: closed,
    State.DECLINED: declined,
    State.RETURNED: returned,
    State.WITHDRAWN: withdrawn,
    State.MERGED: merged,
    State.SPLIT: split_up,
    State.REOPENED: reopened,
    State.CLOSED_ELSEWHERE: closed_elsewhere,
}


def _merge(message: Message, cast: Cast) -> None:
    message.merge_into(at_station(cast), by=cast.actor(cast.jiedao, message))


def _lead(message: Message) -> object:
    return message.assignments.first()


def _resume(message: Message, cast: Cast) -> None:
    if message.due_date:
        Message.objects.filter(pk=message.pk).update(paused_on=timezone.localdate())
        message.refresh_from_db()
    message.resume(by=SYSTEM)


# Every action of the table as its own method; the arguments are the plainest that work.
MOVES: dict[str, Callable[[Message, Cast], object]] = {
    "accept": lambda m, c: m.accept(by=SYSTEM),
    "take_up": lambda m, c: m.take_up(by=c.actor(c.shiji, m)),
    "cover": lambda m, c: m.move_to_cover(),
    "reply": lambda m, c: m.reply(ANSWER, by=c.actor(c.jiedao, m)),
    "refer_to_assign": lambda m, c: m.refer_to_assign("请上级交办", by=SYSTEM),
    "refer_to_decline": lambda m, c: m.refer_to_decline("在诉讼中", "法院", by=SYSTEM),
    "decline": lambda m, c: m.decline("在诉讼中", "法院", by=SYSTEM),
    "assign": lambda m, c: m.assign(
        by=c.actor(c.jiedao, m), lead=c.village_body, grade=Grade.ORDINARY
    ),
    "pause": lambda m, c: m.pause("等您补充地点", by=SYSTEM),
    "resume": _resume,
    "merge": _merge,
    "split": lambda m, c: split(m, ["一", "二"], by=c.actor(c.jiedao, m)),
    "close_elsewhere": lambda m, c: m.close_elsewhere(
        "12345 热线", "1", "", by=c.actor(c.jiedao, m)
    ),
    "supervise": lambda m, c: m.supervise("久拖不办", by=SYSTEM),
    "start_handling": lambda m, c: m.lead_started(by=SYSTEM),
    "lead_answered": lambda m, c: m.lead_answered(by=SYSTEM),
    "lead_returned": lambda m, c: m.lead_returned(by=SYSTEM),
    "lead_recalled": lambda m, c: m.lead_recalled(by=SYSTEM),
    "lead_reassigned": lambda m, c: m.lead_reassigned(
        MessageAssignment(department=c.village_body, handle_amount=5), by=SYSTEM
    ),
    "prolong": lambda m, c: m.prolong(Clock(2), by=SYSTEM, reason="等配件"),
    "release": lambda m, c: m.release(ANSWER, by=c.actor(c.jiedao, m)),
    "add_words": lambda m, c: m.add_words("在三楼"),
    "urge": lambda m, c: m.urge(),
    "withdraw": lambda m, c: m.withdraw(),
    "rate": lambda m, c: m.rate(Rating.SATISFIED, source=RatingSource.ONLINE),
    "reopen": lambda m, c: m.reopen("还是没修好"),
    "close_unrated": lambda m, c: m.close_unrated(),
}
