"""The places where voters meet their representatives, and the bodies that handle matters."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.permissions import office_scope_q
from accounts.phones import PhoneHolder
from areas.models import Area

if TYPE_CHECKING:
    from accounts.models import User


class StationQuerySet(models.QuerySet["Station"]):
    def open(self) -> Self:
        return self.filter(is_active=True)

    def within(self, area: Area) -> Self:
        return self.filter(area.scope_q("area__"))

    def looked_after_by(self, user: User) -> Self:
        """Stations within the offices in which this person works."""
        return self.filter(office_scope_q(user))

    def served_by(self, user: User, today: date) -> Self:
        """Stations whose work is this officer's today: his or her own, and those being covered."""
        covered = (
            StationCover.objects.on(today)
            .filter(officer__user=user, officer__is_active=True)
            .values("station")
        )
        own = LiaisonOfficer.stations.through.objects.filter(
            liaisonofficer__user=user, liaisonofficer__is_active=True
        ).values("station")
        return self.filter(Q(pk__in=own) | Q(pk__in=covered))


class Station(models.Model):
    """A 代表之家 (township), 代表联络站 (village or community) or 基层联系点 (anywhere)."""

    class Kind(models.TextChoices):
        HOME = "home", "代表之家"
        STATION = "station", "代表联络站"
        CONTACT_POINT = "contact_point", "基层联系点"

    code = models.CharField("编号", max_length=32, unique=True)
    name = models.CharField("名称", max_length=80)
    kind = models.CharField("类型", max_length=16, choices=Kind.choices)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="stations", verbose_name="所在区划"
    )
    host = models.CharField("依托单位", max_length=80, blank=True)
    address = models.CharField("地址", max_length=120, blank=True)
    phone = models.CharField("公开电话", max_length=20, blank=True)
    opening_hours = models.CharField("开放时间", max_length=80, blank=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=6, null=True, blank=True)
    is_active = models.BooleanField("开放", default=True)

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "站点"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="station_position_whole_and_on_earth",
                condition=Q(longitude__isnull=True, latitude__isnull=True)
                | Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
                violation_error_message="经度和纬度要一起填，并且在合理范围内。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def cover_on(self, day: date) -> StationCover | None:
        """Who stands in for the station's officers on ``day``; None when nobody needs to."""
        return self.covers.on(day).select_related("officer").first()


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


class DepartmentQuerySet(models.QuerySet["Department"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def looked_after_by(self, user: User) -> Self:
        return self.filter(office_scope_q(user))

    def of_levels(self, area: Area, levels: list[str]) -> Self:
        """Departments within ``area`` that sit at one of ``levels`` of the tree."""
        return self.active().filter(area.scope_q("area__"), area__level__in=levels)


class Department(PhoneHolder):
    """承办单位: a village or community body, a township office, a county or city department."""

    name = models.CharField("名称", max_length=80)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="departments", verbose_name="所属区划"
    )
    contact = models.CharField("联系人", max_length=40, blank=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="departments", verbose_name="账号"
    )
    is_active = models.BooleanField("启用", default=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "承办单位"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="one_department_name_per_area"),
        ]

    def __str__(self) -> str:
        return self.name
