"""Several messages to one station on one day from one device or network: perhaps self-posted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.looked_after import LookedAfterQuerySet
from stations.models import Station

if TYPE_CHECKING:
    from accounts.models import User

DIGEST_LENGTH = 16


class Sameness(models.TextChoices):
    DEVICE = "device", "同一台设备"
    NETWORK = "network", "同一个网络"


class SenderTrace(models.Model):
    """Two keyed digests of where a message came from; deleted after a month.

    Station and day are part of what is digested, so equal digests say "the same one, here,
    on this day" and nothing else: nobody can be followed to another station or another day.
    """

    message = models.OneToOneField(
        "voter_messages.Message", on_delete=models.CASCADE, primary_key=True, related_name="trace"
    )
    station = models.ForeignKey(Station, on_delete=models.CASCADE, db_index=False, related_name="+")
    day = models.DateField(db_index=True)
    device = models.CharField(max_length=DIGEST_LENGTH, blank=True)
    network = models.CharField(max_length=DIGEST_LENGTH, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "提交来源"

    def __str__(self) -> str:
        return f"{self.station_id} {self.day}"


class BurstQuerySet(LookedAfterQuerySet["Burst"]):
    path_to_area = "station__area__"

    def unseen(self) -> Self:
        return self.filter(looked_at=None)


class Burst(models.Model):
    """「可能是自己发的」: for people to look at, not a verdict.

    Its messages are left out of what ``Message.objects.unflagged()`` gives, until somebody has
    looked and says that they are genuine.
    """

    station = models.ForeignKey(
        Station, on_delete=models.CASCADE, related_name="bursts", verbose_name="站点"
    )
    day = models.DateField("日期")
    kind = models.CharField("相同的是", max_length=8, choices=Sameness.choices)
    digest = models.CharField(max_length=DIGEST_LENGTH, blank=True, editable=False)
    messages = models.ManyToManyField(
        "voter_messages.Message", through="BurstMessage", related_name="bursts"
    )
    found_at = models.DateTimeField("发现时间", auto_now_add=True)
    looked_at = models.DateTimeField("看过的时间", null=True, blank=True)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="看过的人",
    )
    note = models.CharField("看的结果", max_length=200, blank=True)
    is_genuine = models.BooleanField("照常计数", default=False)

    objects = BurstQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "集中提交"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "day", "kind", "digest"],
                condition=~Q(digest=""),
                name="one_burst_per_sender_and_day",
            ),
            models.CheckConstraint(
                name="burst_looked_at_by_somebody",
                condition=Q(looked_at=None, looked_by=None, is_genuine=False)
                | Q(looked_at__isnull=False, looked_by__isnull=False) & ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station} {self.day} {self.get_kind_display()}"

    def look(self, *, by: User, note: str, is_genuine: bool) -> None:
        self.looked_at, self.looked_by = timezone.now(), by
        self.note, self.is_genuine = note, is_genuine
        self.save(update_fields=["looked_at", "looked_by", "note", "is_genuine"])

    def take_in(self, message_ids: set[int]) -> int:
        """Add the messages not in it yet; with new ones it wants to be looked at again."""
        new = message_ids - set(self.parts.values_list("message_id", flat=True))
        BurstMessage.objects.bulk_create(
            [BurstMessage(burst=self, message_id=pk) for pk in sorted(new)], ignore_conflicts=True
        )
        if new and self.looked_at:
            self.looked_at = self.looked_by = None
            self.is_genuine = False
            self.save(update_fields=["looked_at", "looked_by", "is_genuine"])
        return len(new)

    @staticmethod
    def forget(before: date) -> None:
        """What linked the messages goes; that they were flagged stays."""
        SenderTrace.objects.filter(day__lt=before).delete()
        Burst.objects.filter(day__lt=before).exclude(digest="").update(digest="")


class BurstMessage(models.Model):
    burst = models.ForeignKey(Burst, on_delete=models.CASCADE, related_name="parts")
    message = models.ForeignKey(
        "voter_messages.Message", on_delete=models.CASCADE, related_name="burst_parts"
    )

    class Meta:
        verbose_name = verbose_name_plural = "集中提交的留言"
        constraints = [
            models.UniqueConstraint(fields=["burst", "message"], name="message_once_in_a_burst")
        ]

    def __str__(self) -> str:
        return f"{self.burst_id}: {self.message_id}"
