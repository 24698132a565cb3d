"""An answer in public: an act of its own, by township or county staff, and quickly undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone

from casework.workflow import TransitionError
from messages.models.events import MessageEvent

if TYPE_CHECKING:
    from accounts.models import User
    from areas.models import Area
    from casework.actors import Actor
    from messages.models.message import Message
    from messages.models.photos import Photo

USER = settings.AUTH_USER_MODEL


class PublicationQuerySet(models.QuerySet["Publication"]):
    def public(self) -> Self:
        """The one definition of what everybody may read."""
        return self.filter(withdrawn_at__isnull=True)

    def within(self, area: Area) -> Self:
        return self.filter(area.scope_q("message__area__"))

    def visible_to(self, user: User) -> Self:
        """What staff may see: the publications of the matters they see."""
        from messages.models.message import Message  # the message module stands on this one

        return self.filter(message__in=Message.objects.visible_to(user))

    def publish(
        self,
        message: Message,
        *,
        title: str,
        body: str,
        answer: str,
        photos: Iterable[Photo],
        secrecy_checked: bool,
        by: Actor,
    ) -> Publication:
        """An act of its own, after the secrecy review. Raises TransitionError, in Chinese."""
        if not secrecy_checked:
            raise TransitionError("请先做保密审查，再公开。")
        if self.public().filter(message=message).exists():
            raise TransitionError("这件留言已经公开了。要改内容，请先撤下再公开。")
        try:
            with transaction.atomic():
                row = self.create(
                    message=message,
                    title=title,
                    body=body,
                    answer=answer,
                    secrecy_checked=True,
                    published_by=by.person,
                    published_at=timezone.now(),
                )
                row.photos.set(photos)
                message.add_event(MessageEvent.PUBLISHED, by=by)
        except IntegrityError as error:  # one live publication: somebody was faster
            raise TransitionError("刚刚有人公开了这件留言。") from error
        return row


class Publication(models.Model):
    """The redacted text of a matter and its answer; the office's own copy stays as it was."""

    message = models.ForeignKey(
        "voter_messages.Message",
        on_delete=models.PROTECT,
        related_name="publications",
        verbose_name="留言",
    )
    title = models.CharField("标题", max_length=60)
    body = models.TextField("留言（已隐去个人信息）", max_length=5000)
    answer = models.TextField("答复（已隐去个人信息）", max_length=5000)
    photos = models.ManyToManyField(
        "voter_messages.Photo", blank=True, related_name="publications", verbose_name="照片"
    )
    secrecy_checked = models.BooleanField("已经过保密审查")
    published_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", verbose_name="公开人"
    )
    published_at = models.DateTimeField("公开时间")
    withdrawn_by = models.ForeignKey(
        USER,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="撤下人",
    )
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开的答复"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="publication_after_secrecy_review", condition=Q(secrecy_checked=True)
            ),
            models.CheckConstraint(
                name="publication_withdrawn_by_somebody",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__gte=F("published_at"), withdrawn_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["message"],
                condition=Q(withdrawn_at=None),
                name="one_live_publication_per_message",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.withdrawn_at is None

    def withdraw(self, *, by: Actor) -> None:
        """Gone from the public pages with the next request."""
        now = timezone.now()
        with transaction.atomic():
            mine = Publication.objects.public().filter(pk=self.pk)
            if not mine.update(withdrawn_at=now, withdrawn_by=by.person):
                raise TransitionError("已经撤下了。")
            self.withdrawn_at, self.withdrawn_by = now, by.person
            self.message.add_event(MessageEvent.UNPUBLISHED, by=by)
