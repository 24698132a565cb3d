"""When a station receives people, who came, and what it looks like."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.looked_after import LookedAfterQuerySet
from jobs.attachments import Picture
from stations.models.places import Station


class ReceptionDay(models.Model):
    """接待日: one rule of a station, 「每月 5 日 9:00–11:00，遇休息日顺延」.

    ``day`` is the day of the month (1–31, the last day where a month is shorter) or the weekday
    (1 Monday … 7 Sunday). `stations.reception` finds the dates.
    """

    class Every(models.TextChoices):
        MONTH = "month", "每月"
        WEEK = "week", "每周"

    class WhenOff(models.TextChoices):
        """What happens when the day is a day off."""

        NEXT = "next", "遇休息日顺延"
        BEFORE = "before", "遇休息日提前"
        SKIP = "skip", "遇休息日不接待"
        KEEP = "keep", "休息日照常接待"

    station = models.ForeignKey(
        Station, on_delete=models.CASCADE, related_name="reception_days", verbose_name="站点"
    )
    every = models.CharField("周期", max_length=8, choices=Every.choices, default=Every.MONTH)
    day = models.PositiveSmallIntegerField("日")
    starts_at = models.TimeField("开始时间")
    ends_at = models.TimeField("结束时间")
    when_off = models.CharField(
        "遇休息日", max_length=8, choices=WhenOff.choices, default=WhenOff.NEXT
    )
    note = models.CharField("说明", max_length=60, blank=True, help_text="例如：代表轮流接待")

    class Meta:
        verbose_name = verbose_name_plural = "接待日"
        ordering = ["every", "day", "starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "every", "day", "starts_at"],
                name="one_reception_per_time",
                violation_error_message="这个接待日已经有了。",
            ),
            models.CheckConstraint(
                name="reception_day_exists",
                condition=Q(every="month", day__range=(1, 31)) | Q(every="week", day__range=(1, 7)),
                violation_error_message="每月的接待日填 1 到 31，每周的填 1 到 7。",
            ),
            models.CheckConstraint(
                name="reception_ends_after_it_starts",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="结束时间要晚于开始时间。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station} {self.get_every_display()}{self.day}"


class VisitQuerySet(LookedAfterQuerySet["Visit"]):
    path_to_area = "station__area__"

    def since(self, day: date) -> Self:
        return self.filter(day__gte=day)


class Visit(models.Model):
    """A day on which people came to a station, or its representatives went to them."""

    class Kind(models.TextChoices):
        RECEPTION = "reception", "接待日"
        WALK_IN = "walk_in", "群众来访"
        OUTREACH = "outreach", "走访"

    station = models.ForeignKey(
        Station, on_delete=models.PROTECT, related_name="visits", verbose_name="站点"
    )
    day = models.DateField("日期")
    kind = models.CharField("方式", max_length=16, choices=Kind.choices)
    visitors = models.PositiveSmallIntegerField("群众人数")
    representatives = models.PositiveSmallIntegerField("代表人数", default=0)
    note = models.TextField("情况", max_length=1000, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="记录人"
    )
    recorded_at = models.DateTimeField("记录时间", auto_now_add=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "接待和走访"
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["station", "-day"], name="visits_of_station")]
        constraints = [
            models.CheckConstraint(
                name="visit_of_somebody",
                condition=Q(visitors__gt=0) | Q(representatives__gt=0),
                violation_error_message="群众人数和代表人数至少填一个。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station} {self.day}"


class StationPhoto(Picture):
    """Shown on the station's page."""

    station = models.ForeignKey(
        Station, on_delete=models.CASCADE, related_name="photos", verbose_name="站点"
    )
    caption = models.CharField("说明", max_length=60)

    class Meta(Picture.Meta):
        verbose_name = verbose_name_plural = "站点照片"

    def __str__(self) -> str:
        return self.caption
