"""社区「小人大」: a community's small congress with resident representatives who stay in office
(常任制), a calendar of meetings (常态化), working groups, and three columns of disclosure (三公开).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Max, Q

from accounts.looked_after import LookedAfterQuerySet
from casework.publishing import Published, PublishedQuerySet
from stations.models.places import Station

FIRST_GROUPS = ("环境卫生组", "物业监督组", "邻里调解组", "文体活动组", "助老帮困组", "平安巡查组")


@dataclass(frozen=True)
class ColumnState:
    """How long a column of disclosure has had nothing new, counted from the founding at first."""

    value: str
    label: str
    since: date
    is_empty: bool
    days: int
    is_stale: bool


class SmallCongressQuerySet(LookedAfterQuerySet["SmallCongress"]):
    path_to_area = "station__area__"

    def with_news(self, today: date) -> Self:
        """Annotates the newest public entry of each column, for ``columns``."""
        public = Q(disclosures__published_on__lte=today, disclosures__state="published")
        return self.annotate(
            **{
                f"news_{column}": Max(
                    "disclosures__published_on", filter=public & Q(disclosures__column=column)
                )
                for column in Disclosure.Column.values
            }
        )


class SmallCongress(models.Model):
    """One per community, kept at its station. ``stale_days`` without news make a reminder."""

    station = models.OneToOneField(
        Station, on_delete=models.PROTECT, related_name="small_congress", verbose_name="站点"
    )
    founded_on = models.DateField("成立日期")
    stale_days = models.PositiveSmallIntegerField("多少天没更新就提醒", default=30)

    objects = SmallCongressQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "社区居民议事会"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="small_congress_reminds_after_a_while",
                condition=Q(stale_days__gte=1),
                violation_error_message="提醒天数至少是 1。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station.area.short_name}居民议事会"

    def set_up(self) -> None:
        """Store it with its first six working groups, which may be renamed."""
        with transaction.atomic():
            self.save()
            WorkingGroup.objects.bulk_create(
                [WorkingGroup(congress=self, name=name) for name in FIRST_GROUPS]
            )

    def columns(self, today: date) -> Iterator[ColumnState]:
        """The three columns, of a row read ``with_news``."""
        for column in Disclosure.Column:
            newest: date | None = getattr(self, f"news_{column.value}")
            since = newest or self.founded_on
            days = max((today - since).days, 0)
            yield ColumnState(
                column.value, column.label, since, newest is None, days, days >= self.stale_days
            )


class ResidentQuerySet(models.QuerySet["ResidentRepresentative"]):
    def on(self, day: date) -> Self:
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class ResidentRepresentative(models.Model):
    """居民代表: with a term of their own; not a people's congress representative."""

    congress = models.ForeignKey(
        SmallCongress, on_delete=models.CASCADE, related_name="residents", verbose_name="议事会"
    )
    name = models.CharField("姓名", max_length=40)
    represents = models.CharField("代表的楼栋或网格", max_length=60, blank=True)
    starts_on = models.DateField("任期开始")
    ends_on = models.DateField("任期结束")

    objects = ResidentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "居民代表"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="resident_term_in_order",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message="任期结束要晚于开始。",
            ),
            models.UniqueConstraint(
                fields=["congress", "name", "starts_on"],
                name="one_resident_per_term",
                violation_error_message="这位居民代表的这个任期已经登记了。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def begin(self) -> None:
        """Store a term; one person has one at a time. The congress is locked while it is checked.

        Persons are told apart by name alone: nothing else is kept of them.
        """
        with transaction.atomic():
            SmallCongress.objects.select_for_update().get(pk=self.congress_id)
            same = ResidentRepresentative.objects.filter(congress=self.congress_id, name=self.name)
            if same.filter(starts_on__lte=self.ends_on, ends_on__gte=self.starts_on).exists():
                raise ValidationError(
                    {
                        "starts_on": "和这位居民代表已有的任期重叠了。同名的两个人，请在姓名后加区分。"
                    }
                )
            self.save()


class CommunityMeeting(models.Model):
    congress = models.ForeignKey(
        SmallCongress, on_delete=models.CASCADE, related_name="meetings", verbose_name="议事会"
    )
    planned_on = models.DateField("计划日期")
    topic = models.CharField("议题", max_length=80)
    held_on = models.DateField("召开日期", null=True, blank=True)
    attended = models.PositiveSmallIntegerField("到会人数", null=True, blank=True)
    decisions = models.TextField("议定事项", max_length=2000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "议事会会议"
        ordering = ["-planned_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="meeting_held_with_attendance",
                condition=Q(held_on=None, attended=None)
                | Q(held_on__isnull=False, attended__isnull=False, attended__gt=0),
                violation_error_message="开过的会要写召开日期和到会人数。",
            ),
        ]

    def __str__(self) -> str:
        return self.topic


class WorkingGroup(models.Model):
    """专门工作小组, six by default."""

    congress = models.ForeignKey(
        SmallCongress,
        on_delete=models.CASCADE,
        related_name="working_groups",
        verbose_name="议事会",
    )
    name = models.CharField("名称", max_length=40)
    convenor = models.ForeignKey(
        ResidentRepresentative,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="convened_groups",
        verbose_name="召集人",
    )

    class Meta:
        verbose_name = verbose_name_plural = "工作小组"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["congress", "name"], name="one_working_group_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class GroupTask(models.Model):
    """An entry of a working group's task log."""

    group = models.ForeignKey(
        WorkingGroup, on_delete=models.CASCADE, related_name="tasks", verbose_name="工作小组"
    )
    day = models.DateField("日期")
    text = models.CharField("做了什么", max_length=300)
    is_done = models.BooleanField("已完成", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "工作记录"
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return self.text


class DisclosureQuerySet(PublishedQuerySet):
    def public(self, today: date) -> Self:
        return self.published().filter(published_on__lte=today)


class Disclosure(Published):
    """三公开: what the residents' committee, the owners' committee and the property manager do."""

    class Column(models.TextChoices):
        RESIDENTS = "residents", "居委会事务公开"
        OWNERS = "owners", "业委会事务公开"
        PROPERTY = "property", "物业事务公开"

    congress = models.ForeignKey(
        SmallCongress, on_delete=models.CASCADE, related_name="disclosures", verbose_name="议事会"
    )
    column = models.CharField("栏目", max_length=16, choices=Column.choices)
    title = models.CharField("标题", max_length=60)
    body = models.TextField("内容", max_length=5000)
    published_on = models.DateField("公开日期")

    objects: ClassVar = DisclosureQuerySet.as_manager()

    class Meta(Published.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "事务公开"
        ordering = ["-published_on", "-pk"]
        indexes = [
            models.Index(
                fields=["congress", "column", "-published_on"], name="disclosures_by_column"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DisclosureReminder(models.Model):
    """That somebody was told of a column without news since a day: once per such stretch."""

    congress = models.ForeignKey(SmallCongress, on_delete=models.CASCADE, related_name="+")
    column = models.CharField("栏目", max_length=16, choices=Disclosure.Column.choices)
    since = models.DateField("上次更新")
    told_at = models.DateTimeField("提醒时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "公开栏目的提醒"
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "column", "since"], name="one_reminder_per_stale_stretch"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_column_display()} {self.since}"
