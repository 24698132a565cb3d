"""One demand, one date, a report, and a check by somebody else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from casework.actors import Actor
from casework.clock import Clock, in_words
from casework.models import Clocked
from casework.states import UNDERTAKING_TRANSITIONS, UndertakingState
from casework.timeline import Timeline
from casework.workflow import TransitionError

if TYPE_CHECKING:
    from accounts.models import User

USER = settings.AUTH_USER_MODEL

REPORTED = Q(reported_by__isnull=False, reported_at__isnull=False) & ~Q(result="")
UNREPORTED = Q(reported_by=None, reported_at=None, result="")

# A child whose check may come without a report has these alone, and UNREPORTED_TRANSITIONS.
CONSTRAINTS: list[models.BaseConstraint] = [
    models.CheckConstraint(
        name="%(class)s_reported_by_somebody",
        condition=REPORTED | UNREPORTED & ~Q(state="reported"),
    ),
    models.CheckConstraint(
        name="%(class)s_checked_by_another",
        condition=~Q(state="done")
        | Q(checked_by__isnull=False, checked_at__isnull=False) & ~Q(checked_by=F("reported_by")),
    ),
    models.CheckConstraint(
        name="%(class)s_runs_while_mending",
        condition=~Q(state="mending") | Q(due_date__isnull=False),
    ),
]


class Undertaking(Clocked, Timeline):
    """Something to be done by a date; a child adds whom it binds, and who is told.

    Who may act is asked before; here it is only whether it can be done. The due date stays when
    the result is reported: it says whether that was in time. ``**line``: columns that the events
    of a child have on top.
    """

    TRANSITIONS: ClassVar = UNDERTAKING_TRANSITIONS
    LONGEST_PROLONGED: ClassVar[int]  # in the unit of the clock

    demand = models.TextField("整改要求", max_length=1000)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=UndertakingState.choices,
        default=UndertakingState.MENDING,
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
        constraints = [
            *CONSTRAINTS,
            models.CheckConstraint(
                name="%(class)s_done_as_reported", condition=~Q(state="done") | REPORTED
            ),
        ]

    def _unmoved(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Also acts that leave the state alone: whoever comes second finds another date."""
        return rows.filter(due_date=self.due_date, reported_at=self.reported_at)

    # whoever is bound --------------------------------------------------------------------------

    def note(self, text: str, *, by: Actor | User) -> None:
        """How it goes; the clock runs on."""
        self.act("note", by=by, text=text)

    def report(self, text: str, *, by: Actor | User) -> None:
        """报结果: the clock stops until somebody else has looked."""
        self.act(
            "report",
            by=by,
            text=text,
            result=text,
            reported_by=Actor.of(by).person,
            reported_at=timezone.now(),
        )

    # whoever demanded it -----------------------------------------------------------------------

    def prolong(self, amount: int, reason: str, *, by: Actor | User) -> None:
        """Once, in the unit of the clock: whoever needs still more time reports what is done and what is not."""
        if self.events.filter(kind="prolong").exists():
            raise TransitionError("已经延长过一次，不能再延。")
        if not 1 <= amount <= self.LONGEST_PROLONGED:
            longest = in_words(self.LONGEST_PROLONGED, self.clock_unit)
            raise TransitionError(f"最多延长 {longest}。")
        time, longer = in_words(amount, self.clock_unit), self.clock_longer(amount, self.clock_unit)
        self.act("prolong", by=by, text=f"延长 {time}：{reason}", **longer)

    def pass_check(self, text: str, *, by: Actor | User, **line: Any) -> None:
        """复查通过, by somebody else than who reported."""
        self._refuse_own(by)
        checked = dict(checked_by=Actor.of(by).person, checked_at=timezone.now())
        self.act("pass_check", by=by, text=text, line=line, **checked)

    def send_back(
        self, reason: str, amount: int, *, by: Actor | User, since: date | None = None, **line: Any
    ) -> None:
        """Not mended yet: a new date from today or ``since``, with its own reminders."""
        self._refuse_own(by)
        clock = self.clock_set(Clock(amount, self.clock_unit), since or timezone.localdate())
        self.act("send_back", by=by, text=reason, line=line, **clock)

    def _refuse_own(self, by: Actor | User) -> None:
        if self.reported_by_id == Actor.of(by).person.pk:
            raise TransitionError("报结果的人不能自己复查，请换一个人。")

    def cancel(self, reason: str, *, by: Actor | User) -> None:
        self.act("cancel", by=by, text=reason)

    @property
    def was_late(self) -> bool:
        """The result came after its day."""
        at, due = self.reported_at, self.due_date
        done = self.state in (UndertakingState.REPORTED, UndertakingState.DONE)
        return bool(done and at and due and timezone.localdate(at) > due)
