"""Who may vote, and that somebody has: never what. Ballots are in ``urn.py``."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from representatives.models import Representative, Seat
from supervision.models.evaluations import Evaluation
from supervision.models.subjects import Subject
from supervision.states import Direction


class ElectorQuerySet(models.QuerySet["Elector"]):
    def entitled(self) -> Self:
        """Whose seat in the congress that votes is active now: the list is frozen, seats are not.

        The same as ``electorates.seats_that_vote`` says of one evaluation, for rows of many.
        """
        seats = Seat.objects.active().filter(representative=OuterRef("representative"))
        units = Subject.objects.filter(evaluation=OuterRef(OuterRef("evaluation"))).order_by()
        below = seats.filter(
            term__closed_on=None,
            # The congresses of province and nation stand at the city's area, too.
            term__congress__level=F("term__congress__area__level"),
            term__congress__area__in=units.values("seat__unit__area"),
        )
        return self.filter(
            Q(Exists(seats.filter(term=OuterRef("evaluation__term"))))
            & Q(evaluation__direction=Direction.DEPARTMENTS)
            | Q(Exists(below)) & Q(evaluation__direction=Direction.UNIT)
        )


class Elector(models.Model):
    """A representative of the frozen electorate. ``has_voted`` has no time beside it."""

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="electors", verbose_name="测评"
    )
    representative = models.ForeignKey(
        Representative, on_delete=models.PROTECT, related_name="+", verbose_name="代表"
    )
    has_voted = models.BooleanField("已登录投票", default=False)

    objects = ElectorQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "测评人"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "representative"], name="one_elector_per_evaluation"
            ),
        ]

    def __str__(self) -> str:
        return str(self.representative)


class Recusal(models.Model):
    """回避: this elector's ballot does not show this subject."""

    elector = models.ForeignKey(
        Elector, on_delete=models.CASCADE, related_name="recusals", verbose_name="测评人"
    )
    subject = models.ForeignKey(
        Subject, on_delete=models.CASCADE, related_name="recusals", verbose_name="测评对象"
    )
    reason = models.CharField("原因", max_length=100)

    class Meta:
        verbose_name = verbose_name_plural = "回避"
        constraints = [
            models.UniqueConstraint(fields=["elector", "subject"], name="recused_once"),
            models.CheckConstraint(name="recused_for_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.elector} {self.subject}"


class SlipBatch(models.Model):
    """A print of one-time slips. The codes are on the paper alone."""

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="slip_batches", verbose_name="测评"
    )
    amount = models.PositiveIntegerField("张数")
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="印制人"
    )
    printed_at = models.DateTimeField("印制时间", auto_now_add=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "票签批次"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="slips_voided_for_a_reason",
                condition=Q(voided_at=None, void_reason="")
                | Q(voided_at__isnull=False) & ~Q(void_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} {self.amount} 张"


class SlipQuerySet(models.QuerySet["Slip"]):
    def usable(self) -> Self:
        return self.filter(is_spent=False, batch__voided_at=None)


class Slip(models.Model):
    """The digest of a code; who drew the slip, and when it was used, nobody knows.

    Rows are written in the order of their digests, which is no order at all.
    """

    batch = models.ForeignKey(
        SlipBatch, on_delete=models.PROTECT, related_name="slips", verbose_name="批次"
    )
    digest = models.CharField("校验值", max_length=64, unique=True)
    is_spent = models.BooleanField("已用", default=False)

    objects = SlipQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "票签"

    def __str__(self) -> str:
        return self.digest[:8]
