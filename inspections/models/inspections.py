"""督查: a visit to a station with a score sheet, findings with photos, and a second look."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from accounts.looked_after import LookedAfterQuerySet
from areas.models import Area
from inspections.models.sheets import ScoreItem, ScoreSheet, SheetReplacedError
from jobs.attachments import Picture
from stations.models.places import Station

if TYPE_CHECKING:
    from accounts.models import User


class AlreadyRecheckedError(Exception):
    """Somebody else looked again first; carries words for the person."""


class InspectionQuerySet(LookedAfterQuerySet["Inspection"]):
    path_to_area = "station__area__"

    def with_totals(self) -> Self:
        """Annotates ``total`` and ``out_of`` points."""
        return self.annotate(total=Sum("scores__points"), out_of=Sum("scores__out_of"))

    def with_left(self) -> Self:
        """Annotates ``left``: how many findings are still open."""
        waiting = Finding.objects.open().filter(inspection=OuterRef("pk")).order_by()
        counted = waiting.values("inspection").annotate(n=Count("pk")).values("n")
        return self.annotate(left=Coalesce(Subquery(counted), 0))


class Inspection(models.Model):
    """One visit. The result is seen by staff alone."""

    station = models.ForeignKey(
        Station, on_delete=models.PROTECT, related_name="inspections", verbose_name="站点"
    )
    sheet = models.ForeignKey(
        ScoreSheet, on_delete=models.PROTECT, related_name="inspections", verbose_name="评分表"
    )
    office = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", verbose_name="督查单位"
    )
    day = models.DateField("督查日期")
    team = models.CharField("督查组", max_length=80)
    inspectors = models.PositiveSmallIntegerField("督查人数")
    summary = models.TextField("总体情况", max_length=2000, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="记录人"
    )
    recorded_at = models.DateTimeField("记录时间", auto_now_add=True)

    objects = InspectionQuerySet.as_manager()

    # set by with_totals()
    total: int | None
    out_of: int | None

    class Meta:
        verbose_name = verbose_name_plural = "督查"
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["-day", "-id"], name="inspections_newest_first")]
        constraints = [
            models.CheckConstraint(
                name="inspection_by_somebody",
                condition=Q(inspectors__gt=0),
                violation_error_message="督查人数至少是 1。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station} {self.day}"

    @property
    def percent(self) -> int | None:
        """Of the points that could be had, with ``with_totals()``; None without scores."""
        return round(100 * (self.total or 0) / self.out_of) if self.out_of else None

    def record(self, points: Mapping[int, tuple[int, str]]) -> None:
        """Store the visit with (points, remark) by item; every item of the sheet has one.

        The sheet is locked meanwhile, so that nobody changes its items under the scores.
        """
        with transaction.atomic():
            sheet = ScoreSheet.objects.select_for_update().get(pk=self.sheet_id)
            items = list(sheet.items.all())
            if not sheet.is_current or {item.pk for item in items} != set(points):
                raise SheetReplacedError("评分表刚才改过，请按新的项目重新打分。")
            self.save()
            InspectionScore.objects.bulk_create(
                [
                    InspectionScore(
                        inspection=self,
                        item=item,
                        out_of=item.points,
                        points=points[item.pk][0],
                        remark=points[item.pk][1],
                    )
                    for item in items
                ]
            )


class InspectionScore(models.Model):
    inspection = models.ForeignKey(
        Inspection, on_delete=models.CASCADE, related_name="scores", verbose_name="督查"
    )
    item = models.ForeignKey(
        ScoreItem, on_delete=models.PROTECT, related_name="+", verbose_name="项目"
    )
    points = models.PositiveSmallIntegerField("得分")
    out_of = models.PositiveSmallIntegerField("满分")
    remark = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "督查得分"
        ordering = ["item__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "item"], name="one_score_per_item"),
            models.CheckConstraint(
                name="score_within_its_item",
                condition=Q(points__lte=F("out_of")),
                violation_error_message="得分不能超过满分。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.points}"


class FindingQuerySet(LookedAfterQuerySet["Finding"]):
    path_to_area = "inspection__station__area__"

    def open(self) -> Self:
        return self.filter(mended_on=None)

    def due(self, today: date) -> Self:
        return self.open().filter(recheck_on__lte=today)

    def to_remind(self, today: date) -> Self:
        return self.due(today).filter(reminded_at=None)


class Finding(models.Model):
    """发现的问题, and the day on which it is looked at again, until it is mended.

    ``looks`` counts the second looks; with it a click that comes late is told apart.
    """

    inspection = models.ForeignKey(
        Inspection, on_delete=models.CASCADE, related_name="findings", verbose_name="督查"
    )
    text = models.CharField("问题", max_length=300)
    recheck_on = models.DateField("复查日期")
    looks = models.PositiveSmallIntegerField("复查次数", default=0)
    mended_on = models.DateField("整改确认日期", null=True, blank=True)
    reminded_at = models.DateTimeField("提醒时间", null=True, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "督查发现的问题"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="finding_mended_after_a_look",
                condition=Q(mended_on=None) | Q(looks__gt=0),
                violation_error_message="整改要有复查记录。",
            ),
        ]
        indexes = [
            models.Index(
                fields=["recheck_on", "id"], condition=Q(mended_on=None), name="findings_to_recheck"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def recheck(
        self, *, seen: int, on: date, note: str, by: User, next_on: date | None = None
    ) -> Recheck:
        """A second look: mended, or to be looked at again on ``next_on``. The first one counts.

        ``seen`` is the number of looks when the person read the page.
        """
        changes: dict[str, Any] = (
            {"recheck_on": next_on, "reminded_at": None} if next_on else {"mended_on": on}
        )
        with transaction.atomic():
            mine = Finding.objects.open().filter(pk=self.pk, looks=seen)
            if not mine.update(looks=F("looks") + 1, **changes):
                raise AlreadyRecheckedError("这个问题刚才已经有人记过复查了，请看最新的情况。")
            return Recheck.objects.create(
                finding=self,
                number=seen + 1,
                due_on=self.recheck_on,
                day=on,
                is_mended=next_on is None,
                note=note,
                recorded_by=by,
            )


class Recheck(models.Model):
    """复查: what was seen on a second look, and the day it had been due."""

    finding = models.ForeignKey(
        Finding, on_delete=models.CASCADE, related_name="rechecks", verbose_name="问题"
    )
    number = models.PositiveSmallIntegerField("第几次")
    due_on = models.DateField("原定日期")
    day = models.DateField("复查日期")
    is_mended = models.BooleanField("已整改")
    note = models.CharField("复查情况", max_length=300)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="记录人"
    )
    recorded_at = models.DateTimeField("记录时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "复查"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "number"], name="one_recheck_per_number"),
            models.UniqueConstraint(
                fields=["finding"], condition=Q(is_mended=True), name="mended_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding} {self.day}"


class InspectionPhoto(Picture):
    """Of the station as a whole, or of one finding; a clean copy, for staff alone."""

    inspection = models.ForeignKey(
        Inspection, on_delete=models.CASCADE, related_name="photos", verbose_name="督查"
    )
    finding = models.ForeignKey(
        Finding,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="photos",
        verbose_name="问题",
    )

    class Meta(Picture.Meta):
        verbose_name = verbose_name_plural = "督查照片"

    def __str__(self) -> str:
        return f"{self.inspection}"
