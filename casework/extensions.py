"""More time for a share: asked for once, decided by whoever assigned it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from casework.clock import Clock
from casework.models import unit_field
from casework.states import AssignmentState
from casework.workflow import TransitionError

if TYPE_CHECKING:
    from casework.actors import Actor


class Extension(models.Model):
    """A request for more time; the assigner decides, once per assignment."""

    if TYPE_CHECKING:
        assignment: Any  # the child's own foreign key

    class State(models.TextChoices):
        REQUESTED = "requested", "待批准"
        GRANTED = "granted", "已同意"
        REFUSED = "refused", "未同意"

    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.REQUESTED)
    amount = models.PositiveSmallIntegerField("延长")
    unit = unit_field("单位")
    reason = models.CharField("理由", max_length=300)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="申请人"
    )
    requested_at = models.DateTimeField("申请时间")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="决定人",
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_decided_by_somebody",
                condition=Q(state="requested", decided_by=None, decided_at=None)
                | ~Q(state="requested") & Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
        ]

    @property
    def time(self) -> Clock:
        return Clock(self.amount, self.unit)

    def decide(self, *, granted: bool, by: Actor, reason: str = "") -> None:
        """The assigner's word, once; granting moves the due dates of share and matter."""
        verdict = self.State.GRANTED if granted else self.State.REFUSED
        share = self.assignment
        with transaction.atomic():
            undecided = type(self)._base_manager.filter(pk=self.pk, state=self.State.REQUESTED)
            if not undecided.update(state=verdict, decided_by=by.person, decided_at=timezone.now()):
                raise TransitionError("这项延期申请已经有人处理了。")
            if granted:
                share._move("grant_extension", **self._longer())
                self._prolong(by)
            else:
                share._note("延期没有同意", by=by, text=reason)
            words = "同意" if granted else "没有同意"
            share._tell_department(f"延期申请{words}。")

    def _longer(self) -> dict[str, Any]:
        """An unsigned share still runs on its signing limit; signing adds what was granted."""
        share = self.assignment
        if share.state == AssignmentState.ASSIGNED or share.clock_started_on is None:
            return {}
        columns: dict[str, Any] = share.clock_longer(self.amount, self.unit)
        return columns

    def _prolong(self, by: Actor) -> None:
        """Of separate shares, only what goes beyond the time that another was granted."""
        if matter := self.assignment._led():
            more = self.amount if self.assignment.is_lead else self.amount - matter.clock_extended
            if more > 0:
                matter.prolong(Clock(more, self.unit), by=by, reason=self.reason)
