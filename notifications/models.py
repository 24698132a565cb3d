"""In-site notices, the outbox of everything sent outside, and its log.

A row of the outbox is written in the transaction of what it tells about (`outbox.py`);
`delivery.py` claims it, sends it and records how that went.
"""

import json
import uuid
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from accounts.permissions import managed_areas, managed_scope_q
from accounts.phones import EncryptedTextField, mask_phone
from areas.models import Area
from notifications.channels.hosts import check_url
from notifications.states import (
    CLAIM_FOR,
    OPEN_STATES,
    ROBOT_CHANNELS,
    ROBOT_CHOICES,
    SWEEP_AFTER,
    ChannelName,
    DeliveryState,
)

UNREAD_CAP = 99
KEY_LENGTH = 120


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(user=user)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def unread_count(self, user: User) -> int:
        """At most UNREAD_CAP + 1, which stands for "more"; one query over the partial index."""
        return self.visible_to(user).unread()[: UNREAD_CAP + 1].count()

    def mark_read(self, *, now: datetime) -> int:
        return self.unread().update(read_at=now)


class Notice(models.Model):
    """One sentence for one user, with the page where it is dealt with."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    text = models.CharField("内容", max_length=300)
    url = models.CharField("去哪里办", max_length=300)
    key = models.CharField(max_length=KEY_LENGTH)
    created_at = models.DateTimeField("时间", default=timezone.now)
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "站内通知"
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="notice_once_per_user_and_key"),
            models.CheckConstraint(condition=~Q(text=""), name="notice_says_something"),
            models.CheckConstraint(
                condition=Q(url="") | (Q(url__startswith="/") & ~Q(url__startswith="//")),
                name="notice_stays_on_this_site",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="notice_newest_first"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return self.text


class RobotQuerySet(models.QuerySet["Robot"]):
    def nearest_to(self, area: Area) -> list["Robot"]:
        """Active robots of the area, or else of its nearest ancestor that has any; one query."""
        above = area.lineage_paths()
        robots = list(self.filter(active=True, area__path__in=above).select_related("area"))
        nearest = max((len(robot.area.path) for robot in robots), default=0)
        return [robot for robot in robots if len(robot.area.path) == nearest]


class Robot(models.Model):
    """A group-chat robot of an office; its address and secret are worth a password."""

    name = models.CharField("名称", max_length=60)
    channel = models.CharField("渠道", max_length=10, choices=ROBOT_CHOICES)
    webhook_url = EncryptedTextField("机器人地址")
    secret = EncryptedTextField("签名密钥", null=True, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="robots", verbose_name="所属区划")
    active = models.BooleanField("启用", default=True)

    objects = RobotQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "群机器人"
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=ROBOT_CHANNELS), name="robot_channel_is_known"
            ),
        ]
        indexes = [models.Index(fields=["area"], condition=Q(active=True), name="robot_active")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if not self.webhook_url:
            return
        try:
            check_url(self.webhook_url)
        except ValueError as error:
            raise ValidationError({"webhook_url": str(error)}) from error


class ChannelPreference(models.Model):
    """What a user wants besides the in-site notice; no row means the defaults."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="channel_preference"
    )
    email = models.BooleanField("收到通知时发邮件", default=True)
    sms = models.BooleanField("急事发短信", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "接收方式"

    def __str__(self) -> str:
        return str(self.user)

    @classmethod
    def wants(cls, user: User, channel: str) -> bool:
        """One query; called when sending, so that a change counts at once."""
        if channel not in (ChannelName.EMAIL, ChannelName.SMS):
            return True
        chosen = cls.objects.filter(user=user).values_list(channel, flat=True).first()
        return True if chosen is None else bool(chosen)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, now: datetime) -> Self:
        """What the sweeper takes: forgotten by its task, due for a retry, or held too long."""
        return self.filter(
            Q(state=DeliveryState.PENDING, next_try_at__lte=now)
            | Q(state=DeliveryState.CLAIMED, claimed_until__lte=now)
        )

    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def claim(self, pk: uuid.UUID, *, now: datetime) -> "Delivery | None":
        """Take a row for CLAIM_FOR, or None if it is done, not due, or somebody else's.

        Each claim has its own number (`attempts`): whoever lost the row in the meantime
        cannot record over the one who took it. A row taken from a worker that never
        answered may already have been sent, and remembers so.
        """
        claimed = {
            "state": DeliveryState.CLAIMED,
            "claimed_until": now + CLAIM_FOR,
            "next_try_at": None,
            "attempts": F("attempts") + 1,
        }
        row = self.filter(pk=pk)
        free = row.filter(Q(attempts=0) | Q(next_try_at__lte=now), state=DeliveryState.PENDING)
        left = row.filter(state=DeliveryState.CLAIMED, claimed_until__lte=now)
        if free.update(**claimed) or left.update(**claimed, maybe_sent=True):
            return row.select_related("user", "robot").get()
        return None

    def visible_to(self, user: User) -> Self:
        """Managers see what went to the accounts and robots of their areas; messages to
        voters belong to no account and are seen by managers of the root area alone."""
        if any(area.is_root() for area in managed_areas(user)):
            return self
        accounts = managed_scope_q(user, "user__area__")
        return self.filter(accounts | managed_scope_q(user, "robot__area__"))


class Delivery(models.Model):
    """The outbox: one thing to send over one channel to one recipient."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=KEY_LENGTH + 60, unique=True)
    channel = models.CharField("渠道", max_length=10, choices=ChannelName)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="deliveries"
    )
    robot = models.ForeignKey(
        Robot, models.PROTECT, null=True, blank=True, related_name="deliveries"
    )
    recipient = EncryptedTextField("收件人", null=True, blank=True)
    #: What the log shows: never a name, a phone, a code or a tracking secret.
    subject = models.CharField("内容", max_length=120)
    #: JSON; encrypted, because it may hold a tracking link; emptied once sent.
    payload = EncryptedTextField(null=True, blank=True)
    state = models.CharField(
        "状态", max_length=16, choices=DeliveryState, default=DeliveryState.PENDING
    )
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    maybe_sent = models.BooleanField("可能已经发过", default=False)
    created_at = models.DateTimeField("时间", default=timezone.now)
    next_try_at = models.DateTimeField("下次发送", null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    give_up_at = models.DateTimeField("过时不发", null=True, blank=True)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    provider_id = models.CharField("对方回执", max_length=100, blank=True, default="")
    last_error = models.CharField("原因", max_length=200, blank=True, default="")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "对外发送"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=DeliveryState.values), name="delivery_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=ChannelName.values), name="delivery_channel_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="pending", next_try_at__isnull=False)
                | (~Q(state="pending") & Q(next_try_at=None)),
                name="delivery_pending_has_a_next_try",
            ),
            models.CheckConstraint(
                condition=Q(state="claimed", claimed_until__isnull=False)
                | (~Q(state="claimed") & Q(claimed_until=None)),
                name="delivery_claim_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
                name="delivery_sent_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(last_error=""),
                name="delivery_failure_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=ROBOT_CHANNELS, robot__isnull=False)
                | (~Q(channel__in=ROBOT_CHANNELS) & Q(robot=None)),
                name="delivery_robot_fits_channel",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=Q(state="pending"), name="delivery_pending"
            ),
            models.Index(
                fields=["claimed_until"], condition=Q(state="claimed"), name="delivery_claimed"
            ),
            models.Index(fields=["created_at"], name="delivery_created"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}：{self.subject}"

    @property
    def is_resendable(self) -> bool:
        """It failed for good, and its text was not forgotten yet."""
        return self.state == DeliveryState.FAILED and bool(self.payload)

    @property
    def masked_recipient(self) -> str:
        """Whom the log names: an account or robot by name, a phone or address masked."""
        if self.robot or self.user:
            return str(self.robot or self.user)
        if self.channel == ChannelName.SMS:
            return mask_phone(self.recipient)
        name, _, host = (self.recipient or "").partition("@")
        return f"{name[:1]}***@{host}" if host else ""

    def load_payload(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self.payload or "{}")
        return loaded

    @classmethod
    def queued(cls, *, payload: dict[str, Any], now: datetime, **fields: Any) -> "Delivery":
        """An unsaved row; the sweeper looks at it if its own task did not."""
        text = json.dumps(payload, ensure_ascii=False)
        return cls(payload=text, created_at=now, next_try_at=now + SWEEP_AFTER, **fields)


class DeliveryAttemptQuerySet(models.QuerySet["DeliveryAttempt"]):
    def visible_to(self, user: User) -> Self:
        """What `Delivery.objects.visible_to` says, seen from the log."""
        if any(area.is_root() for area in managed_areas(user)):
            return self
        accounts = managed_scope_q(user, "delivery__user__area__")
        return self.filter(accounts | managed_scope_q(user, "delivery__robot__area__"))


class DeliveryAttempt(models.Model):
    """The delivery log: one row for each time something was handed to a provider."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="log")
    channel = models.CharField("渠道", max_length=10, choices=ChannelName)
    at = models.DateTimeField("时间", default=timezone.now)
    ok = models.BooleanField("发出")
    code = models.CharField("对方代码", max_length=100, blank=True, default="")
    explanation = models.CharField("说明", max_length=200, blank=True, default="")
    possible_repeat = models.BooleanField("可能重复", default=False)

    objects = DeliveryAttemptQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "发送记录"
        constraints = [
            models.CheckConstraint(
                condition=Q(ok=True) | ~Q(explanation=""), name="attempt_failure_is_explained"
            ),
        ]
        indexes = [models.Index(fields=["channel", "ok", "-id"], name="attempt_last_of_channel")]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.at:%Y-%m-%d %H:%M}"
