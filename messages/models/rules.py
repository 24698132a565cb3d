"""Limits, and who may assign to whom: configuration per area, inherited down the tree."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from areas.cached import forget, held_value
from areas.models import Area
from casework.clock import Clock
from messages.states import Grade

CACHE_KEY = "area-rules"

LEVELS = ("village", "township", "county", "city")
STATION_DESK = "station"  # who assigns: a station, or the office of an area of some level


@dataclass(frozen=True)
class Rules:
    """What holds in one area. Amounts are working days unless the name says otherwise."""

    register_days: int = 1
    assign_days: int = 2
    sign_days: int = 1
    return_days: int = 2
    simple_days: int = 5
    ordinary_days: int = 10
    complex_days: int = 30
    extension_days: int = 10
    rating_days: int = 7
    station_assigns: tuple[str, ...] = ("village",)
    township_assigns: tuple[str, ...] = ("village", "township")
    county_assigns: tuple[str, ...] = ("village", "township", "county")
    city_assigns: tuple[str, ...] = ("village", "township", "county", "city")

    def handling(self, grade: str) -> int:
        return {
            Grade.SIMPLE.value: self.simple_days,
            Grade.ORDINARY.value: self.ordinary_days,
            Grade.COMPLEX.value: self.complex_days,
        }[grade]

    def assignable_levels(self, desk: str) -> tuple[str, ...]:
        """Levels of departments that ``desk`` (``station`` or an area level) may assign to."""
        return {
            STATION_DESK: self.station_assigns,
            "township": self.township_assigns,
            "county": self.county_assigns,
            "city": self.city_assigns,
        }[desk]

    @property
    def first_answer(self) -> Clock:
        """The longest way to the first answer of an ordinary day: what a voter is promised."""
        steps = self.register_days + self.assign_days + self.sign_days + self.simple_days
        return Clock(steps)


def levels_field(name: str) -> models.JSONField[Any, Any]:
    return models.JSONField(name, null=True, blank=True, help_text="留空表示沿用上级的设定。")


def days_field(name: str) -> models.PositiveSmallIntegerField[Any, Any]:
    return models.PositiveSmallIntegerField(
        name, null=True, blank=True, help_text="工作日；留空表示沿用上级的设定。"
    )


class AreaRules(models.Model):
    """One area's own settings; what is empty is inherited from the area above."""

    area = models.OneToOneField(
        Area, on_delete=models.CASCADE, related_name="rules", verbose_name="区划"
    )
    register_days = days_field("受理期限")
    assign_days = days_field("交办期限")
    sign_days = days_field("签收期限")
    return_days = days_field("退回期限")
    simple_days = days_field("一般事项办理期限")
    ordinary_days = days_field("较复杂事项办理期限")
    complex_days = days_field("疑难事项办理期限")
    extension_days = days_field("最长延期")
    rating_days = days_field("评价期限")
    station_assigns = levels_field("站点可以交办到")
    township_assigns = levels_field("乡镇街道可以交办到")
    county_assigns = levels_field("县市区可以交办到")
    city_assigns = levels_field("市可以交办到")

    class Meta:
        verbose_name = verbose_name_plural = "办理规则"

    def __str__(self) -> str:
        return f"{self.area}的办理规则"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        forget(CACHE_KEY)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)
        forget(CACHE_KEY)
        return deleted

    def clean(self) -> None:
        for field in fields(Rules):
            value = getattr(self, field.name)
            if value is None:
                continue
            if field.name.endswith("_days"):
                if not 1 <= value <= 250:
                    raise ValidationError({field.name: "请填 1 到 250 之间的工作日数。"})
            elif not set(value) <= set(LEVELS):
                raise ValidationError({field.name: "请从村社区、乡镇街道、县市区、市中选择。"})

    def own_settings(self) -> dict[str, Any]:
        values = {field.name: getattr(self, field.name) for field in fields(Rules)}
        return {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in values.items()
            if value is not None
        }


def rules_for(area: Area) -> Rules:
    """What holds in ``area``. No query on a warm cache; a change is seen within a minute."""
    table = held_value(CACHE_KEY, _read_rules)
    merged: dict[str, Any] = {}
    for end in range(Area.steplen, len(area.path) + 1, Area.steplen):
        merged |= table.get(area.path[:end], {})
    return Rules(**merged)


def _read_rules() -> dict[str, dict[str, Any]]:
    """The settings of every area that has some of its own, by path."""
    rows = AreaRules.objects.select_related("area")
    return {rules.area.path: rules.own_settings() for rules in rows}
