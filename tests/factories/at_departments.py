"""A matter that was assigned, up to the answer of the department."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from messages.models import Message
from messages.states import Grade
from tests.factories import states
from tests.factories.casework import ANSWER
from tests.factories.moments import BEFORE, NOW

if TYPE_CHECKING:
    from tests.factories.neighbourhood import Neighbourhood


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
    message.assignments.update(due_date=BEFORE.date())
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


def assigned_on_monday(around: Neighbourhood) -> Message:
    """Five working days ago: late, and it can't be given back any more."""
    message = assigned(around)
    yesterday = NOW.date() - timedelta(days=1)
    message.assignments.update(
        assigned_at=BEFORE - timedelta(days=3), due_date=yesterday, amber_date=yesterday
    )
    return message


def assigned_on_tuesday(around: Neighbourhood) -> Message:
    """NOW is the last day to sign it or to give it back."""
    message = assigned(around)
    message.assignments.update(
        assigned_at=BEFORE - timedelta(days=2), due_date=NOW.date(), amber_date=NOW.date()
    )
    return message


def assigned_again(around: Neighbourhood) -> Message:
    """To the department that gave it back."""
    message = returned(around)
    by = around.actor(around.jiedao, message)
    message.assign(by=by, lead=around.street_office, grade=Grade.SIMPLE)
    return states.fresh(message)


def return_refused(around: Neighbourhood) -> Message:
    message = return_asked_late(around)
    lead_of(message).refuse_return("归你们管", by=around.actor(around.jiedao, message))
    return message


def time_refused(around: Neighbourhood) -> Message:
    message = time_asked(around)
    by = around.actor(around.jiedao, message)
    lead_of(message).extensions.get().decide(granted=False, by=by)
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
