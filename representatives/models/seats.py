"""Seats: who represents whom, in which congress, for which term."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from areas.models import Area
from representatives.models.congresses import (
    DIRECT,
    INDIRECT,
    Congress,
    ElectingUnit,
    ElectoralDistrict,
    Level,
    Term,
)
from representatives.models.people import Representative


def _at_q(paths: Sequence[str], coded: Sequence[int]) -> Q:
    """The areas of a lineage; where a function zone administers a street of another county's
    code, that county too (``coded``, its key): its congress elects for the street."""
    return Q(path__in=paths) | Q(pk__in=coded)


def _voters_q(paths: Sequence[str], coded: Sequence[int], inside: Q) -> Q:
    concerned = Area.objects.filter(_at_q(paths, coded) | inside).order_by().values("pk")
    covering = ElectoralDistrict.areas.through.objects.filter(area__in=concerned)
    return Q(district__in=covering.values("electoraldistrict"))


def _units_q(paths: Sequence[str], coded: Sequence[int]) -> Q:
    at = Area.objects.filter(_at_q(paths, coded)).order_by().values("pk")
    units = ElectingUnit.objects.filter(Q(area__in=at) | Q(level=Level.NATIONAL))
    return Q(unit__in=units.values("pk"))


class SeatQuerySet(models.QuerySet["Seat"]):
    def with_names(self) -> Self:
        """What ``str()``, ``congress`` and ``elected_by`` read, in the same query."""
        return self.select_related("term__congress", "district", "unit")

    def for_area(self, area: Area) -> Self:
        """Seats whose voters or electing unit have to do with ``area``: 「我的代表」.

        A district that covers the area, or one above it, or (for a township) a village in it;
        and the units above, up to the nation's. Of all terms: combine with ``active()``.
        """
        paths = area.lineage_paths()
        coded = [a.coded_under_id for a in area.lineage if a.coded_under_id]
        return self.filter(_voters_q(paths, coded, area.scope_q("")) | _units_q(paths, coded))

    def of_voters(self, paths: Sequence[str], coded: Sequence[int], inside: Q) -> Self:
        """The part of ``for_area`` that voters elect; ``inside`` is the ``scope_q`` of the area."""
        return self.filter(_voters_q(paths, coded, inside))

    def of_units(self, paths: Sequence[str], coded: Sequence[int]) -> Self:
        """The part of ``for_area`` that congresses elect."""
        return self.filter(_units_q(paths, coded))

    def active(self) -> Self:
        return self.filter(status=Seat.Status.ACTIVE)

    def not_ended(self) -> Self:
        """Suspended ones too: they can be taken up again."""
        return self.exclude(status=Seat.Status.ENDED)


class Seat(models.Model):
    """A seat in one congress for one term; at most one person's per congress and term."""

    class Status(models.TextChoices):
        ACTIVE = "active", "在任"
        SUSPENDED = "suspended", "暂停执行职务"
        ENDED = "ended", "已终止"

    class EndReason(models.TextChoices):
        """代表法 (2025) Art. 62, and the plain end of a term."""

        TERM_OVER = "term_over", "任期届满"
        MOVED = "moved", "迁出或调离"
        RESIGNED = "resigned", "辞职被接受"
        ABSENT = "absent", "未经批准两次不出席会议"
        RECALLED = "recalled", "被罢免"
        NATIONALITY = "nationality", "丧失国籍"
        RIGHTS_LOST = "rights_lost", "被剥夺政治权利"
        INCAPABLE = "incapable", "丧失行为能力"
        DIED = "died", "去世"

    representative = models.ForeignKey(
        Representative, on_delete=models.PROTECT, related_name="seats", verbose_name="代表"
    )
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="seats", verbose_name="届"
    )
    level = models.CharField("层级", max_length=16, choices=Level.choices)
    district = models.ForeignKey(
        ElectoralDistrict,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="seats",
        verbose_name="选区",
    )
    unit = models.ForeignKey(
        ElectingUnit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="seats",
        verbose_name="选举单位",
    )
    status = models.CharField("状态", max_length=16, choices=Status.choices, default=Status.ACTIVE)
    ended_on = models.DateField("终止日期", null=True, blank=True)
    end_reason = models.CharField("终止原因", max_length=16, choices=EndReason.choices, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表职务"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["representative", "term"], name="one_seat_per_person_and_term"
            ),
            models.CheckConstraint(
                name="seat_assigned_by_level",
                condition=Q(level__in=DIRECT, district__isnull=False, unit=None)
                | Q(level__in=INDIRECT, district=None, unit__isnull=False),
                violation_error_message="县级、乡级代表归选区，市级以上代表归选举单位。",
            ),
            models.CheckConstraint(
                name="seat_ended_with_date_and_reason",
                condition=Q(status="ended", ended_on__isnull=False) & ~Q(end_reason="")
                | ~Q(status="ended") & Q(ended_on__isnull=True, end_reason=""),
                violation_error_message="终止的职务要写明日期和原因。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term}人大代表"

    @property
    def congress(self) -> Congress:
        return self.term.congress

    @property
    def elected_by(self) -> str:
        """The name of the district or unit."""
        return str(self.district or self.unit)

    def clean(self) -> None:
        super().clean()
        if self.level != self.term.congress.level:
            raise ValidationError({"level": "层级要和人民代表大会一致。"})
        if self.district and self.district.term_id != self.term_id:
            raise ValidationError({"district": "这个选区不属于这一届人民代表大会。"})
        if self.unit and self.unit.level != self.level:
            raise ValidationError({"unit": "这个选举单位不选举这一级代表。"})

    @property
    def is_active(self) -> bool:
        return self.status == self.Status.ACTIVE

    def end(self, *, on: date, reason: str) -> None:
        self.status, self.ended_on, self.end_reason = self.Status.ENDED, on, reason
        self.save(update_fields=["status", "ended_on", "end_reason"])

    def suspend(self) -> bool:
        """暂停执行职务 (代表法 Art. 61); False when the seat is not active."""
        return self._turn(self.Status.ACTIVE, self.Status.SUSPENDED)

    def resume(self) -> bool:
        return self._turn(self.Status.SUSPENDED, self.Status.ACTIVE)

    def _turn(self, was: str, now: str) -> bool:
        turned = bool(Seat.objects.filter(pk=self.pk, status=was).update(status=now))
        if turned:
            self.status = now
        return turned
