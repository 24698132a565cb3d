"""The timeline, what only staff may read, and words being written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.permissions import active_posts
from areas.models import Level
from casework.timeline import Event
from messages.states import EVENT_WORDS

if TYPE_CHECKING:
    from accounts.models import User

USER = settings.AUTH_USER_MODEL


class Audience(models.TextChoices):
    EVERYONE = "everyone", "选民和工作人员"
    STAFF = "staff", "工作人员"
    COUNTY = "county", "县级以上人大机关"


class MessageEventQuerySet(models.QuerySet["MessageEvent"]):
    def for_voter(self) -> Self:
        return self.filter(audience=Audience.EVERYONE)

    def for_staff(self, user: User) -> Self:
        """What staff may read; only county and city offices hear of pressure on a voter."""
        levels = {post.area.level for post in active_posts(user)}
        if levels & {Level.COUNTY, Level.CITY}:
            return self
        return self.exclude(audience=Audience.COUNTY)


class MessageEvent(Event):
    """``kind`` is the action of the table in ``states.py``, or one of the few beside it."""

    SUBMITTED = "submit"
    PHONE_REVEALED = "reveal_phone"
    PHONE_CONFIRMED = "confirm_phone"
    SLIP_REPRINTED = "reprint_slip"
    PRESSURE = "pressure"
    PUBLISHED = "publish"
    UNPUBLISHED = "unpublish"
    REMINDED = "remind"
    ASSIGNMENT = "assignment"
    FOLLOWED_UP = "followed_up"

    message = models.ForeignKey(
        "voter_messages.Message",
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name="留言",
    )
    audience = models.CharField(
        "谁能看到", max_length=8, choices=Audience.choices, default=Audience.EVERYONE
    )

    objects = MessageEventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "经过"
        ordering = ["pk"]

    @property
    def headline(self) -> str:
        """What happened, in a few words for everybody."""
        return EVENT_WORDS[self.kind]


# Who reads lines of these kinds; all others are for everyone, and one on a share says so itself.
AUDIENCES: dict[str, Audience] = {
    **dict.fromkeys(
        (
            "hand_over",
            "refer_to_assign",
            "refer_to_decline",
            "refuse_referral",
            "start_handling",
            "lead_answered",
            "send_back",
            "lead_returned",
            "lead_recalled",
            MessageEvent.REMINDED,
            MessageEvent.PHONE_CONFIRMED,
        ),
        Audience.STAFF,
    ),
    MessageEvent.PRESSURE: Audience.COUNTY,
}


class InternalNote(models.Model):
    """A note among staff. A type of its own: no page of a voter has a way to reach it."""

    message = models.ForeignKey(
        "voter_messages.Message",
        on_delete=models.PROTECT,
        related_name="notes",
        verbose_name="留言",
    )
    author = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", verbose_name="作者"
    )
    author_label = models.CharField("作者名称", max_length=120)
    text = models.TextField("内容", max_length=2000)
    written_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "内部备注"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.author_label} {self.written_at:%Y-%m-%d}"


class ReplyDraft(models.Model):
    """Words not sent yet, kept on the server so that another device can go on."""

    message = models.ForeignKey(
        "voter_messages.Message",
        on_delete=models.CASCADE,
        related_name="drafts",
        verbose_name="留言",
    )
    author = models.ForeignKey(
        USER, on_delete=models.CASCADE, related_name="+", verbose_name="作者"
    )
    text = models.TextField("内容", max_length=5000)
    saved_at = models.DateTimeField("保存时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "答复草稿"
        constraints = [
            models.UniqueConstraint(fields=["message", "author"], name="one_draft_per_author"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.author_id}"


class CannedReplyQuerySet(models.QuerySet["CannedReply"]):
    def for_user(self, user: User) -> Self:
        return self.filter(Q(owner=user) | Q(owner=None))


class CannedReply(models.Model):
    """A reply to start from: one's own, or one for everybody when it has no owner."""

    owner = models.ForeignKey(
        USER,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="canned_replies",
        verbose_name="所有者",
    )
    title = models.CharField("标题", max_length=20)
    text = models.TextField("内容", max_length=1000)

    objects = CannedReplyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "常用答复"
        ordering = ["owner_id", "pk"]
        constraints = [models.CheckConstraint(name="canned_not_empty", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.title
