"""The printed slip: what a visitor without a phone takes home instead of a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from casework.actors import Actor
from messages.models import Message, MessageEvent
from yichang_renda.qr import qr_data_uri

if TYPE_CHECKING:
    from django.http import HttpRequest


def claim_first_print(message: Message) -> bool:
    """Mark the slip as printed; False when somebody printed it before."""
    now = timezone.now()
    fresh = Message.objects.filter(pk=message.pk, slip_printed_at=None)
    if not fresh.update(slip_printed_at=now):
        return False
    message.slip_printed_at = now
    return True


def record_reprint(message: Message, reason: str, *, by: Actor, request: HttpRequest) -> None:
    """Logged, and shown to the voter: a second slip opens the matter to whoever holds it."""
    with transaction.atomic():
        message.add_event(MessageEvent.SLIP_REPRINTED, by=by, text=reason)
        AuditEntry.record(
            actor=by.person,
            action=AuditEntry.Action.SLIP_REPRINT,
            target=message.number,
            reason=reason,
            area=message.area,
            request=request,
        )


def slip_context(message: Message) -> dict[str, object]:
    """What stands on the paper alone: the link, its picture, the digits."""
    secret = message.tracking
    link = settings.SITE_URL.rstrip("/") + reverse("messages:track", args=[secret.token])
    return {
        "secret": secret,
        "qr": qr_data_uri(link),
        "typed_url": settings.SITE_URL.rstrip("/") + reverse("messages:track_typed"),
        "due": message.first_answer_due.day_words,
    }
