"""Liaison officers, and who stands in for them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.phones import PhoneHolder
from areas.models import Area
from stations.models.places import Station

if TYPE_CHECKING:
    from accounts.models import User


class LiaisonOfficerQuerySet(models.QuerySet["LiaisonOfficer"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def looked_after_by(self, user: User) -> Self:
        """Officers of at least one station within the offices in which this person works."""
        inside = Station.objects.looked_after_by(user).order_by().values("pk")
        through = LiaisonOfficer.stations.through.objects.filter(station__in=inside)
        return self.filter(pk__in=through.values("liaisonofficer"))


class LiaisonOfficer(PhoneHolder):
    """联络员: receives and routes what reaches his or her stations."""

    name = models.CharField("姓名", max_length=40)
    stations = models.ManyToManyField(Station, related_name="officers", verbose_name="站点")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="liaison_officer",
        verbose_name="账号",
    )
    is_active = models.BooleanField("在岗", default=True)

    objects = LiaisonOfficerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联络员"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["name", "phone_index"], name="one_officer_per_phone"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def areas(self) -> list[Area]:
        """Of all stations: only who manages them all says whether the officer serves. One query."""
        stations = self.stations.select_related("area").order_by("pk")
        return [station.area for station in stations]

    @property
    def area(self) -> Area:
        """Of the first station, whose office opens the account. One query."""
        return self.stations.select_related("area").order_by("pk")[0].area


class StationCoverQuerySet(models.QuerySet["StationCover"]):
    def current(self, today: date) -> Self:
        """Running or coming."""
        return self.filter(ends_on__gte=today)

    def on(self, day: date) -> Self:
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class StationCover(models.Model):
    """Between two dates somebody else looks after a station: an officer, or the office above."""

    station = models.ForeignKey(
        Station, on_delete=models.CASCADE, related_name="covers", verbose_name="站点"
    )
    officer = models.ForeignKey(
        LiaisonOfficer,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="covers",
        verbose_name="代管联络员",
        help_text="留空表示由上级（乡镇街道）代管。",
    )
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    reason = models.CharField("原因", max_length=80, blank=True)

    objects = StationCoverQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "站点代管"
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                name="cover_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="结束日期不能早于开始日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station} {self.starts_on}—{self.ends_on}"

    def end(self, today: date) -> None:
        """Over from ``today`` on; one that has not run a whole day yet is dropped."""
        if self.starts_on >= today:
            self.delete()
            return
        self.ends_on = min(self.ends_on, today - timedelta(days=1))
        self.save(update_fields=["ends_on"])
