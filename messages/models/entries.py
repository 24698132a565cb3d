"""入口: by which link or code people come, and what each code brought, day by day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q, Sum

from areas.cached import forget, held_value
from messages.models.counted import Counted, CountedQuerySet, Place
from representatives.models import MessageCode
from stations.models import Station

if TYPE_CHECKING:
    from messages.models.tallies import TallyDelta

CHANNELS_KEY = "messages:channels"


class ChannelQuerySet(models.QuerySet["Channel"]):
    def offered(self) -> Self:
        return self.filter(is_active=True)


class Channel(models.Model):
    """Where a link was put. A retired one gets no new links; its old ones are still counted."""

    slug = models.CharField(
        "链接里的代号",
        max_length=16,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]+\Z", "代号只能用小写字母和数字。")],
    )
    name = models.CharField("名称", max_length=20, unique=True)
    is_active = models.BooleanField("在用", default=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "入口"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        forget(CHANNELS_KEY)

    @staticmethod
    def by_slug() -> dict[str, int]:
        """{slug: pk} of all, retired ones too; a request reads it without a query."""
        return held_value(
            CHANNELS_KEY, lambda: dict(Channel.objects.order_by("pk").values_list("slug", "pk"))
        )


class Entry(NamedTuple):
    """What an ``EntryTally`` counts for; ``channel`` is 0 for a link or code without a tag."""

    day: date
    station: int
    code: int
    channel: int


class EntryTallyQuerySet(CountedQuerySet["EntryTally"]):
    path_to_area = "station__area__"

    def since(self, day: date) -> Self:
        return self.filter(day__gte=day)

    def sums(self, *by: str) -> Any:
        """Rows of (*by, scans, received, answered)."""
        totals = {f"{name}_sum": Sum(name) for name in EntryTally.COUNTS}
        rows = self.order_by().values(*by).annotate(**totals)
        return rows.values_list(*by, *totals)


class EntryTally(Counted):
    """One day of one code by one channel, at the station it led to on that day.

    ``received`` and ``answered`` stand on the day the matter came in. What a voter kept from
    the station is not counted here: the figure would tell the station that it exists.
    """

    PLACE = ("day", "station_id", "code_id", "channel_id")
    NEAR = ("day", "code_id")
    COUNTS = ("scans", "received", "answered")

    day = models.DateField("日期")
    station = models.ForeignKey(
        Station, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="站点"
    )
    code = models.ForeignKey(
        MessageCode,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="tallies",
        verbose_name="二维码",
    )
    channel = models.ForeignKey(
        Channel,
        null=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
        verbose_name="入口",
    )
    scans = models.IntegerField("扫码", default=0)
    received = models.IntegerField("留言", default=0)
    answered = models.IntegerField("答复", default=0)

    objects = EntryTallyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "入口统计"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "day", "station", "channel"],
                condition=Q(channel__isnull=False),
                name="one_entry_tally_by_channel",
            ),
            models.UniqueConstraint(
                fields=["code", "day", "station"],
                condition=Q(channel=None),
                name="one_entry_tally_untagged",
            ),
        ]
        indexes = [
            models.Index(fields=["day", "station"], name="entry_tallies_by_day"),
            models.Index(fields=["code", "day"], name="entry_tallies_by_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.day}"

    @classmethod
    def at(cls, place: Place, **counts: int) -> Self:
        day, station, code, channel = place
        return super().at((day, station, code, channel or None), **counts)

    @property
    def place(self) -> Entry:
        return Entry(self.day, self.station_id, self.code_id, self.channel_id or 0)

    @property
    def counts(self) -> dict[str, int]:
        """What can be counted again."""
        return {"received": self.received, "answered": self.answered}

    @classmethod
    def change(cls, delta: TallyDelta) -> tuple[Entry, dict[str, int]] | None:
        """A matter counts for the code it came by."""
        if delta.code_id is None:
            return None
        entry = Entry(delta.day, delta.station_id, delta.code_id, delta.channel_id or 0)
        return entry, {"received": delta.received, "answered": delta.replied}


class FoldedBatch(models.Model):
    """A batch of scans that was added to the tallies, written with them in one transaction."""

    name = models.CharField(max_length=64, unique=True)
    folded_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "扫码批次"

    def __str__(self) -> str:
        return self.name


def known_ids(model: type[models.Model], ids: Iterable[int]) -> set[int]:
    """Those of ``ids`` that are there."""
    return set(model._default_manager.filter(pk__in=set(ids)).values_list("pk", flat=True))
