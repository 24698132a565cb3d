"""整改: what an object has to mend; each act with its event, its audit entry and its notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from accounts.models import AuditEntry
from areas.dates import chinese_date
from casework.states import DUE_MOVED
from casework.undertakings import Undertaking
from supervision import notices
from supervision.models.subjects import Subject
from supervision.states import RECTIFICATION_WORDS

if TYPE_CHECKING:
    from accounts.models import User
    from casework.actors import Actor
    from supervision.models.follow_up import RectificationEvent

LONGEST_PROLONGED = 60  # working days


class RectificationMoves(Undertaking):
    LONGEST_PROLONGED: ClassVar = LONGEST_PROLONGED

    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="rectifications", verbose_name="整改单位"
    )
    title = models.CharField("整改事项", max_length=80)

    class Meta(Undertaking.Meta):
        abstract = True

    def tell(self, event: RectificationEvent) -> None:
        """The other side."""
        notices.rectification(self, event)  # type: ignore[arg-type]

    def add_event(
        self, kind: str, *, by: Actor | User | None, text: str = "", **columns: Any
    ) -> RectificationEvent:
        """Each with an audit entry, but for those of the clock."""
        event: RectificationEvent = super().add_event(kind, by=by, text=text, **columns)
        if event.actor:
            AuditEntry.record(
                actor=event.actor,
                action=AuditEntry.Action.SETTINGS_CHANGE,
                target=f"整改：{self.title}",
                reason="：".join(filter(None, (RECTIFICATION_WORDS[kind], text)))[:500],
                area=self.subject.evaluation.area,
            )
        return event

    def due_moved(self) -> None:
        assert self.due_date is not None
        self.add_event(DUE_MOVED, by=None, text=f"期限日改为 {chinese_date(self.due_date)}。")
