"""Claim a row, send it, record how that went. Sending to the outside is at least once."""

import logging
import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from notifications.channels.base import ChannelError, Receipt
from notifications.models import ChannelPreference, Delivery, DeliveryAttempt
from notifications.states import FORGET_AFTER, MAX_ATTEMPTS, OPEN_STATES, DeliveryState, pause_after

logger = logging.getLogger(__name__)

#: Rows that one sweep starts; the next minute takes the next ones.
SWEEP_LIMIT = 500


def send(pk: uuid.UUID, *, now: datetime | None = None) -> str | None:
    """Send one row; returns its new state, or None if it was not ours to send.

    Three short writes (claim, log, state) and no transaction open while the provider is
    waited for. A crash after the provider took it loses only the record: the row is sent
    again and the log says that it may be a repeat.
    """
    now = now or timezone.now()
    row = Delivery.objects.claim(pk, now=now)
    if row is None:
        return None
    # With every provider and their HTTP: only processes that send load it.
    from notifications.channels.registry import channel_for, message_of

    if row.user and not ChannelPreference.wants(row.user, row.channel):
        return _finish(row, DeliveryState.SKIPPED)
    try:
        _refuse_the_hopeless(row, now)
        channel, recipient = channel_for(row)
        receipt = channel.send(recipient, message_of(row))
    except ChannelError as error:
        return _failed(row, error, now)
    return _sent(row, receipt, now)


def overdue(*, now: datetime | None = None) -> list[uuid.UUID]:
    """Ids of what the sweeper starts, the longest waiting first."""
    due = Delivery.objects.due(now or timezone.now()).order_by("created_at")
    return list(due.values_list("pk", flat=True)[:SWEEP_LIMIT])


def resend(row: Delivery, *, now: datetime | None = None) -> bool:
    """Put a failed row back into the queue; False if it is not failed (any more)."""
    again = {
        "state": DeliveryState.PENDING,
        "attempts": 0,
        "next_try_at": now or timezone.now(),
        "give_up_at": None,
    }
    failed = Delivery.objects.filter(pk=row.pk, state=DeliveryState.FAILED)
    return bool(failed.filter(payload__isnull=False).update(**again))


def forget_old(*, now: datetime | None = None) -> int:
    """Empty recipients and texts after FORGET_AFTER; returns how many rows."""
    old = Delivery.objects.filter(created_at__lt=(now or timezone.now()) - FORGET_AFTER)
    kept = old.filter(Q(recipient__isnull=False) | Q(payload__isnull=False))
    return kept.exclude(state__in=OPEN_STATES).update(recipient=None, payload=None)


def _refuse_the_hopeless(row: Delivery, now: datetime) -> None:
    if row.give_up_at and row.give_up_at < now:
        raise ChannelError("too_late", "已经过了有效时间，没有再发。", retry=False)
    if row.attempts > MAX_ATTEMPTS:
        raise ChannelError("interrupted", "多次发到一半中断，不再自动重发。", retry=False)


def _sent(row: Delivery, receipt: Receipt, now: datetime) -> str | None:
    return _finish(
        row,
        DeliveryState.SENT,
        log=_log_entry(row, now, ok=True, code=receipt.provider_id),
        sent_at=now,
        provider_id=receipt.provider_id[:100],
        payload=None,
        last_error="",
    )


def _failed(row: Delivery, error: ChannelError, now: datetime) -> str | None:
    entry = _log_entry(row, now, ok=False, code=error.code, explanation=error.explanation)
    changes = {"last_error": error.explanation[:200], "maybe_sent": row.maybe_sent or error.unsure}
    logger.warning("delivery %s failed: %s %s", row.pk, row.channel, error.code)
    if not error.retry or row.attempts >= MAX_ATTEMPTS:
        return _finish(row, DeliveryState.FAILED, log=entry, **changes)
    next_try = now + pause_after(row.attempts)
    return _finish(row, DeliveryState.PENDING, log=entry, next_try_at=next_try, **changes)


def _log_entry(
    row: Delivery, now: datetime, *, ok: bool, code: str, explanation: str = ""
) -> DeliveryAttempt:
    if not explanation and row.maybe_sent:
        explanation = "上一次发送没有留下结果，对方可能收到两遍。"
    return DeliveryAttempt(
        delivery=row,
        channel=row.channel,
        at=now,
        ok=ok,
        code=code[:100],
        explanation=explanation[:200],
        possible_repeat=row.maybe_sent,
    )


@transaction.atomic
def _finish(
    row: Delivery, state: str, *, log: DeliveryAttempt | None = None, **changes: object
) -> str | None:
    """Write the log, and the state if the claim is still ours; None if another one has it."""
    if log:
        log.save()
    ours = Delivery.objects.filter(pk=row.pk, state=DeliveryState.CLAIMED, attempts=row.attempts)
    moved = ours.update(state=state, claimed_until=None, **changes)
    return state if moved else None
