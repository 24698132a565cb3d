"""督查: a visit to a station with a score sheet, findings with photos, and a second look."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q

from accounts.permissions import office_scope_q
from areas.models import Area
from stations.models.places import Station

if TYPE_CHECKING:
    from accounts.models import User


def private_storage() -> Storage:
    return storages["private"]


class ScoreSheet(models.Model):
    """评分表: its items are fixed as soon as an inspection used it; changes make a new version."""

    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="score_sheets", verbose_name="制定单位"
    )
    name = models.CharField("名称", max_length=60)
    version = models.PositiveSmallIntegerField("版本", default=1)
    is_current = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "督查评分表"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name", "version"], name="one_sheet_per_name_and_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（第 {self.version} 版）"


class ScoreItem(models.Model):
    sheet = models.ForeignKey(
        ScoreSheet, on_delete=models.CASCADE, related_name="items", verbose_name="评分表"
    )
    position = models.PositiveSmallIntegerField("顺序")
    text = models.CharField("项目", max_length=80)
    points = models.PositiveSmallIntegerField("满分")

    class Meta:
        verbose_name = verbose_name_plural = "评分项目"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "position"], name="one_item_per_position"),
            models.CheckConstraint(name="score_item_has_points", condition=Q(points__gt=0)),
        ]

    def __str__(self) -> str:
        return self.text


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def looked_after_by(self, user: User) -> Self:
        return self.filter(office_scope_q(user, "station__area__"))


class Inspection(models.Model):
    """One visit. The result is seen by staff alone."""

    station = models.ForeignKey(
        Station, on_delete=models.PROTECT, related_name="inspections", verbose_name="站点"
    )
    sheet = models.ForeignKey(
        ScoreSheet, on_delete=models.PROTECT, related_name="inspections", verbose_name="评分表"
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

    class Meta:
        verbose_name = verbose_name_plural = "督查"
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="inspection_by_somebody",
                condition=Q(inspectors__gt=0),
                violation_error_message="督查人数至少是 1。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station} {self.day}"


class InspectionScore(models.Model):
    inspection = models.ForeignKey(
        Inspection, on_delete=models.CASCADE, related_name="scores", verbose_name="督查"
    )
    item = models.ForeignKey(
        ScoreItem, on_delete=models.PROTECT, related_name="+", verbose_name="项目"
    )
    points = models.PositiveSmallIntegerField("得分")
    remark = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "督查得分"
        ordering = ["item__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "item"], name="one_score_per_item"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.points}"


class FindingQuerySet(models.QuerySet["Finding"]):
    def open(self) -> Self:
        return self.filter(rechecked_on=None)

    def due(self, today: date) -> Self:
        return self.open().filter(recheck_on__lte=today)

    def looked_after_by(self, user: User) -> Self:
        return self.filter(office_scope_q(user, "inspection__station__area__"))


class Finding(models.Model):
    """发现的问题, the day on which it is looked at again, and what was seen then."""

    inspection = models.ForeignKey(
        Inspection, on_delete=models.CASCADE, related_name="findings", verbose_name="督查"
    )
    text = models.CharField("问题", max_length=300)
    recheck_on = models.DateField("复查日期")
    rechecked_on = models.DateField("复查时间", null=True, blank=True)
    is_mended = models.BooleanField("已整改", default=False)
    result = models.CharField("复查情况", max_length=300, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "督查发现的问题"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="finding_rechecked_with_result",
                condition=Q(rechecked_on=None, is_mended=False, result="")
                | Q(rechecked_on__isnull=False) & ~Q(result=""),
                violation_error_message="复查要写日期和情况。",
            ),
        ]
        indexes = [
            models.Index(
                fields=["recheck_on"], condition=Q(rechecked_on=None), name="findings_to_recheck"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class InspectionPhoto(models.Model):
    """Of the station as a whole, or of one finding; a clean copy, for staff alone."""

    inspection = models.ForeignKey(
        Inspection, on_delete=models.CASCADE, related_name="photos", verbose_name="督查"
    )
    finding = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.CASCADE, related_name="photos",
        verbose_name="问题",
    )  # fmt: skip
    image = models.ImageField("照片", upload_to="inspections/", storage=private_storage)
    added_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "督查照片"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.inspection}"
