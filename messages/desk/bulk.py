"""One act on many matters: first what it would do to each, then the doing, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from casework.actors import Actor
from casework.workflow import TransitionError
from messages import permissions as may
from messages.actors import actor_for
from messages.models import Message
from messages.states import Holder
from yichang_renda.asking import number_of

if TYPE_CHECKING:
    from accounts.models import User

MOST = 100  # matters in one go; a list page shows 30
GONE = "刚刚有人办理了这一件，没有改动。"


@dataclass(frozen=True)
class BulkAct:
    """``why_not`` says in words why a matter is skipped, "" when it is not.

    ``desks`` are the kinds of desk that offer it; ``effect`` is a sentence for the preview.
    """

    key: str
    label: str
    effect: str
    why_not: Callable[[User, Message], str]
    do: Callable[[User, Message, Actor, Mapping[str, Any]], None]
    desks: tuple[str, ...] = ("station", "office")
    shortcut: str = ""
    fewest: int = 1


@dataclass(frozen=True)
class Plan:
    will: list[Message] = field(default_factory=list)
    skipped: list[tuple[Message, str]] = field(default_factory=list)


def is_key(text: str) -> bool:
    """Whether a posted value can be a key; longer numbers overflow the column."""
    return number_of(text) is not None


def chosen(user: User, keys: Iterable[str]) -> list[Message]:
    """The ticked matters among those the user may see, the oldest due first."""
    wanted = [int(key) for key in dict.fromkeys(keys) if is_key(key)]
    rows = Message.objects.visible_to(user).with_people().defer("secret", "phone")
    rows = rows.prefetch_related("assignments__department")
    return list(rows.filter(pk__in=wanted[:MOST]).order_by("due_date", "pk"))


def plan(act: BulkAct, user: User, matters: Iterable[Message]) -> Plan:
    result = Plan()
    for matter in matters:
        reason = act.why_not(user, matter)
        if reason:
            result.skipped.append((matter, reason))
        else:
            result.will.append(matter)
    return result


def carry_out(
    act: BulkAct, user: User, matters: Iterable[Message], data: Mapping[str, Any]
) -> list[tuple[Message, str]]:
    """[(matter, "" or why it failed)]. Each matter has its own transaction: one failure stops
    nothing, and what was done stays done.
    """
    done = []
    for matter in matters:
        actor = actor_for(user, matter)
        reason = act.why_not(user, matter) or ("" if actor else GONE)
        if not reason and actor:
            try:
                act.do(user, matter, actor, data)
            except TransitionError as error:
                reason = str(error)
        done.append((matter, reason))
    return done


# why not ------------------------------------------------------------------------------------------


def _not_mine(matter: Message) -> str:
    if not matter.is_open:
        return f"{matter.get_state_display()}，已经结束了"
    return f"现在在{matter.holder_label() or '别人'}手里，{matter.get_state_display()}"


def _why_not_accept(user: User, matter: Message) -> str:
    if may.can_accept(user, matter) or may.can_take(user, matter):
        return ""
    if matter.state == "accepted":
        return "已经受理过了"
    if matter.holder == Holder.REPRESENTATIVE and matter.can("take"):
        return "还没有超过代表的受理期限"
    return _not_mine(matter)


def _why_not_assign(user: User, matter: Message) -> str:
    return "" if may.can_assign(user, matter) else _not_mine(matter)


def _why_not_note(user: User, matter: Message) -> str:
    return "" if may.can_write_note(user, matter) else "您不能在这一件上写备注"


def _why_not_remind(user: User, matter: Message) -> str:
    if may.can_remind(user, matter):
        return ""
    if not matter.waits_for_reply:
        return "已经答复或者办结，不用催"
    return "就在您自己手里"


def _why_not_supervise(user: User, matter: Message) -> str:
    if may.can_supervise(user, matter):
        return ""
    if matter.supervised_at and matter.waits_for_reply:
        return "已经在督办"
    return "已经答复或者办结，不用督办" if not matter.waits_for_reply else "就在您自己手里"


def _why_not_merge(user: User, matter: Message) -> str:
    return "" if may.can_merge(user, matter) else _not_mine(matter)


# doing ---------------------------------------------------------------------------------------------


def _accept(user: User, matter: Message, by: Actor, data: Mapping[str, Any]) -> None:
    if may.can_accept(user, matter):
        matter.accept(by=by)
    else:
        matter.take(by=by, today=data["today"])


def _assign(user: User, matter: Message, by: Actor, data: Mapping[str, Any]) -> None:
    """The same departments for all; each matter's own rules say whether they may be chosen."""
    wanted = {data["lead"], *data["co"]}
    allowed = may.assignable_departments(user, matter)
    if set(allowed.filter(pk__in=[department.pk for department in wanted])) != wanted:
        raise TransitionError("按规定，这一件不能由本级交给所选的单位。")
    matter.assign(
        by=by,
        lead=data["lead"],
        co=data["co"],
        grade=data["grade"],
        instruction=data["instruction"],
    )


def _note(user: User, matter: Message, by: Actor, data: Mapping[str, Any]) -> None:
    matter.write_note(data["text"], by=by)


def _remind(user: User, matter: Message, by: Actor, data: Mapping[str, Any]) -> None:
    matter.remind(data["text"], by=by, today=data["today"])


def _supervise(user: User, matter: Message, by: Actor, data: Mapping[str, Any]) -> None:
    matter.supervise(data["reason"], by=by)


def _merge(user: User, matter: Message, by: Actor, data: Mapping[str, Any]) -> None:
    if matter.pk != data["target"].pk:
        matter.merge_into(data["target"], by=by)


ACCEPT = BulkAct(
    "accept",
    "受理",
    "改为已受理，期限从今天重新算。代表没有按时受理的，由您接手。",
    _why_not_accept,
    _accept,
)
ASSIGN = BulkAct(
    "assign",
    "交办",
    "交给同一个主办单位和同样的协办单位，期限从今天算。",
    _why_not_assign,
    _assign,
    shortcut="a",
)
NOTE = BulkAct(
    "note",
    "写备注",
    "每一件加一条内部备注，选民看不到。",
    _why_not_note,
    _note,
    desks=("station", "office", "department"),
    shortcut="n",
)
REMIND = BulkAct(
    "remind", "催办", "给现在的经办人各发一条通知，一件一天只催一次。", _why_not_remind, _remind
)
SUPERVISE = BulkAct(
    "supervise",
    "督办",
    "列入督办，经办人、上级和选民都会看到。",
    _why_not_supervise,
    _supervise,
    desks=("office",),
)
MERGE = BulkAct(
    "merge", "合并", "并到选定的那一件，以后只答复一次。", _why_not_merge, _merge, fewest=2
)
ACTS = (ACCEPT, ASSIGN, NOTE, REMIND, SUPERVISE, MERGE)
