"""Evaluations: who sees them, and what the database holds together."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from accounts.looked_after import LookedAfterQuerySet
from casework.publishing import PublishState
from supervision.models.moves_result import ResultMoves
from supervision.states import Direction, EvaluationState, Purpose

S = EvaluationState
HAS_ELECTORATE = Q(opened_at__isnull=False, eligible__gt=0) & ~Q(electorate_digest="")


class EvaluationQuerySet(LookedAfterQuerySet["Evaluation"]):
    def public(self) -> Self:
        """Each with when and how it was announced."""
        return self.filter(announcements__state=PublishState.PUBLISHED).annotate(
            published_at=F("announcements__published_at"),
            with_ranks=F("announcements__with_ranks"),
        )

    def counted(self) -> Self:
        """With results, for those who may see them."""
        return self.filter(state__in=[S.COUNTED, S.PUBLISHED, S.FINISHED])

    def with_told_objects(self) -> Self:
        """At least one object on the ballot knows its result."""
        from supervision.models.subjects import Subject  # subjects name evaluations

        told = Subject.objects.rated().told_results().filter(evaluation=OuterRef("pk"))
        return self.filter(Exists(told))

    def open(self) -> Self:
        return self.filter(state=S.OPEN)

    def to_close(self, now: datetime) -> Self:
        """Open past their time: due and not yet closed, never "due just now"."""
        return self.open().filter(closes_at__lte=now)


class Evaluation(ResultMoves):
    if TYPE_CHECKING:  # of ``public()`` alone
        published_at: datetime
        with_ranks: bool

    objects: ClassVar = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "测评"
        ordering = ["-year", "-pk"]
        indexes = [
            models.Index(fields=["area", "-year", "-id"], name="evaluations_of_area"),
            models.Index(
                fields=["closes_at"], condition=Q(state="open"), name="evaluations_to_close"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="selection_has_places",
                condition=Q(purpose=Purpose.SELECTION, places__gt=0)
                | Q(purpose=Purpose.RATING, places=None),
                violation_error_message="票选测评对象要写明选出几个。",
            ),
            models.CheckConstraint(
                name="voters_have_no_account",
                condition=~Q(direction=Direction.VOTERS) | Q(by_account=False),
                violation_error_message="选民没有账号，请用纸质票或扫码投票。",
            ),
            models.CheckConstraint(
                name="evaluation_opened_with_its_electorate",
                condition=Q(state__in=[S.PREPARING, S.CANCELLED])
                | HAS_ELECTORATE & Q(closes_at__isnull=False),
            ),
            models.CheckConstraint(
                name="evaluation_closed_with_its_time",
                condition=Q(state__in=[S.PREPARING, S.OPEN, S.CANCELLED])
                | Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="opening_needs_a_way_to_vote",
                condition=Q(state__in=[S.PREPARING, S.CANCELLED])
                | Q(by_paper=True)
                | Q(by_slip=True)
                | Q(by_account=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page for staff."""
        return reverse("office:evaluation", args=[self.pk])

    @property
    def public_url(self) -> str:
        return reverse("supervision:announcement", args=[self.pk])
