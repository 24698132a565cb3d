"""The scoring scheme (测评方案): versioned data, frozen when an evaluation opens under it."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.looked_after import LookedAfterQuerySet
from areas.models import Area
from supervision.states import Purpose

if TYPE_CHECKING:
    from collections.abc import Sequence


SMALLEST_GROUP = 5  # below it no result is shown to anybody (reliability: k-anonymity of 5)
LEAST_BALLOTS = 10  # below it nobody is ranked, unless a scheme says otherwise
PERCENT = [MinValueValidator(0), MaxValueValidator(100)]
# What a new version does not take over from the one before.
NOT_COPIED = {"id", "version", "previous", "is_comparable", "frozen_at", "digest"}


class Measure(models.TextChoices):
    """The two figures are never the same thing, and always named."""

    SCORE = "score", "加权得分"
    SATISFACTION = "satisfaction", "满意率"


class Grading(models.TextChoices):
    NONE = "none", "不定等次"
    SHARE = "share", "按得票率定等次"
    WEIGHT = "weight", "按加权得分定等次"


class SchemeFrozenError(Exception):
    """An evaluation has been opened under this version; make a new one. For the person."""

    def __init__(self) -> None:
        super().__init__("已经有测评按这一版方案开始了，不能再改。请另存一个新版本。")


class SchemeQuerySet(LookedAfterQuerySet["Scheme"]):
    def newest(self) -> Self:
        """Versions that no newer one replaces."""
        return self.filter(next_version=None)


class Scheme(models.Model):
    """One version. Shares are percentages, 0 to 100; weights are points, 0 to 100.

    ``is_comparable``: results under this version may stand on one curve with those under the
    version before; where it is False the curve breaks.
    """

    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="schemes", verbose_name="制定机关"
    )
    name = models.CharField("名称", max_length=60)
    version = models.PositiveSmallIntegerField("版本", default=1)
    previous = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="next_version",
        verbose_name="上一版",
    )
    is_comparable = models.BooleanField("和上一版的结果可以比较", default=False)
    purpose = models.CharField(
        "用于", max_length=10, choices=Purpose.choices, default=Purpose.RATING
    )
    quorum_percent = models.PositiveSmallIntegerField(
        "参加人数要超过应到的", default=50, validators=PERCENT, help_text="百分之几，要超过它才有效"
    )
    smallest_group = models.PositiveSmallIntegerField(
        "少于几张票不显示结果", default=SMALLEST_GROUP
    )
    least_ballots = models.PositiveSmallIntegerField("少于几张有效票不排名", default=LEAST_BALLOTS)
    grading = models.CharField(
        "定等次", max_length=8, choices=Grading.choices, default=Grading.NONE
    )
    ranked_by = models.CharField(
        "按什么排名", max_length=12, choices=Measure.choices, default=Measure.SCORE
    )
    ranked_in_class = models.BooleanField("分类排名", default=True)
    target = models.DecimalField(
        "达标线", max_digits=5, decimal_places=2, default=85, validators=PERCENT
    )
    target_measure = models.CharField(
        "达标线看什么", max_length=12, choices=Measure.choices, default=Measure.SCORE
    )
    recuses = models.BooleanField(
        "代表对自己任职的单位回避", default=False, help_text="大会期间的测评不回避"
    )
    objection_days = models.PositiveSmallIntegerField("异议期（工作日）", default=5)
    note = models.TextField("说明", max_length=1000, blank=True)
    frozen_at = models.DateTimeField("定版时间", null=True, blank=True)
    digest = models.CharField("定版校验值", max_length=64, blank=True)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "测评方案"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name", "version"], name="one_scheme_per_name_and_version"
            ),
            models.CheckConstraint(
                name="scheme_protects_small_groups",
                condition=Q(smallest_group__gte=SMALLEST_GROUP)
                & Q(least_ballots__gte=F("smallest_group")),
                violation_error_message="少于 5 张票的结果不能显示；排名至少要有显示结果那么多票。",
            ),
            models.CheckConstraint(
                name="scheme_frozen_with_digest",
                condition=Q(frozen_at=None, digest="") | Q(frozen_at__isnull=False) & ~Q(digest=""),
            ),
            models.CheckConstraint(
                name="scheme_shares_are_percentages",
                condition=Q(quorum_percent__lte=100, target__gte=0, target__lte=100),
            ),
            models.CheckConstraint(
                name="scheme_later_version_has_a_previous",
                condition=Q(version=1, previous=None) | Q(version__gt=1, previous__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（第 {self.version} 版）"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_if_frozen()
        super().save(*args, **kwargs)

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    def is_name_taken(self) -> bool:
        """By another row: ``one_scheme_per_name_and_version`` would refuse this one."""
        same = Scheme.objects.filter(area=self.area_id, name=self.name, version=self.version)
        return same.exclude(pk=self.pk).exists()

    def refuse_if_frozen(self) -> None:
        """Asks the database: this instance may be older than the freezing."""
        if self.pk and Scheme.objects.filter(pk=self.pk, frozen_at__isnull=False).exists():
            raise SchemeFrozenError

    def freeze(self) -> None:
        """From now on this version stays as it is; a second call changes nothing."""
        with transaction.atomic():
            self._lock()
            digest = self.worked_out_digest()
            rows = Scheme.objects.filter(pk=self.pk, frozen_at=None)
            rows.update(frozen_at=timezone.now(), digest=digest)
        self.refresh_from_db(fields=["frozen_at", "digest"])

    def _lock(self) -> None:
        """Whoever edits and whoever freezes at the same moment: one waits for the other."""
        Scheme.objects.select_for_update().get(pk=self.pk)

    def revise(self, options: Sequence[SchemeOption], grades: Sequence[SchemeGrade]) -> None:
        """Save these columns, with these options and grades in this order instead of the old.

        Evaluations in preparation have to be tried again: their trial was under other options.
        """
        with transaction.atomic():
            if self.pk:
                self._lock()
            self.save()
            self.options.all().delete()
            self.grades.all().delete()
            parts: tuple[Sequence[Any], ...] = (options, grades)
            for rows in parts:
                for position, row in enumerate(rows):
                    row.scheme, row.position = self, position
            SchemeOption.objects.bulk_create(options)
            SchemeGrade.objects.bulk_create(grades)
            self.evaluations.filter(state="preparing").update(tried_at=None)

    def new_version(self, *, is_comparable: bool) -> Scheme:
        """A copy to work on. IntegrityError where somebody made the next version meanwhile."""
        copied = Scheme(
            **{
                field.attname: getattr(self, field.attname)
                for field in self._meta.concrete_fields
                if field.name not in NOT_COPIED
            },
            version=self.version + 1,
            previous=self,
            is_comparable=is_comparable,
        )
        copied.revise(
            [o.copied() for o in self.options.all()], [g.copied() for g in self.grades.all()]
        )
        return copied

    def is_intact(self) -> bool:
        """Whether options and rules are still what was frozen."""
        return self.is_frozen and self.digest == self.worked_out_digest()

    def worked_out_digest(self) -> str:
        text = json.dumps(self.as_data(), ensure_ascii=False, sort_keys=True)
        return sha256(text.encode()).hexdigest()

    def as_data(self) -> dict[str, Any]:
        """Everything that decides a result; decimals as text. Two queries."""
        return {
            "name": self.name,
            "version": self.version,
            "purpose": self.purpose,
            "quorum_percent": self.quorum_percent,
            "smallest_group": self.smallest_group,
            "least_ballots": self.least_ballots,
            "grading": self.grading,
            "ranked_by": self.ranked_by,
            "ranked_in_class": self.ranked_in_class,
            "target": f"{self.target:.2f}",
            "target_measure": self.target_measure,
            "recuses": self.recuses,
            "options": [option.as_data() for option in self.options.order_by("position")],
            "grades": [
                {"label": grade.label, "at_least": f"{grade.at_least:.2f}"}
                for grade in self.grades.order_by("position")
            ],
        }


class PartOfScheme(models.Model):
    """An option or a grade: as frozen as its scheme."""

    scheme: models.ForeignKey[Scheme, Scheme]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.scheme.refuse_if_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.scheme.refuse_if_frozen()
        return super().delete(*args, **kwargs)


class SchemeOption(PartOfScheme):
    """One mark: 「满意」. Without ``weight`` it is handed in but not valid: 「不了解」.

    In a selection the option with ``is_satisfied`` is 「列入」.
    """

    scheme = models.ForeignKey(
        Scheme, on_delete=models.CASCADE, related_name="options", verbose_name="方案"
    )
    position = models.PositiveSmallIntegerField("顺序")
    label = models.CharField("选项", max_length=12)
    weight = models.DecimalField(
        "分值",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=PERCENT,
        help_text="0 到 100；空着就是不计入有效票，例如「不了解」",
    )
    is_satisfied = models.BooleanField("算满意", default=False)
    is_graded = models.BooleanField("计入定等次的得票率", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "选项"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "position"], name="one_option_per_position"),
            models.UniqueConstraint(fields=["scheme", "label"], name="one_option_per_label"),
            models.CheckConstraint(
                name="option_weight_within_bounds",
                condition=Q(weight=None) | Q(weight__gte=0, weight__lte=100),
            ),
            models.CheckConstraint(
                name="uncounted_option_satisfies_nobody",
                condition=Q(weight__isnull=False) | Q(is_satisfied=False, is_graded=False),
                violation_error_message="不计入有效票的选项，不能算满意，也不能用来定等次。",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def copied(self) -> SchemeOption:
        return SchemeOption(
            label=self.label,
            weight=self.weight,
            is_satisfied=self.is_satisfied,
            is_graded=self.is_graded,
        )

    def as_data(self) -> dict[str, Any]:
        return {
            "position": self.position,
            "label": self.label,
            "weight": None if self.weight is None else f"{self.weight:.2f}",
            "is_satisfied": self.is_satisfied,
            "is_graded": self.is_graded,
        }


class SchemeGrade(PartOfScheme):
    """等次: from ``at_least`` percent (or points) upwards; the last one starts at 0."""

    scheme = models.ForeignKey(
        Scheme, on_delete=models.CASCADE, related_name="grades", verbose_name="方案"
    )
    position = models.PositiveSmallIntegerField("顺序")
    label = models.CharField("等次", max_length=12)
    at_least = models.DecimalField("不低于", max_digits=5, decimal_places=2, validators=PERCENT)

    class Meta:
        verbose_name = verbose_name_plural = "等次"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "position"], name="one_grade_per_position"),
            models.CheckConstraint(
                name="grade_within_bounds", condition=Q(at_least__gte=0, at_least__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def copied(self) -> SchemeGrade:
        return SchemeGrade(label=self.label, at_least=self.at_least)
