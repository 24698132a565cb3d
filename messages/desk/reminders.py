"""The nightly and hourly care of clocks: warn, call overdue, supervise, close, move to cover.

Every function selects what is due and was not done yet, claims one row by a conditional
update and writes the notice in the same transaction. Two workers or two beats therefore give
one outbox row, and a missed night loses none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import structlog
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from casework.actors import SYSTEM
from casework.models import Reminder
from casework.workflow import TransitionError
from messages.models import Message, MessageAssignment, MessageEvent
from messages.models.message import MessageQuerySet
from messages.models.moves import officers_on_duty
from messages.states import AT_DESK, BEFORE_REPLY, Holder, State
from notifications.outbox import notify
from stations.models import StationCover

BATCH = 200
log = structlog.get_logger(__name__)


def remind_all(today: date) -> int:
    """All reminders of the day; the number given. Safe to run at any time, any number of times."""
    given = 0
    for step in (_supervise, _call_overdue, _warn, _supervise_shares, _remind_shares):
        given += sum(step(today))
    return given


def _desk_rows() -> MessageQuerySet:
    """Matters whose own clock runs at a desk; at a department the share's clock is watched."""
    return Message.objects.open().filter(state__in=[*AT_DESK, State.ANSWERED])


def _warn(today: date) -> Iterator[int]:
    for message in _desk_rows().to_warn(today).with_people()[:BATCH].iterator():
        yield _tell(message, Reminder.AMBER, "这件留言快到期了，请尽快处理。")


def _call_overdue(today: date) -> Iterator[int]:
    for message in _desk_rows().to_call_overdue(today).with_people()[:BATCH].iterator():
        yield _tell(message, Reminder.RED, "这件留言已经超期，请马上处理。")


def _tell(message: Message, level: int, text: str) -> int:
    """One reminder to whoever holds the matter; the officers too when a representative is late."""
    with transaction.atomic():
        if not Message.objects.filter(due_date=message.due_date).claim(message.pk, level):
            return 0
        users = message.people_in_charge()
        if level == Reminder.RED and message.holder == Holder.REPRESENTATIVE:
            users += officers_on_duty(message.station_id)
        notify(
            users=users,
            text=f"{message.number}：{text}",
            url=message.desk_url,
            key=f"remind:{message.pk}:{message.due_date}:{level}",
            urgent=level >= Reminder.RED,
            robots_of=message.area if level >= Reminder.RED else None,
        )
        message.add_event(MessageEvent.REMINDED, by=SYSTEM, text=Reminder(level).label)
    return 1


def _supervise(today: date) -> Iterator[int]:
    late = Message.objects.open().filter(state__in=BEFORE_REPLY, supervised_at=None)
    for message in late.to_supervise(today).with_people()[:BATCH].iterator():
        try:
            message.supervise("超过期限三个工作日，自动列入督办。", by=SYSTEM)
            yield 1
        except TransitionError:
            # Somebody acted on it between reading and claiming: nothing is late any more.
            log.info("supervision_not_needed", message=message.pk)


def _remind_shares(today: date) -> Iterator[int]:
    acting = MessageAssignment.objects.acting().select_related("message", "department")
    for share in acting.to_call_overdue(today)[:BATCH].iterator():
        yield _tell_share(share, Reminder.RED, "已经超期，请马上办理。")
    for share in acting.to_warn(today)[:BATCH].iterator():
        yield _tell_share(share, Reminder.AMBER, "快到期了，请尽快办理。")


def _supervise_shares(today: date) -> Iterator[int]:
    """A co-handler three working days late; for the lead the matter itself is supervised."""
    acting = MessageAssignment.objects.acting().select_related("message", "department")
    for share in acting.to_supervise(today).filter(role="co")[:BATCH].iterator():
        yield _tell_share(share, Reminder.SUPERVISED, "协办超期三个工作日，已列入督办。")


def _tell_share(share: MessageAssignment, level: int, text: str) -> int:
    acting = MessageAssignment.objects.acting().filter(due_date=share.due_date)
    with transaction.atomic():
        if not acting.claim(share.pk, level):
            return 0
        notify(
            users=share.department.members.filter(is_active=True),
            text=f"{share.message.number}：{text}",
            url=reverse("desk:message", args=[share.message_id]),
            key=f"remind-share:{share.pk}:{share.due_date}:{level}",
            urgent=level >= Reminder.RED,
        )
    return 1


def close_unrated(today: date) -> int:
    """自动办结: replied matters whose rating window is over."""
    closed = 0
    for message in Message.objects.to_close_unrated(today)[:BATCH].iterator():
        try:
            message.close_unrated()
            closed += 1
        except TransitionError:
            log.info("rated_meanwhile", message=message.pk)
    return closed


def move_to_covers(today: date) -> int:
    """Untouched matters of stations covered by the office above move to that office."""
    covered = StationCover.objects.on(today).filter(officer=None).values("station")
    untouched = Message.objects.open().filter(
        state=State.SUBMITTED, holder=Holder.STATION, station__in=covered
    )
    moved = 0
    for message in untouched.with_people().order_by(F("pk"))[:BATCH].iterator():
        try:
            message.move_to_cover()
            moved += 1
        except TransitionError:
            log.info("touched_meanwhile", message=message.pk)
    return moved
