"""Counts that a page may show without counting: deltas are appended, a task folds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from areas.models import Area
from messages.models.counted import Counted, CountedQuerySet, Place
from messages.models.entries import Channel
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


class PlaceCounts(Counted):
    """Matters by the area that holds them and their station, at the time they came in."""

    COUNTS = COUNTS

    area = models.ForeignKey(Area, on_delete=models.PROTECT, db_index=False, related_name="+")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="+")
    is_proxied = models.BooleanField("代为登记")
    received = models.IntegerField("收到", default=0)
    replied = models.IntegerField("答复", default=0)
    ended = models.IntegerField("办结", default=0)
    satisfied = models.IntegerField("满意", default=0)
    basically_satisfied = models.IntegerField("基本满意", default=0)
    dissatisfied = models.IntegerField("不满意", default=0)

    objects = CountedQuerySet["PlaceCounts"].as_manager()

    class Meta:
        abstract = True

    @property
    def counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in COUNTS}

    @classmethod
    def change(cls, delta: TallyDelta) -> tuple[Place, dict[str, int]]:
        return tuple(getattr(delta, name) for name in cls.PLACE), delta.counts


class Tally(PlaceCounts):
    """One day of one place: weeks and months are sums of these."""

    PLACE = ("day", "area_id", "station_id", "is_proxied")
    NEAR = ("day", "station_id")

    day = models.DateField("日期")

    class Meta:
        verbose_name = verbose_name_plural = "每日统计"
        constraints = [
            models.UniqueConstraint(
                fields=["day", "station", "area", "is_proxied"], name="one_tally_per_place_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station} {self.day}"


class YearTally(PlaceCounts):
    """The sum of a year's days, for pages: a million matters are almost as many days."""

    PLACE = ("year", "area_id", "station_id", "is_proxied")
    NEAR = ("year", "station_id")

    year = models.PositiveSmallIntegerField("年份")

    class Meta:
        verbose_name = verbose_name_plural = "年度统计"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "station", "year", "is_proxied"], name="one_tally_per_place_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station} {self.year}"


class TallyDelta(PlaceCounts):
    """A change not folded yet. Appending never waits for a row that others write too.

    ``day`` is that on which the matter came in. With a code it also counts for the code's entries.
    """

    day = models.DateField("日期")
    year = models.PositiveSmallIntegerField("年份")
    code = models.ForeignKey(
        MessageCode, null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    channel = models.ForeignKey(
        Channel, null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "统计增量"

    def __str__(self) -> str:
        return f"{self.station} {self.day}"

    @classmethod
    def record(cls, message: MatterRecord, before: dict[str, int]) -> None:
        """Append what changed since ``before``; one insert, none when nothing did."""
        change = {name: n - before.get(name, 0) for name, n in facts_of(message).items()}
        if any(change.values()):
            cls.objects.create(**cls.place_of(message), **change)

    @staticmethod
    def place_of(message: MatterRecord) -> dict[str, Any]:
        day = timezone.localdate(message.submitted_at)
        counts_for_code = message.code_id is not None and not message.is_kept
        return {
            "area_id": message.area_id,
            "station_id": message.station_id,
            "day": day,
            "year": day.year,
            "is_proxied": message.is_proxied,
            "code_id": message.code_id if counts_for_code else None,
            "channel_id": message.channel_id if counts_for_code else None,
        }


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
