"""What the portal keeps for itself: how each station stands, and figures reported in the past."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import Q

from accounts.looked_after import LookedAfterQuerySet
from areas.models import Area
from portal.standards.rules import Standard
from stations.models import Station


class Standing(models.Model):
    """The five standards of a station as last worked out from the records, and when.

    Written by `portal.standards.checking` alone. ``missing`` says why: {standard: [[reason,
    number], …]}, reasons as in `portal.standards.rules`. The dates make the list of idle
    stations; None means never.
    """

    station = models.OneToOneField(
        Station, on_delete=models.CASCADE, related_name="standing", verbose_name="站点"
    )
    branch = models.BooleanField("功能支部", default=False)
    activity = models.BooleanField("定期活动", default=False)
    identity = models.BooleanField("身份公示", default=False)
    terminal = models.BooleanField("平台终端", default=False)
    report = models.BooleanField("述职评议", default=False)
    missing: Any = models.JSONField("缺什么", default=dict, blank=True)
    last_activity_on = models.DateField("最近活动", null=True, blank=True)
    last_report_on = models.DateField("最近述职", null=True, blank=True)
    last_message_on = models.DateField("最近留言", null=True, blank=True)
    last_answer_on = models.DateField("最近答复", null=True, blank=True)
    last_visit_on = models.DateField("最近来访", null=True, blank=True)
    used_on = models.DateField("最近使用", null=True, blank=True)
    checked_at = models.DateTimeField("核对时间")

    class Meta:
        verbose_name = verbose_name_plural = "五有情况"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.station}五有情况"

    @property
    def met(self) -> int:
        """How many of the five."""
        return sum(getattr(self, standard.value) for standard in Standard)


class ReportedFigureQuerySet(LookedAfterQuerySet["ReportedFigure"]):
    def public(self) -> Self:
        return self.filter(is_public=True)


class ReportedFigure(models.Model):
    """报告数: a figure somebody reported, as of a day. Never added to what is counted here."""

    class Precision(models.TextChoices):
        EXACT = "exact", "确数"
        AT_LEAST = "at_least", "至少"
        ABOUT = "about", "约数"

    class Counted(models.TextChoices):
        """What the portal itself counts, to stand beside the figure on a page for staff."""

        STATIONS = "stations", "站点"
        HOMES = "homes", "代表之家"
        LIAISON_STATIONS = "liaison_stations", "代表联络站"
        CONTACT_POINTS = "contact_points", "基层联系点"
        REGIONAL_GROUPS = "regional_groups", "区域型代表小组"
        PROFESSIONAL_GROUPS = "professional_groups", "专业型代表小组"
        BRANCHES = "branches", "功能型党支部"
        REPRESENTATIVES = "representatives", "在任代表"
        PERSON_CODES = "person_codes", "代表和联络员的二维码"

    key = models.CharField("标识", max_length=60, unique=True)
    topic = models.CharField("类别", max_length=30)
    label = models.CharField("名称", max_length=80)
    value = models.DecimalField("数值", max_digits=14, decimal_places=2)
    unit = models.CharField("单位", max_length=10, blank=True)
    precision = models.CharField("精度", max_length=8, choices=Precision, default=Precision.EXACT)
    as_of = models.DateField("截至日期")
    source = models.CharField("来源", max_length=80)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="reported_figures", verbose_name="区划"
    )
    counted_as = models.CharField("对应的统计", max_length=20, choices=Counted, blank=True)
    note = models.CharField("说明", max_length=120, blank=True)
    is_public = models.BooleanField("公开", default=True)

    objects = ReportedFigureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报告数"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="reported_figure_with_source",
                condition=~Q(source="") & ~Q(label="") & ~Q(key=""),
            ),
            models.CheckConstraint(
                name="reported_figure_not_negative",
                condition=Q(value__gte=0),
                violation_error_message="数值不能小于 0。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.words}"

    @property
    def number(self) -> Decimal:
        """The value without zeros behind the point."""
        whole = self.value.to_integral_value()
        return whole if whole == self.value else self.value.normalize()

    @property
    def words(self) -> str:
        """「8,700 名以上」, 「约 20 户」, 「1,644 个」, 「60%」: never more exact than reported."""
        text = f"{self.number:,f}"
        text = f"{text}{self.unit}" if self.unit in ("", "%") else f"{text} {self.unit}"
        if self.precision == self.Precision.AT_LEAST:
            return f"{text}以上"
        return f"约 {text}" if self.precision == self.Precision.ABOUT else text
