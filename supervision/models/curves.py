"""When a curve is flagged: rules that a city or county sets, and that the chart explains."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from areas.models import Area


class CurveRules(models.Model):
    """「下降明显」: since the year before (of comparable years) down by so many places or points.
    「长期靠后」: so many years running in the last so many percent of the class.
    The 85 % line and its measure belong to the scheme of each year.
    """

    area = models.OneToOneField(
        Area, on_delete=models.PROTECT, related_name="curve_rules", verbose_name="区划"
    )
    fall_places = models.PositiveSmallIntegerField(
        "下降几名算明显", default=5, validators=[MinValueValidator(1)]
    )
    fall_points = models.DecimalField(
        "下降几分算明显",
        max_digits=4,
        decimal_places=1,
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    low_percent = models.PositiveSmallIntegerField(
        "同类后百分之几算靠后", default=10, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    low_years = models.PositiveSmallIntegerField(
        "连续几年算长期", default=3, validators=[MinValueValidator(2), MaxValueValidator(10)]
    )

    class Meta:
        verbose_name = verbose_name_plural = "曲线提示规则"
        constraints = [
            models.CheckConstraint(
                name="curve_rules_within_bounds",
                condition=Q(fall_places__gte=1, fall_points__gte=1, low_years__gte=2)
                & Q(low_percent__gte=1, low_percent__lte=50),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} 提示规则"

    @classmethod
    def of(cls, area: Area) -> CurveRules:
        """The area's own, or the defaults."""
        return cls.objects.filter(area=area).first() or cls(area=area)
