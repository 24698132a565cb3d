"""整改: the columns, and one named method per act, each with its event and its notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import AuditEntry
from areas.dates import chinese_date
from casework.actors import Actor
from casework.clock import Clock
from casework.models import Clocked
from casework.states import DUE_MOVED
from casework.timeline import Timeline
from casework.workflow import TransitionError
from supervision import notices
from supervision.models.subjects import Subject
from supervision.states import RECTIFICATION_TRANSITIONS, RectificationState

if TYPE_CHECKING:
    from accounts.models import User
    from supervision.models.follow_up import RectificationEvent

USER = settings.AUTH_USER_MODEL
LONGEST_PROLONGED = 60  # working days


class RectificationRecord(Clocked, Timeline):
    """One thing to mend, with a date on working days; a second person checks the result."""

    TRANSITIONS: ClassVar = RECTIFICATION_TRANSITIONS

    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="rectifications", verbose_name="整改单位"
    )
    title = models.CharField("整改事项", max_length=80)
    demand = models.TextField("整改要求", max_length=1000)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=RectificationState.choices,
        default=RectificationState.MENDING,
    )
    result = models.TextField("整改结果", max_length=3000, blank=True)
    reported_by = models.ForeignKey(
        USER,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="报告人",
    )
    reported_at = models.DateTimeField("报告时间", null=True, blank=True)
    checked_by = models.ForeignKey(
        USER,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="复查人",
    )
    checked_at = models.DateTimeField("复查时间", null=True, blank=True)
    created_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", verbose_name="提出人"
    )
    created_at = models.DateTimeField("提出时间", auto_now_add=True)

    class Meta:
        abstract = True


class RectificationMoves(RectificationRecord):
    """Who may act is asked before; here it is only whether it can be done.

    The due date stays when the result is reported: it says whether that was in time.
    """

    class Meta:
        abstract = True

    def _unmoved(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Also acts that leave the state alone: whoever comes second finds another date."""
        return rows.filter(due_date=self.due_date, reported_at=self.reported_at)

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
                reason=f"{kind} {text}"[:500],
                area=self.subject.evaluation.area,
            )
        return event

    # the object -------------------------------------------------------------------------------

    def note(self, text: str, *, by: User) -> None:
        """How it goes; the clock runs on."""
        self.act("note", by=by, text=text)

    def report(self, text: str, *, by: User) -> None:
        """报结果: the clock stops until somebody else has looked."""
        self.act(
            "report", by=by, text=text, result=text, reported_by=by, reported_at=timezone.now()
        )

    # the office -------------------------------------------------------------------------------

    def prolong(self, days: int, reason: str, *, by: User) -> None:
        """Once: whoever needs still more time reports what is done and what is not."""
        if self.events.filter(kind="prolong").exists():
            raise TransitionError("已经延长过一次，不能再延。")
        if not 1 <= days <= LONGEST_PROLONGED:
            raise TransitionError(f"最多延长 {LONGEST_PROLONGED} 个工作日。")
        longer = self.clock_longer(days)
        self.act("prolong", by=by, text=f"延长 {days} 个工作日：{reason}", **longer)

    def pass_check(self, text: str, *, by: User) -> None:
        """复查通过, by somebody else than who reported."""
        self._refuse_own(by)
        self.act("pass_check", by=by, text=text, checked_by=by, checked_at=timezone.now())

    def send_back(self, reason: str, days: int, *, by: User) -> None:
        """Not mended yet: a new date from today, with its own reminders."""
        self._refuse_own(by)
        clock = self.clock_set(Clock(days), timezone.localdate())
        self.act("send_back", by=by, text=reason, **clock)

    def _refuse_own(self, by: User) -> None:
        if self.reported_by_id == by.pk:
            raise TransitionError("报结果的人不能自己复查，请换一个人。")

    def cancel(self, reason: str, *, by: User) -> None:
        self.act("cancel", by=by, text=reason)

    # the calendar -----------------------------------------------------------------------------

    def due_moved(self) -> None:
        assert self.due_date is not None
        self.add_event(DUE_MOVED, by=None, text=f"期限日改为 {chinese_date(self.due_date)}。")

    @property
    def was_late(self) -> bool:
        """The result came after its day."""
        at, due = self.reported_at, self.due_date
        done = self.state in (RectificationState.REPORTED, RectificationState.DONE)
        return bool(done and at and due and timezone.localdate(at) > due)
