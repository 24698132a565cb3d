"""Congresses, their terms, and who elects whom: districts of voters, units that elect."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.looked_after import LookedAfterQuerySet
from areas.cached import forget, held_value
from areas.models import Area

if TYPE_CHECKING:
    from accounts.models import User

FROZEN_KEY = "representatives:frozen"


class Level(models.TextChoices):
    """The five levels of people's congresses (地方组织法)."""

    NATIONAL = "national", "全国"
    PROVINCE = "province", "省"
    CITY = "city", "市"
    COUNTY = "county", "县"
    TOWNSHIP = "township", "乡"


# 选举法 Art. 3: voters elect the two lower levels, the congress below elects the others.
DIRECT = (Level.COUNTY, Level.TOWNSHIP)
INDIRECT = (Level.NATIONAL, Level.PROVINCE, Level.CITY)


class Congress(models.Model):
    """某级人民代表大会. ``area`` is the area it is the congress of; the city for the two above."""

    level = models.CharField("层级", max_length=16, choices=Level.choices)
    name = models.CharField("名称", max_length=40, help_text="例如：西陵区、宜昌市、湖北省、全国")
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="congresses", verbose_name="区划"
    )

    objects = LookedAfterQuerySet["Congress"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "人民代表大会"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["level", "area"], name="one_congress_per_area"),
        ]

    def __str__(self) -> str:
        return f"{self.name}人民代表大会"

    @property
    def current_term(self) -> Term | None:
        return self.terms.current().first()


class TermQuerySet(models.QuerySet["Term"]):
    def current(self) -> Self:
        return self.filter(closed_on=None)


class Term(models.Model):
    """届: from its first session to that of the next (代表法 2025 Art. 2, five years).

    ``opened_on`` is unknown for terms that began before the portal.
    """

    congress = models.ForeignKey(
        Congress, on_delete=models.PROTECT, related_name="terms", verbose_name="人民代表大会"
    )
    number = models.PositiveSmallIntegerField("届次")
    opened_on = models.DateField("第一次会议日期", null=True, blank=True)
    closed_on = models.DateField("届满日期", null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "届"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["congress", "number"], name="one_term_per_number"),
            models.UniqueConstraint(
                fields=["congress"], condition=Q(closed_on=None), name="one_current_term"
            ),
            models.CheckConstraint(
                name="term_closes_after_it_opens",
                condition=Q(closed_on=None) | Q(opened_on=None) | Q(closed_on__gt=F("opened_on")),
                violation_error_message="届满日期要晚于第一次会议日期。",
            ),
            models.CheckConstraint(name="term_number_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.congress.name}第{self.number}届"


class ElectoralDistrictQuerySet(LookedAfterQuerySet["ElectoralDistrict"]):
    path_to_area = "term__congress__area__"


class ElectoralDistrict(models.Model):
    """选区 of one term; districts may be redrawn for the next.

    ``areas`` are the villages or townships whose voters elect here; empty for a district of work
    units (选举法 Art. 25). ``level`` repeats the congress's, so that constraints can see it.
    """

    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="districts", verbose_name="届"
    )
    level = models.CharField("层级", max_length=16, choices=Level.choices)
    name = models.CharField("名称", max_length=80)
    areas = models.ManyToManyField(
        Area, blank=True, related_name="electoral_districts", verbose_name="范围"
    )

    objects = ElectoralDistrictQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "选区"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["term", "name"], name="one_district_name_per_term"),
            models.CheckConstraint(
                name="district_of_a_direct_level",
                condition=Q(level__in=DIRECT),
                violation_error_message="只有县级和乡级代表由选区选举。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ElectingUnitQuerySet(models.QuerySet["ElectingUnit"]):
    def looked_after_by(self, user: User) -> Self:
        """Units that elect for a congress the user's offices look after."""
        levels = Congress.objects.looked_after_by(user).order_by().values("level")
        return self.filter(level__in=levels)


class ElectingUnit(models.Model):
    """选举单位: the congress below (or the army) that elects representatives of ``level``.

    ``area`` is the unit's own; empty when it has none in the tree. Units outlive terms.
    """

    level = models.CharField("选举哪一级代表", max_length=16, choices=Level.choices)
    name = models.CharField("名称", max_length=80)
    area = models.ForeignKey(
        Area,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="electing_units",
        verbose_name="区划",
    )

    objects = ElectingUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "选举单位"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["level", "name"], name="one_unit_name_per_level"),
            models.CheckConstraint(
                name="unit_of_an_indirect_level",
                condition=Q(level__in=INDIRECT),
                violation_error_message="只有市级以上代表由选举单位选举。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PublicationFreezeQuerySet(LookedAfterQuerySet["PublicationFreeze"]):
    path_to_area = "congress__area__"

    """Writes of many rows forget what is held, as ``save`` and ``delete`` of one do."""

    def on(self, day: date) -> Self:
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def not_over(self, today: date) -> Self:
        """Running and coming ones."""
        return self.filter(ends_on__gte=today)

    def update(self, **kwargs: Any) -> int:
        changed = super().update(**kwargs)
        forget(FROZEN_KEY)
        return changed

    def delete(self) -> tuple[int, dict[str, int]]:
        deleted = super().delete()
        forget(FROZEN_KEY)
        return deleted

    def bulk_create(  # type: ignore[override]
        self, objs: Iterable[Any], **kwargs: Any
    ) -> list[Any]:
        created = super().bulk_create(objs, **kwargs)
        forget(FROZEN_KEY)
        return created


class PublicationFreeze(models.Model):
    """In the election season the figures and ratings of a congress's people are not published."""

    congress = models.ForeignKey(
        Congress, on_delete=models.PROTECT, related_name="freezes", verbose_name="人民代表大会"
    )
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    reason = models.CharField("原因", max_length=80)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="设定人"
    )

    objects = PublicationFreezeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "暂停公开个人数据"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="freeze_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="结束日期不能早于开始日期。",
            ),
            models.CheckConstraint(name="freeze_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.congress} {self.starts_on}—{self.ends_on}"

    def save(self, *args: object, **kwargs: object) -> None:
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        forget(FROZEN_KEY)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)
        forget(FROZEN_KEY)
        return deleted

    def end(self, today: date) -> None:
        """From today the figures show again; one that has not begun is as if it never was."""
        if self.starts_on >= today:
            self.delete()
            return
        self.ends_on = today - timedelta(days=1)
        self.save(update_fields=["ends_on"])


def frozen_congresses(today: date) -> frozenset[int]:
    """Keys of congresses whose personal figures are not shown today; at most 5 s old."""
    freezes = held_value(
        FROZEN_KEY,
        lambda: list(PublicationFreeze.objects.values_list("congress", "starts_on", "ends_on")),
    )
    return frozenset(pk for pk, starts, ends in freezes if starts <= today <= ends)
