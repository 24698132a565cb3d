"""Who belongs to a group and to a party branch: persons, whatever seats they hold."""

from __future__ import annotations

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from accounts.looked_after import LookedAfterQuerySet
from representatives.models.people import Representative
from stations.models import Group, PartyBranch


class GroupMembershipQuerySet(models.QuerySet["GroupMembership"]):
    def current(self) -> Self:
        return self.filter(left_on=None)


class GroupMembership(models.Model):
    """A person in a group once at a time; exactly one leader, who is a member like the others."""

    class Role(models.TextChoices):
        LEADER = "leader", "组长"
        DEPUTY = "deputy", "副组长"
        MEMBER = "member", "组员"

    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="memberships", verbose_name="代表小组"
    )
    representative = models.ForeignKey(
        Representative,
        on_delete=models.PROTECT,
        related_name="group_memberships",
        verbose_name="代表",
    )
    role = models.CharField("角色", max_length=8, choices=Role.choices, default=Role.MEMBER)
    joined_on = models.DateField("加入日期", null=True, blank=True)
    left_on = models.DateField("退出日期", null=True, blank=True)

    objects = GroupMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "小组成员"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "representative"],
                condition=Q(left_on=None),
                name="in_a_group_once",
                violation_error_message="这位代表已经在小组里了。",
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(left_on=None, role="leader"),
                name="one_leader_per_group",
                violation_error_message="一个小组只有一位组长。",
            ),
            models.CheckConstraint(
                name="left_group_after_joining",
                condition=Q(left_on=None) | Q(joined_on=None) | Q(left_on__gte=F("joined_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.representative}"


class BranchMembershipQuerySet(LookedAfterQuerySet["BranchMembership"]):
    """Party data is for staff alone."""

    path_to_area = "branch__area__"

    def current(self) -> Self:
        return self.filter(left_on=None)


class BranchMembership(models.Model):
    """Only party members belong to a branch; one of them is its secretary."""

    class Role(models.TextChoices):
        SECRETARY = "secretary", "书记"
        MEMBER = "member", "党员"

    branch = models.ForeignKey(
        PartyBranch, on_delete=models.PROTECT, related_name="memberships", verbose_name="党支部"
    )
    representative = models.ForeignKey(
        Representative,
        on_delete=models.PROTECT,
        related_name="branch_memberships",
        verbose_name="代表",
    )
    role = models.CharField("角色", max_length=10, choices=Role.choices, default=Role.MEMBER)
    joined_on = models.DateField("加入日期", null=True, blank=True)
    left_on = models.DateField("退出日期", null=True, blank=True)

    objects = BranchMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "支部党员"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "representative"],
                condition=Q(left_on=None),
                name="in_a_branch_once",
                violation_error_message="这位代表已经在支部里了。",
            ),
            models.UniqueConstraint(
                fields=["branch"],
                condition=Q(left_on=None, role="secretary"),
                name="one_secretary_per_branch",
                violation_error_message="一个党支部只有一位书记。",
            ),
            models.CheckConstraint(
                name="left_branch_after_joining",
                condition=Q(left_on=None) | Q(joined_on=None) | Q(left_on__gte=F("joined_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch} {self.representative}"

    def clean(self) -> None:
        super().clean()
        if self.representative_id and not self.representative.is_party_member:
            raise ValidationError(f"{self.representative}不是中共党员，不能编入党支部。")


class DutyReportQuerySet(LookedAfterQuerySet["DutyReport"]):
    path_to_area = "representative__station__area__"


class DutyReport(models.Model):
    """述职: a representative reported to the voters or the unit that elected him or her.

    代表法 (2025) Art. 58.
    """

    representative = models.ForeignKey(
        Representative, on_delete=models.PROTECT, related_name="duty_reports", verbose_name="代表"
    )
    day = models.DateField("述职日期")
    audience = models.CharField("向谁述职", max_length=80)
    attended = models.PositiveSmallIntegerField("到会人数")
    note = models.CharField("说明", max_length=200, blank=True)

    objects = DutyReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表述职"
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["representative", "day"],
                name="one_report_per_day",
                violation_error_message="这一天的述职已经登记了。",
            ),
            models.CheckConstraint(
                name="report_to_somebody",
                condition=Q(attended__gt=0),
                violation_error_message="到会人数至少是 1。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.representative} {self.day}"
