"""Who may do what with a matter. Each predicate serves view, template and admin alike.

All of them ask two things: does the state table allow the act, and is it this user's turn or
office. Somebody who may not even see the matter never gets this far: views fetch through
``Message.objects.visible_to(user)``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from areas.models import Level
from casework.actors import Actor
from messages.actors import actor_for
from messages.hats import hats_of
from messages.models.rules import STATION_DESK
from messages.states import AT_DESK, Holder, Referral, State
from stations.models import Department

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from messages.models import Message, MessageAssignment

# The depth of a station's desk, which stands below every office of the tree.
BELOW_EVERY_OFFICE = 99


def role_in(user: User, message: Message) -> str:
    """The holder kind that ``user`` is for this matter, "" for a mere onlooker."""
    actor = actor_for(user, message)
    if actor is None:
        return ""
    if actor.department:
        return Holder.DEPARTMENT
    if actor.station:
        return Holder.STATION
    return Holder.OFFICE if actor.office else Holder.REPRESENTATIVE


def holds(user: User, message: Message) -> bool:
    """Whether it is this user's turn."""
    actor = actor_for(user, message)
    if actor is None or role_in(user, message) != message.holder:
        return False
    return message.holder != Holder.OFFICE or _is_office(actor, message)


def _is_office(actor: Actor, message: Message) -> bool:
    return actor.office is not None and actor.office.pk == message.office_id


def _at_own_desk(user: User, message: Message) -> bool:
    return message.holder != Holder.DEPARTMENT and holds(user, message)


def is_assigner(user: User, message: Message) -> bool:
    """The desk that assigned the matter and decides on answers, returns and extensions.

    Nobody while a desk still has it to itself: an officer looks on what a representative holds.
    """
    actor = actor_for(user, message)
    if actor is None or message.state in AT_DESK:
        return False
    if message.office_id:
        return _is_office(actor, message)
    return actor.station is not None


def _depth_of(message: Message) -> int:
    """Of the office that holds or assigned the matter; the deeper, the nearer to the station."""
    return message.office.depth if message.office else BELOW_EVERY_OFFICE


def _is_above(user: User, message: Message, *, below: int) -> bool:
    """Whether the user works for an office of the matter's area less deep than ``below``."""
    return any(
        office.depth < below and office.contains(message.area) for office in hats_of(user).offices
    )


# at the desk ----------------------------------------------------------------------------------


def can_accept(user: User, message: Message) -> bool:
    return message.can("accept") and holds(user, message)


def can_take(user: User, message: Message) -> bool:
    """The officer of the station, once the representative let the limit pass or is away."""
    return (
        message.can("take")
        and message.holder == Holder.REPRESENTATIVE
        and role_in(user, message) == Holder.STATION
        and message.may_be_taken(timezone.localdate())
    )


def can_reply(user: User, message: Message) -> bool:
    return message.can("reply") and _at_own_desk(user, message)


def can_hand_over(user: User, message: Message) -> bool:
    return (
        message.can("hand_over")
        and message.holder == Holder.REPRESENTATIVE
        and holds(user, message)
    )


def can_take_up(user: User, message: Message) -> bool:
    """An office above the one that holds or assigned the matter."""
    return message.can("take_up") and _is_above(user, message, below=_depth_of(message))


def can_refer(user: User, message: Message) -> bool:
    """Whoever holds it at a desk that has an office above: station, township, county."""
    if not (message.can("refer_to_assign") and _at_own_desk(user, message)):
        return False
    if message.holder == Holder.STATION:
        return True
    return message.holder == Holder.OFFICE and bool(message.office and message.office.depth > 1)


def can_decide_referral(user: User, message: Message) -> bool:
    return bool(message.referral) and message.can("refuse_referral") and holds(user, message)


def can_decline(user: User, message: Message) -> bool:
    """Signing 不予受理 is an office's act."""
    return message.can("decline") and message.holder == Holder.OFFICE and holds(user, message)


def can_assign(user: User, message: Message) -> bool:
    return (
        message.can("assign")
        and message.holder in (Holder.STATION, Holder.OFFICE)
        and message.referral != Referral.DECLINE
        and holds(user, message)
    )


def assignable_departments(user: User, message: Message) -> QuerySet[Department]:
    """The departments this user's desk may assign the matter to, by the area's rules."""
    if not can_assign(user, message):
        return Department.objects.none()
    if message.holder == Holder.OFFICE and message.office:
        levels = message.rules.assignable_levels(message.office.level)
        return Department.objects.of_levels(message.office, list(levels))
    levels = message.rules.assignable_levels(STATION_DESK)
    return Department.objects.of_levels(message.station.area.office_area(), list(levels))


def can_pause(user: User, message: Message) -> bool:
    """The desk that holds the matter or assigned it; a department asks for an extension."""
    return message.can("pause") and (_at_own_desk(user, message) or is_assigner(user, message))


def can_supervise(user: User, message: Message) -> bool:
    """Any office above the desk at work, or the one that assigned it; once per round."""
    if not message.can("supervise") or message.supervised_at:
        return False
    at_desk = message.holder == Holder.OFFICE
    return _is_above(user, message, below=_depth_of(message) + (0 if at_desk else 1))


def can_remind(user: User, message: Message) -> bool:
    """催办: an officer or an office that looks on while somebody else has the matter."""
    looks_on = role_in(user, message) in (Holder.STATION, Holder.OFFICE)
    return looks_on and message.waits_for_reply and not holds(user, message)


def can_merge(user: User, message: Message) -> bool:
    return message.can("merge") and _at_officer_or_office(user, message)


def can_split(user: User, message: Message) -> bool:
    return message.can("split") and _at_officer_or_office(user, message)


def can_close_elsewhere(user: User, message: Message) -> bool:
    return message.can("close_elsewhere") and (
        _at_officer_or_office(user, message)
        or (message.holder == Holder.DEPARTMENT and is_assigner(user, message))
    )


def _at_officer_or_office(user: User, message: Message) -> bool:
    return message.holder in (Holder.STATION, Holder.OFFICE) and holds(user, message)


# assignments ----------------------------------------------------------------------------------


def can_work_on(user: User, share: MessageAssignment) -> bool:
    """Sign, answer, ask for time or for return: the department itself."""
    return share.can("answer") and share.department_id in hats_of(user).department_ids


def can_decide_on(user: User, share: MessageAssignment) -> bool:
    """Release, send back, decide on a return or an extension: whoever assigned it."""
    return is_assigner(user, share.message)


# the voter's data -----------------------------------------------------------------------------


def can_write_note(user: User, message: Message) -> bool:
    return actor_for(user, message) is not None


def can_reveal_phone(user: User, message: Message) -> bool:
    """Whoever works on the matter or assigned it, and whoever has to call the voter back."""
    return bool(message.phone_index) and (
        holds(user, message)
        or is_assigner(user, message)
        or can_call_back(user, message)
        or can_confirm_phone(user, message)
    )


def can_confirm_phone(user: User, message: Message) -> bool:
    """A call-back before publishing, by who dealt with the matter or would publish it."""
    if not message.phone_index or message.phone_confirmed_at:
        return False
    publishes = message.may_publish and can_publish_at_all(user, message)
    return publishes or holds(user, message) or is_assigner(user, message)


def can_read_rating_words(user: User, message: Message) -> bool:
    """Words of a rating go to the level above the handler, not to the handler."""
    return _is_above(user, message, below=_depth_of(message))


def can_enter(user: User) -> bool:
    """Walk-ins, calls and letters are entered by officers of a station."""
    return bool(hats_of(user).stations)


def can_print_slip(user: User, message: Message) -> bool:
    """Only for a matter entered for somebody, by an officer of its station or its office."""
    return message.is_proxied and (
        message.station_id in hats_of(user).station_ids
        or any(office.contains(message.area) for office in hats_of(user).offices)
    )


def can_call_back(user: User, message: Message) -> bool:
    """A rating by telephone: never by who entered or answered the matter, nor its department."""
    if message.state != State.REPLIED or not message.is_proxied:
        return False
    involved = {message.entered_by_id, message.replied_by_id}
    involved |= {share.answered_by_id for share in message.assignments.all()}
    role = role_in(user, message)
    return user.pk not in involved and role in (Holder.STATION, Holder.OFFICE)


# publishing -----------------------------------------------------------------------------------


def can_publish_at_all(user: User, message: Message) -> bool:
    """Township or county staff; a city's office is an office too."""
    return any(
        office.level in (Level.TOWNSHIP, Level.COUNTY, Level.CITY) and office.contains(message.area)
        for office in hats_of(user).offices
    )


def missing_for_publishing(message: Message) -> list[str]:
    """What has to come first, in words for staff; empty when nothing is missing."""
    conditions = {
        "这件留言还没有答复": message.replied_at is not None
        and message.state in (State.REPLIED, State.CLOSED),
        "选民没有同意公开": message.may_publish,
        "手机号还没有核实（短信或回拨电话）": message.phone_confirmed_at is not None,
    }
    return [words for words, is_met in conditions.items() if not is_met]


def can_publish(user: User, message: Message) -> bool:
    """An answered matter whose voter agreed, with a phone that was confirmed."""
    return can_publish_at_all(user, message) and not missing_for_publishing(message)


# stations and people --------------------------------------------------------------------------
