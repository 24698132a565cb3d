"""What an office, or a station through its office, tells everybody: 公告 today."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from accounts.looked_after import LookedAfterQuerySet
from areas.models import Area
from casework.publishing import Published, PublishedQuerySet
from stations.models import Station


class ArticleQuerySet(PublishedQuerySet, LookedAfterQuerySet["Article"]):  # type: ignore[override]
    def public(self, today: date) -> Self:
        """Published, not withdrawn, and not over yet."""
        running = Q(until=None) | Q(until__gte=today)
        return self.published().filter(running, published_on__lte=today)


class Article(Published):
    """Of an area, or of one station in it. Published from its day on, until it is over."""

    class Kind(models.TextChoices):
        NOTICE = "notice", "公告"

    kind = models.CharField("种类", max_length=16, choices=Kind, default=Kind.NOTICE)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="articles", verbose_name="区划"
    )
    station = models.ForeignKey(
        Station,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
        verbose_name="站点",
        help_text="留空表示整个区划的公告。",
    )
    title = models.CharField("标题", max_length=60)
    body = models.TextField("内容", max_length=5000)
    published_on = models.DateField("发布日期")
    until = models.DateField("展示到", null=True, blank=True)

    objects: ClassVar = ArticleQuerySet.as_manager()

    class Meta(Published.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "公告"
        ordering = ["-published_on", "-pk"]
        indexes = [
            models.Index(
                fields=["-published_on", "-id"],
                condition=Q(state="published"),
                name="articles_shown",
            ),
        ]
        constraints = [
            *Published.Meta.constraints,
            models.CheckConstraint(
                name="article_ends_after_it_starts",
                condition=Q(until=None) | Q(until__gte=F("published_on")),
                violation_error_message="「展示到」不能早于发布日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.title
