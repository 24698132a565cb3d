"""代表小组 and their functional party branches. Who belongs to them stands in `representatives`."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from accounts.looked_after import LookedAfterQuerySet
from areas.models import Area


class PartyBranchQuerySet(LookedAfterQuerySet["PartyBranch"]):
    """Party data is for staff alone: nobody else ever has an office."""

    def active(self) -> Self:
        return self.filter(is_active=True)


class PartyBranch(models.Model):
    """功能型党支部: a group has one or none, and one may serve several groups."""

    name = models.CharField("名称", max_length=80)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="party_branches", verbose_name="区划"
    )
    founded_on = models.DateField("成立日期", null=True, blank=True)
    is_active = models.BooleanField("在运行", default=True)

    objects = PartyBranchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "功能型党支部"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="one_branch_name_per_area"),
        ]

    def __str__(self) -> str:
        return self.name


class GroupQuerySet(LookedAfterQuerySet["Group"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def within(self, area: Area) -> Self:
        return self.filter(area.scope_q("area__"))


class Group(models.Model):
    """代表小组 (代表法 2025 Art. 27): by area or by field, out of session, levels mixed."""

    class Kind(models.TextChoices):
        REGIONAL = "regional", "区域型"
        PROFESSIONAL = "professional", "专业型"

    name = models.CharField("名称", max_length=80)
    kind = models.CharField("类型", max_length=16, choices=Kind.choices)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="groups", verbose_name="区划"
    )
    field = models.CharField("领域", max_length=20, blank=True, help_text="专业型小组要填。")
    branch = models.ForeignKey(
        PartyBranch,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="groups",
        verbose_name="功能型党支部",
    )
    is_active = models.BooleanField("在运行", default=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表小组"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="one_group_name_per_area"),
            models.CheckConstraint(
                name="group_has_field_when_professional",
                condition=Q(kind="regional", field="") | Q(kind="professional") & ~Q(field=""),
                violation_error_message="专业型小组要写领域；区域型小组不写。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupActivityQuerySet(models.QuerySet["GroupActivity"]):
    def held(self) -> Self:
        return self.filter(held_on__isnull=False)


class GroupActivity(models.Model):
    """An entry of a group's activity plan (活动计划), and that it took place."""

    class Kind(models.TextChoices):
        """The five kinds of regular activity of the city's practice."""

        INSPECTION = "inspection", "会前视察"
        TRAINING = "training", "能力培训"
        SPECIAL = "special", "专项活动"
        THEME = "theme", "主题活动"
        VOTE = "vote", "代表票决"

    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="activities", verbose_name="代表小组"
    )
    kind = models.CharField("类型", max_length=16, choices=Kind.choices)
    title = models.CharField("主题", max_length=80)
    place = models.CharField("地点", max_length=80, blank=True)
    planned_on = models.DateField("计划日期")
    held_on = models.DateField("开展日期", null=True, blank=True)
    attended = models.PositiveSmallIntegerField("参加人数", null=True, blank=True)
    outcome = models.TextField("活动情况", max_length=2000, blank=True)
    cancelled = models.BooleanField("已取消", default=False)

    objects = GroupActivityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "小组活动"
        ordering = ["-planned_on", "-pk"]
        indexes = [models.Index(fields=["group", "-held_on"], name="activities_held")]
        constraints = [
            models.CheckConstraint(
                name="activity_held_with_attendance",
                condition=Q(held_on=None, attended=None)
                | Q(held_on__isnull=False, attended__gt=0, cancelled=False),
                violation_error_message="开展过的活动要写日期和参加人数；取消的活动不写。",
            ),
        ]

    def __str__(self) -> str:
        return self.title
