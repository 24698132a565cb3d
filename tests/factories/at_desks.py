"""A matter in the hands of a representative, an officer or an office."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from messages.codes.destination import Recipient
from messages.intake.incoming import Words, enter
from messages.models import Message
from tests.factories import states
from tests.factories.moments import BEFORE, NOW

if TYPE_CHECKING:
    from tests.factories.neighbourhood import Neighbourhood

DECLINE = ("已在诉讼中", "西陵区人民法院")


def just_submitted(around: Neighbourhood) -> Message:
    """NOW is the last day to accept it."""
    message = around.submit()
    Message.objects.filter(pk=message.pk).update(due_date=NOW.date())
    return states.fresh(message)


def submitted_to_absent(around: Neighbourhood) -> Message:
    """The same, but the representative has gone away since."""
    message = around.submit(to=Recipient(around.station, around.absent))
    Message.objects.filter(pk=message.pk).update(due_date=NOW.date())
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


def at_city(around: Neighbourhood) -> Message:
    message = at_county(around)
    message.take_up(by=around.actor(around.shiji, message))
    return message


def reminded_today(around: Neighbourhood) -> Message:
    message = states.accepted(around)
    message.remind("", by=around.actor(around.lianluo, message), today=NOW.date())
    message.events.filter(kind="remind").update(at=NOW)
    return message


def urged(around: Neighbourhood) -> Message:
    """By the voter, not quite three days before NOW."""
    message = states.accepted(around)
    message.urge()
    Message.objects.filter(pk=message.pk).update(urged_at=NOW - timedelta(days=3, seconds=-1))
    return message


def kept_at_county(around: Neighbourhood) -> Message:
    message = kept(around)
    message.refer_to_assign("请区里交办", by=around.actor(around.jiedao, message))
    return message


def paused_at_station(around: Neighbourhood) -> Message:
    message = states.at_station(around)
    message.pause("等您补充地点", by=around.actor(around.lianluo, message))
    Message.objects.filter(pk=message.pk).update(due_date=BEFORE.date())
    return message


def late_at_representative(around: Neighbourhood) -> Message:
    """Accepted within the limit, so that nobody may take it; due before NOW."""
    message = states.accepted(around)
    Message.objects.filter(pk=message.pk).update(due_date=date(2026, 11, 13))
    return states.fresh(message)
