"""Confirming a voter's phone by a texted code: a condition of publishing, never of writing."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.phones import keyed_digest
from casework.actors import VOTER
from casework.workflow import TransitionError
from messages.models.events import MessageEvent
from notifications.conf import is_configured
from notifications.outbox import send_sms
from notifications.states import ChannelName

if TYPE_CHECKING:
    from messages.models.message import Message

DIGITS = 6
VALID_FOR = timedelta(minutes=10)
SEND_EVERY = timedelta(minutes=1)
SENDS, TRIES = 5, 5  # per matter; per code


class PhoneCheck(models.Model):
    """The newest code texted for one matter; only its keyed digest is stored."""

    message = models.OneToOneField(
        "voter_messages.Message", on_delete=models.CASCADE, related_name="phone_check"
    )
    code_digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField("发送时间")
    sends = models.PositiveSmallIntegerField("发送次数", default=1)
    tries = models.PositiveSmallIntegerField("输错次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "手机号核实"

    def __str__(self) -> str:
        return f"{self.message_id} {self.sent_at:%Y-%m-%d}"


def is_offered(message: Message) -> bool:
    """Only where it serves: the voter agreed to publish, and texts can be sent."""
    return (
        message.may_publish
        and bool(message.phone_index)
        and message.phone_confirmed_at is None
        and is_configured(ChannelName.SMS)
    )


def text_code(message: Message) -> None:
    """Text a fresh code to the stored number. TransitionError when asked too often."""
    if not is_offered(message) or message.phone is None:
        raise TransitionError("这件留言现在不需要核实手机号。")
    now = timezone.now()
    with transaction.atomic():
        check = PhoneCheck.objects.select_for_update().filter(message=message).first()
        if check and now - check.sent_at < SEND_EVERY:
            raise TransitionError("验证码刚刚发过，请过一分钟再试。")
        if check and check.sends >= SENDS:
            raise TransitionError("验证码发的次数太多了。请等联络站打电话核实。")
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        sends = check.sends + 1 if check else 1
        PhoneCheck.objects.update_or_create(
            message=message,
            defaults=dict(code_digest=_digest(message, code), sent_at=now, sends=sends, tries=0),
        )
        send_sms(
            phone=message.phone,
            template="confirm",
            params={"code": code},
            key=f"confirm:{message.pk}:{sends}",
            valid_for=VALID_FOR,
        )


def confirm(message: Message, code: str) -> None:
    """The right code, in time and within the tries, confirms the phone. Else TransitionError."""
    now = timezone.now()
    # The try is counted before the comparison, so parallel guesses don't get more of them.
    open_checks = PhoneCheck.objects.filter(
        message=message, tries__lt=TRIES, sent_at__gt=now - VALID_FOR
    )
    if not open_checks.update(tries=F("tries") + 1):
        raise TransitionError("验证码已经失效，请重新获取。")
    check = PhoneCheck.objects.get(message=message)
    if not constant_time_compare(check.code_digest, _digest(message, code)):
        raise TransitionError("验证码不对，请核对短信里的 6 位数字。")
    with transaction.atomic():
        check.delete()
        message.phone_confirmed_at = now
        message.save(update_fields=["phone_confirmed_at"])
        message.add_event(MessageEvent.PHONE_CONFIRMED, by=VOTER, text="短信验证码")


def _digest(message: Message, code: str) -> str:
    return keyed_digest("phone-check", str(message.pk), code)
