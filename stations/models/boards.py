"""公示栏: what hangs on the wall of a station, and whether it still says what is true."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from accounts.looked_after import LookedAfterQuerySet
from stations.models.places import Station


class BoardQuerySet(LookedAfterQuerySet["Board"]):
    path_to_area = "station__area__"

    def printed(self) -> Self:
        return self.exclude(printed="")

    def never_printed(self) -> Self:
        return self.filter(printed="")

    def outdated(self) -> Self:
        """Printed, and something on it has changed since."""
        return self.printed().exclude(printed=F("current"))

    def silent(self, since: date) -> Self:
        """Mounted before ``since``, and none of its codes was scanned since."""
        return self.filter(
            Q(last_scanned_on=None) | Q(last_scanned_on__lt=since), mounted_on__lt=since
        )


class Board(models.Model):
    """One per station. ``current`` and ``printed`` are fingerprints of the content.

    ``parts`` has the fingerprints of its parts, as they are now and as they were printed, so
    that a list can say what changed: {"people": [now, printed], "rules": …, "station": …}.
    """

    station = models.OneToOneField(
        Station, on_delete=models.CASCADE, related_name="board", verbose_name="站点"
    )
    current = models.CharField("现在的内容", max_length=64, blank=True)
    checked_at = models.DateTimeField("核对时间", null=True, blank=True)
    printed = models.CharField("印出的内容", max_length=64, blank=True)
    printed_at = models.DateTimeField("印制时间", null=True, blank=True)
    paper = models.CharField("纸张", max_length=4, blank=True)
    parts: Any = models.JSONField("各部分", default=dict, blank=True)
    mounted_on = models.DateField("张贴日期", null=True, blank=True)
    mounted_at = models.CharField("张贴位置", max_length=60, blank=True)
    last_scanned_on = models.DateField("最近扫码", null=True, blank=True)

    objects = BoardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公示栏"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="board_printed_with_time",
                condition=Q(printed="", printed_at=None) | ~Q(printed="", printed_at=None),
            ),
            models.CheckConstraint(
                name="board_mounted_after_printing",
                condition=Q(mounted_on=None) | ~Q(printed=""),
                violation_error_message="还没有印制，不能登记张贴。",
            ),
        ]
        indexes = [models.Index(fields=["last_scanned_on"], name="boards_by_scan")]

    def __str__(self) -> str:
        return f"{self.station}公示栏"
