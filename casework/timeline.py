"""Every act leaves a line: who did what when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from casework.actors import Actor
from casework.workflow import Workflow

if TYPE_CHECKING:
    from accounts.models import User


class Timeline(Workflow):
    """A workflow that tells of its acts in ``events``, rows of the child's own ``Event`` model.

    What else an act does belongs to the child: columns that change along with others in
    ``_move``, an entry for every line in ``add_event``, notices in ``tell``.
    """

    if TYPE_CHECKING:
        events: Any  # a reverse relation, which an abstract model does not know of

    class Meta:
        abstract = True

    def act(
        self,
        action: str,
        *,
        by: Actor | User | None,
        text: str = "",
        line: Mapping[str, Any] | None = None,
        **changes: Any,
    ) -> Any:
        """Move, write the event and tell of it: one transaction, or nothing. Returns the event.

        ``changes`` are columns of this row, ``line`` those that the child's events have on top.
        """
        with transaction.atomic():
            self._move(action, **changes)
            event = self.add_event(action, by=by, text=text, **(line or {}))
            self.tell(event)
        return event

    def add_event(
        self, kind: str, *, by: Actor | User | None, text: str = "", **columns: Any
    ) -> Any:
        """One line of the timeline: of an act, or of what happened beside the table."""
        who = Actor.of(by)
        return self.events.create(
            at=timezone.now(),
            actor=who.user,
            actor_label=who.label,
            kind=kind,
            text=text,
            **columns,
        )

    def tell(self, event: Any) -> None:
        """Whoever is told of every act; here nobody."""


class Event(models.Model):
    """One line of a timeline: who did what when. Never changed, never deleted."""

    at = models.DateTimeField("时间")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="经办人",
    )
    actor_label = models.CharField("经办方", max_length=120, blank=True)
    kind = models.CharField("事项", max_length=24)
    text = models.TextField("内容", blank=True)

    class Meta:
        abstract = True
