"""An answer in public: an act of its own, by township or county staff, and quickly undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q

from casework.publishing import Published, PublishedQuerySet
from casework.workflow import TransitionError
from messages.models.events import MessageEvent

if TYPE_CHECKING:
    from accounts.models import User
    from areas.models import Area
    from casework.actors import Actor
    from messages.models.message import Message
    from messages.models.photos import Photo

USER = settings.AUTH_USER_MODEL


class PublicationQuerySet(PublishedQuerySet):
    def public(self) -> Self:
        """The one definition of what everybody may read."""
        return self.published()

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
                    written_by=by.person,
                )
                row.publish(by=by.person)
                row.photos.set(photos)
                message.add_event(MessageEvent.PUBLISHED, by=by)
        except IntegrityError as error:  # one live publication: somebody was faster
            raise TransitionError("刚刚有人公开了这件留言。") from error
        return row


class Publication(Published):
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

    objects: ClassVar = PublicationQuerySet.as_manager()

    class Meta(Published.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "公开的答复"
        ordering = ["-pk"]
        constraints = [
            *Published.Meta.constraints,
            models.UniqueConstraint(
                fields=["message"],
                condition=Q(state="published"),
                name="one_live_publication_per_message",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def take_down(self, *, by: Actor) -> None:
        """The voter reads of it in the history, too."""
        with transaction.atomic():
            self.withdraw(by=by.person)
            self.message.add_event(MessageEvent.UNPUBLISHED, by=by)
