"""Counts that a page may show without counting: deltas are appended, a task folds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from areas.models import Area
from messages.models.entries import Channel, Entry
from messages.states import Rating
from representatives.models import MessageCode, Representative
from stations.models import Station

if TYPE_CHECKING:
    from messages.models.record import MatterRecord

COUNTS = (
    "received",
    "replied",
    "ended",
    "satisfied",
    "basically_satisfied",
    "dissatisfied",
)


def facts_of(message: MatterRecord) -> dict[str, int]:
    """What one matter adds to each count."""
    return {
        "received": 1,
        "replied": int(message.replied_at is not None),
        "ended": int(message.ended_at is not None),
    } | {rating.value: int(message.rating == rating) for rating in Rating}


class Counts(models.Model):
    """Matters by the area that holds them, their station, and the year they came in."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年份")
    is_proxied = models.BooleanField("代为登记")
    received = models.IntegerField("收到", default=0)
    replied = models.IntegerField("答复", default=0)
    ended = models.IntegerField("办结", default=0)
    satisfied = models.IntegerField("满意", default=0)
    basically_satisfied = models.IntegerField("基本满意", default=0)
    dissatisfied = models.IntegerField("不满意", default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.station} {self.year}"


class Tally(Counts):
    folded_at = models.DateTimeField("统计时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "统计"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "station", "year", "is_proxied"], name="one_tally_per_place_year"
            ),
        ]


class TallyDelta(Counts):
    """A change not folded yet. Appending never waits for a row that others write too.

    With a code it also counts for the code's entries of ``day``, when the matter came in.
    """

    code = models.ForeignKey(
        MessageCode, null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    channel = models.ForeignKey(
        Channel, null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    day = models.DateField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "统计增量"

    @property
    def entry(self) -> Entry | None:
        if self.code_id is None or self.day is None:
            return None
        return Entry(self.day, self.station_id, self.code_id, self.channel_id or 0)

    @classmethod
    def record(cls, message: MatterRecord, before: dict[str, int]) -> None:
        """Append what changed since ``before``; one insert, none when nothing did."""
        change = {name: n - before.get(name, 0) for name, n in facts_of(message).items()}
        if any(change.values()):
            cls.objects.create(**cls.place(message), **change)

    @staticmethod
    def place(message: MatterRecord) -> dict[str, Any]:
        day = timezone.localdate(message.submitted_at)
        place = {
            "area_id": message.area_id,
            "station_id": message.station_id,
            "year": day.year,
            "is_proxied": message.is_proxied,
        }
        if message.code_id is None or message.is_kept:
            return place
        return place | {"code_id": message.code_id, "channel_id": message.channel_id, "day": day}


class ResponseRecord(models.Model):
    """How many matters a representative answered and how fast; recounted by a task."""

    MINIMUM = 10  # below this a ratio says nothing about a person

    representative = models.OneToOneField(
        Representative, on_delete=models.CASCADE, related_name="response_record"
    )
    answered = models.PositiveIntegerField("已答复")
    typical_days = models.PositiveSmallIntegerField("一般用时（工作日）")
    rated = models.PositiveIntegerField("评价数", default=0)
    satisfied = models.PositiveIntegerField("满意数", default=0)
    as_of = models.DateTimeField("截至", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "代表答复情况"

    def __str__(self) -> str:
        return str(self.representative)

    @property
    def is_telling(self) -> bool:
        return self.answered >= self.MINIMUM
