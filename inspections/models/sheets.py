"""评分表: what an inspection looks at, and how many points each thing is worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.db.models import Q

from accounts.permissions import office_scope_q, offices_of
from areas.models import Area

if TYPE_CHECKING:
    from accounts.models import User


class SheetReplacedError(Exception):
    """Somebody else made a newer version in the meantime; carries words for the person."""


class ScoreSheetQuerySet(models.QuerySet["ScoreSheet"]):
    def current(self) -> Self:
        return self.filter(is_current=True)

    def for_area(self, area: Area) -> Self:
        """Sheets of the area and of those above it, the nearest first."""
        return self.filter(area__in=area.lineage).order_by("-area__depth", "name")

    def visible_to(self, user: User) -> Self:
        """Those of one's own areas, and those of the offices above, which may be used."""
        above = [path for office in offices_of(user) for path in office.lineage_paths()]
        return self.filter(office_scope_q(user) | Q(area__path__in=above))


class ScoreSheet(models.Model):
    """Its items are fixed as soon as an inspection used it; changes make a new version."""

    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="score_sheets", verbose_name="制定单位"
    )
    name = models.CharField("名称", max_length=60)
    version = models.PositiveSmallIntegerField("版本", default=1)
    is_current = models.BooleanField("在用", default=True)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "督查评分表"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name", "version"], name="one_sheet_per_name_and_version"
            ),
            models.UniqueConstraint(
                fields=["area", "name"],
                condition=Q(is_current=True),
                name="one_current_sheet_per_name",
                violation_error_message="这个名称的评分表已经有了，请换个名称，或者去修改原来的。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（第 {self.version} 版）"

    @property
    def points(self) -> int:
        """Of all items; one query unless they are prefetched."""
        return sum(item.points for item in self.items.all())

    def revise(self, items: Sequence[tuple[str, int]]) -> ScoreSheet:
        """The sheet with these (text, points): itself while unused, a new version afterwards.

        The row is locked as when an inspection is recorded, so an item never changes under it.
        """
        with transaction.atomic():
            locked = ScoreSheet.objects.select_for_update().get(pk=self.pk)
            if not locked.is_current:
                raise SheetReplacedError("这张评分表刚才有了新版本或者停用了，请重新打开再改。")
            if locked.inspections.exists():
                locked.is_current = False
                locked.save(update_fields=["is_current"])
                latest = ScoreSheet.objects.filter(area=locked.area, name=locked.name)
                version = max(latest.values_list("version", flat=True)) + 1
                locked = ScoreSheet.objects.create(
                    area=locked.area, name=locked.name, version=version
                )
            locked.set_items(items)
        return locked

    def set_items(self, items: Sequence[tuple[str, int]]) -> None:
        self.items.all().delete()
        ScoreItem.objects.bulk_create(
            [
                ScoreItem(sheet=self, position=position, text=text, points=points)
                for position, (text, points) in enumerate(items, 1)
            ]
        )


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
