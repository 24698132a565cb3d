"""The places where voters meet their representatives."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from accounts.looked_after import LookedAfterQuerySet
from areas.models import Area, Level
from stations.spelling import spell

if TYPE_CHECKING:
    from accounts.models import User


class StationQuerySet(LookedAfterQuerySet["Station"]):
    def open(self) -> Self:
        return self.filter(is_active=True)

    def within(self, area: Area) -> Self:
        return self.filter(area.scope_q("area__"))

    def served_by(self, user: User, today: date) -> Self:
        """Stations whose work is this officer's today: his or her own, and those being covered."""
        from stations.models.officers import LiaisonOfficer, StationCover  # they stand on stations

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

    class HostKind(models.TextChoices):
        PARTY_CENTRE = "party_centre", "党群服务中心"
        SERVICE_CENTRE = "service_centre", "便民服务中心"
        ENTERPRISE = "enterprise", "企业"
        SCHOOL = "school", "学校"
        MINING = "mining", "矿区"
        TRADE = "trade", "市场、商会、行业协会"
        OTHER = "other", "其他"

    code = models.CharField("编号", max_length=32, unique=True)
    name = models.CharField("名称", max_length=80)
    kind = models.CharField("类型", max_length=16, choices=Kind.choices)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="stations", verbose_name="所在区划"
    )
    field = models.CharField(
        "领域",
        max_length=20,
        blank=True,
        db_index=True,
        help_text="专业联系点的领域，例如：茶旅融合、乡村振兴。",
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name="上级站点",
    )
    host_kind = models.CharField("依托类型", max_length=16, choices=HostKind.choices, blank=True)
    host = models.CharField("依托单位", max_length=80, blank=True)
    head = models.CharField("站长", max_length=40, blank=True)
    address = models.CharField("地址", max_length=120, blank=True)
    phone = models.CharField("公开电话", max_length=20, blank=True)
    opening_hours = models.CharField("开放时间", max_length=80, blank=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=6, null=True, blank=True)
    opened_on = models.DateField("建站日期", null=True, blank=True)
    pinyin = models.CharField("拼音", max_length=400, blank=True, editable=False)
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
            models.CheckConstraint(
                name="station_is_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("id")),
                violation_error_message="上级站点不能是自己。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The spelling that search reads goes with the name."""
        fields = kwargs.get("update_fields")
        if fields is None or "name" in fields:
            self.pinyin = spell(self.name)
            if fields is not None:
                kwargs["update_fields"] = {*fields, "pinyin"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.area_id and not kind_fits(self.kind, self.area):
            raise ValidationError({"kind": kind_problem(self.kind, self.area)})
        if self.parent_id and self.pk and self.would_circle(self.parent):
            raise ValidationError({"parent": "这样会绕成一圈：它的上级里已经有本站。"})

    def would_circle(self, parent: Station | None) -> bool:
        """Whether the station stands above ``parent``, or is it; one query per level."""
        seen: set[int] = set()
        while parent is not None and parent.pk not in seen:
            if parent.pk == self.pk:
                return True
            seen.add(parent.pk)
            parent = parent.parent
        return False


def kind_fits(kind: str, area: Area) -> bool:
    """A home stands in a township or street, a station in a village or community.

    Two exceptions that the city really has: a function zone is run like a township and may have
    a home of its own, and units that are only *like* a township (a mining district, a dam zone)
    may have a station where they have no villages.
    """
    if kind == Station.Kind.HOME:
        return area.level == Level.TOWNSHIP or area.is_function_zone
    if kind == Station.Kind.STATION:
        return area.level == Level.VILLAGE or area.is_quasi_township
    return True


def kind_problem(kind: str, area: Area) -> str:
    wanted = "乡镇（街道）" if kind == Station.Kind.HOME else "村（社区）"
    return f"{Station.Kind(kind).label}应设在{wanted}，「{area.short_name}」是{area.get_level_display()}。"
