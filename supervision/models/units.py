"""What is known of the departments that are rated: their class, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from accounts.looked_after import LookedAfterQuerySet
from areas.models import Area
from stations.models import Department

if TYPE_CHECKING:
    pass


class UnitClass(models.Model):
    """单位类别: 经济管理, 执法, 民生服务. Departments are ranked among their like."""

    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="unit_classes", verbose_name="区划"
    )
    name = models.CharField("名称", max_length=20)
    position = models.PositiveSmallIntegerField("顺序", default=0)

    objects = LookedAfterQuerySet["UnitClass"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位类别"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="one_unit_class_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class ClassedDepartment(models.Model):
    """The class a department is in now; evaluations keep the one of their day."""

    department = models.OneToOneField(
        Department, on_delete=models.CASCADE, related_name="classed", verbose_name="部门"
    )
    unit_class = models.ForeignKey(
        UnitClass, on_delete=models.PROTECT, related_name="departments", verbose_name="类别"
    )

    class Meta:
        verbose_name = verbose_name_plural = "部门类别"

    def __str__(self) -> str:
        return f"{self.department} {self.unit_class}"


class LineageQuerySet(LookedAfterQuerySet["Lineage"]):
    path_to_area = "successor__area__"

    def leads_to(self, start: int, end: int) -> bool:
        """Whether ``start`` became ``end`` at last, over any number of changes. One query."""
        became = dict(self.order_by().values_list("predecessor", "successor"))
        at: int | None = start
        for _ in range(len(became) + 1):
            if at == end:
                return True
            at = became.get(at) if at else None
        return False


class Lineage(models.Model):
    """A department was renamed, or went into another one: the curve goes on under the new name."""

    class Kind(models.TextChoices):
        RENAMED = "renamed", "更名"
        MERGED = "merged", "并入"

    predecessor = models.OneToOneField(
        Department, on_delete=models.PROTECT, related_name="became", verbose_name="原单位"
    )
    successor = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="came_from", verbose_name="现单位"
    )
    kind = models.CharField("变动", max_length=8, choices=Kind.choices)
    on = models.DateField("日期")
    document = models.CharField("文号", max_length=60, blank=True)

    objects = LineageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位沿革"
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="department_does_not_follow_itself",
                condition=~Q(predecessor=F("successor")),
                violation_error_message="一个单位不能并入自己。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} {self.get_kind_display()} {self.successor}"

    def clean(self) -> None:
        """No circles: nobody becomes what came from it."""
        if not (self.predecessor_id and self.successor_id):
            return
        if self.predecessor_id == self.successor_id:
            return  # the constraint says so
        others = Lineage.objects.exclude(pk=self.pk)
        if others.leads_to(self.successor_id, self.predecessor_id):
            raise ValidationError(
                f"{self.predecessor}是从{self.successor}变来的，不能再变回去，请核对。"
            )
