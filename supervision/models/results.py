"""What was counted. A correction is a new ``Count``; the old ones stay readable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.looked_after import LookedAfterQuerySet
from areas.models import Area
from casework.publishing import PublishState
from stations.models import Department
from supervision.models.evaluations import Evaluation
from supervision.models.record import Announcement, Approval
from supervision.models.schemes import SchemeOption
from supervision.models.subjects import Subject
from supervision.states import ways_label

if TYPE_CHECKING:
    pass

USER = settings.AUTH_USER_MODEL


class CountQuerySet(models.QuerySet["Count"]):
    def was_public(self) -> Self:
        """Versions that everybody could read, or can: those corrected before are nobody's."""
        return self.filter(announcement__isnull=False)


class LightCounts(models.Manager["Count"]):
    """Leaves the file in the database until somebody asks for it: it may be some megabytes."""

    def get_queryset(self) -> CountQuerySet:
        return CountQuerySet(self.model, using=self._db).defer("file")

    def was_public(self) -> CountQuerySet:
        return self.get_queryset().was_public()


class Count(models.Model):
    """One count of an evaluation: 应到, 发出, 收回 over all ways, and whether it is valid.

    ``file_digest`` is of the whole file; ``plain_digest`` of the file as published where ranks
    are not.
    """

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="counts", verbose_name="测评"
    )
    version = models.PositiveSmallIntegerField("第几版")
    is_current = models.BooleanField("现行", default=True)
    counted_by = models.ForeignKey(
        USER,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="计票人",
    )
    counted_at = models.DateTimeField("计票时间")
    reason = models.CharField("更正原因", max_length=300, blank=True)
    approval = models.ForeignKey(
        Approval,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="批准",
    )
    eligible = models.PositiveIntegerField("应到人数")
    issued = models.PositiveIntegerField("发出票数")
    returned = models.PositiveIntegerField("收回票数")
    has_quorum = models.BooleanField("达到法定人数")
    # One way's surplus would hide behind what another way did not return.
    over_issued = models.CharField("收回多于发出的投票方式", max_length=24, blank=True)
    file = models.JSONField("计票文件", default=dict)
    file_digest = models.CharField("计票文件校验值", max_length=64)
    plain_digest = models.CharField("不含名次的计票文件校验值", max_length=64)
    paper_round = models.PositiveSmallIntegerField("纸质票第几次录入", default=1)
    announcement = models.ForeignKey(
        Announcement,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="counts",
        verbose_name="公告",
        help_text="最近一次公布这一版的公告",
    )

    objects = LightCounts()

    class Meta:
        verbose_name = verbose_name_plural = "计票"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "version"], name="one_count_per_version"),
            models.UniqueConstraint(
                fields=["evaluation"], condition=Q(is_current=True), name="one_current_count"
            ),
            models.CheckConstraint(
                name="correction_has_a_reason",
                condition=Q(version=1, reason="", approval=None)
                | Q(version__gt=1, approval__isnull=False) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} 第 {self.version} 版"

    @property
    def turnout(self) -> float | None:
        """Percent of those who may vote."""
        return 100 * self.returned / self.eligible if self.eligible else None

    def faults(self) -> list[str]:
        """Why the vote is invalid, in words; empty when it is valid."""
        found = []
        if not self.has_quorum:
            found.append(f"应到 {self.eligible} 人，收回 {self.returned} 张票，没有达到法定人数。")
        if self.over_issued:
            found.append(f"{ways_label(self.over_issued)}收回的比发出的多。")
        if self.returned > self.eligible:
            found.append(f"收回 {self.returned} 张票，比应到的 {self.eligible} 人多。")
        return found

    def digest(self, *, with_ranks: bool) -> str:
        return self.file_digest if with_ranks else self.plain_digest


class ResultQuerySet(LookedAfterQuerySet["Result"]):
    path_to_area = "count__evaluation__area__"

    def current(self) -> Self:
        return self.filter(count__is_current=True)

    def in_force(self) -> Self:
        """Current, of counts without a fault (``Count.faults``)."""
        return self.current().filter(
            count__has_quorum=True,
            count__over_issued="",
            count__eligible__gte=F("count__returned"),
        )

    def shown(self) -> Self:
        return self.filter(is_withheld=False)

    def public(self) -> Self:
        return self.current().filter(count__announcement__state=PublishState.PUBLISHED)


class Result(models.Model):
    """One object's. Score and satisfaction rate are two figures, never one.

    ``score`` is Σ(weight × votes) ÷ valid, 0–100; ``satisfaction`` the percentage of valid votes
    for options that count as satisfied; ``spread`` the standard deviation of the weights, in
    points. Withheld (``is_withheld``) below the smallest group: then all figures are empty.
    """

    count = models.ForeignKey(
        Count, on_delete=models.PROTECT, related_name="results", verbose_name="计票"
    )
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="results", verbose_name="测评对象"
    )
    is_withheld = models.BooleanField("票数太少，不显示", default=False)
    returned = models.PositiveIntegerField("收回", null=True, blank=True)
    valid = models.PositiveIntegerField("有效", null=True, blank=True)
    uncounted = models.PositiveIntegerField("不计入（如不了解）", null=True, blank=True)
    invalid = models.PositiveIntegerField("无效", null=True, blank=True)
    satisfied = models.PositiveIntegerField("满意票或列入票", null=True, blank=True)
    score = models.DecimalField("加权得分", max_digits=5, decimal_places=2, null=True, blank=True)
    satisfaction = models.DecimalField(
        "满意率", max_digits=5, decimal_places=2, null=True, blank=True
    )
    spread = models.DecimalField("离散", max_digits=5, decimal_places=2, null=True, blank=True)
    grade = models.CharField("等次", max_length=12, blank=True)
    rank = models.PositiveSmallIntegerField("总名次", null=True, blank=True)
    ranked = models.PositiveSmallIntegerField("参加总排名的", null=True, blank=True)
    class_rank = models.PositiveSmallIntegerField("同类名次", null=True, blank=True)
    class_ranked = models.PositiveSmallIntegerField("同类参加排名的", null=True, blank=True)
    reaches_target = models.BooleanField("达到达标线", null=True, blank=True)
    workload = models.PositiveIntegerField("当年承办留言", null=True, blank=True)
    is_chosen = models.BooleanField("票选列入", default=False)
    is_tied = models.BooleanField("末位票数相同", default=False)

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "测评结果"
        ordering = ["subject__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["count", "subject"], name="one_result_per_subject"),
            models.CheckConstraint(
                name="withheld_result_is_empty",
                condition=Q(is_withheld=False)
                | Q(
                    is_withheld=True,
                    returned=None,
                    valid=None,
                    uncounted=None,
                    invalid=None,
                    satisfied=None,
                    score=None,
                    satisfaction=None,
                    spread=None,
                    grade="",
                    rank=None,
                    class_rank=None,
                    reaches_target=None,
                    is_chosen=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.score}"


class Tally(models.Model):
    """Votes for one option in one group of ways; ``option`` is empty for invalid ones.

    ``ways`` are the ways that had to be put together so that none is too small: "slip+account".
    """

    result = models.ForeignKey(
        Result, on_delete=models.CASCADE, related_name="tallies", verbose_name="结果"
    )
    ways = models.CharField("投票方式", max_length=40)
    option = models.ForeignKey(
        SchemeOption,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="选项",
    )
    votes = models.PositiveIntegerField("票数")

    class Meta:
        verbose_name = verbose_name_plural = "得票"
        constraints = [
            models.UniqueConstraint(
                fields=["result", "ways", "option"], name="one_tally_per_option"
            ),
            models.UniqueConstraint(
                fields=["result", "ways"], condition=Q(option=None), name="one_tally_of_invalid"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.option} {self.votes}"

    @property
    def ways_label(self) -> str:
        return ways_label(self.ways)


class ReportedResult(models.Model):
    """A past year as somebody reported it (S40): marked so, never mixed with counted ones."""

    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="reported_results", verbose_name="区划"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="reported_results", verbose_name="部门"
    )
    year = models.PositiveSmallIntegerField("年度")
    class_name = models.CharField("类别", max_length=20, blank=True)
    score = models.DecimalField("加权得分", max_digits=5, decimal_places=2, null=True, blank=True)
    satisfaction = models.DecimalField(
        "满意率", max_digits=5, decimal_places=2, null=True, blank=True
    )
    class_rank = models.PositiveSmallIntegerField("同类名次", null=True, blank=True)
    class_ranked = models.PositiveSmallIntegerField("同类参加排名的", null=True, blank=True)
    ballots = models.PositiveIntegerField("有效票", null=True, blank=True)
    scheme_name = models.CharField("当年方案", max_length=60)
    source = models.CharField("来源", max_length=120)
    as_of = models.DateField("截至")

    objects = LookedAfterQuerySet["ReportedResult"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报告的测评结果"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "year"], name="one_reported_result_per_year"
            ),
            models.CheckConstraint(
                name="reported_result_reports_something",
                condition=Q(score__isnull=False) | Q(satisfaction__isnull=False),
                violation_error_message="加权得分和满意率至少要有一个。",
            ),
            models.CheckConstraint(
                name="reported_result_within_bounds",
                condition=(Q(score=None) | Q(score__gte=0, score__lte=100))
                & (Q(satisfaction=None) | Q(satisfaction__gte=0, satisfaction__lte=100)),
            ),
            models.CheckConstraint(
                name="reported_rank_out_of",
                condition=Q(class_rank=None)
                | Q(class_rank__gte=1, class_ranked__gte=F("class_rank")),
                violation_error_message="名次要在参加排名的单位数以内。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.year}"


class Remark(models.Model):
    """What was written about an object, shown above the threshold only, in no order."""

    result = models.ForeignKey(
        Result, on_delete=models.CASCADE, related_name="remarks", verbose_name="结果"
    )
    text = models.CharField("意见", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "意见"
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text
