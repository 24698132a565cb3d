"""Limits, and who may assign to whom: configuration per area, inherited down the tree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from areas.models import Area
from casework import rules
from casework.clock import Clock, Explained, run_all
from casework.limits import LimitField
from messages.states import Grade

LEVELS = ("village", "township", "county", "city")
STATION_DESK = "station"  # who assigns: a station, or the office of an area of some level


@dataclass(frozen=True)
class Rules:
    """What holds in one area."""

    register_limit: Clock = Clock(1)
    assign_limit: Clock = Clock(2)
    sign_limit: Clock = Clock(1)
    return_limit: Clock = Clock(2)
    simple_limit: Clock = Clock(5)
    ordinary_limit: Clock = Clock(10)
    complex_limit: Clock = Clock(30)
    extension_limit: Clock = Clock(10)
    rating_limit: Clock = Clock(7)
    station_assigns: tuple[str, ...] = ("village",)
    township_assigns: tuple[str, ...] = ("village", "township")
    county_assigns: tuple[str, ...] = ("village", "township", "county")
    city_assigns: tuple[str, ...] = ("village", "township", "county", "city")

    def handling(self, grade: str) -> Clock:
        return {
            Grade.SIMPLE.value: self.simple_limit,
            Grade.ORDINARY.value: self.ordinary_limit,
            Grade.COMPLEX.value: self.complex_limit,
        }[grade]

    def assignable_levels(self, desk: str) -> tuple[str, ...]:
        """Levels of departments that ``desk`` (``station`` or an area level) may assign to."""
        return {
            STATION_DESK: self.station_assigns,
            "township": self.township_assigns,
            "county": self.county_assigns,
            "city": self.city_assigns,
        }[desk]

    def first_answer(self, asked_on: date) -> Explained:
        """The longest way to the first answer of an ordinary day: what a voter is promised."""
        steps = (self.register_limit, self.assign_limit, self.sign_limit, self.simple_limit)
        return run_all(asked_on, *steps)


def levels_field(name: str) -> models.JSONField[Any, Any]:
    return models.JSONField(name, null=True, blank=True, help_text="留空表示沿用上级的设定。")


class AreaRules(rules.AreaRules):
    RULES: ClassVar = Rules

    register_limit = LimitField("受理期限")
    assign_limit = LimitField("交办期限")
    sign_limit = LimitField("签收期限")
    return_limit = LimitField("退回期限")
    simple_limit = LimitField("一般事项办理期限")
    ordinary_limit = LimitField("较复杂事项办理期限")
    complex_limit = LimitField("疑难事项办理期限")
    extension_limit = LimitField("最长延期")
    rating_limit = LimitField("评价期限")
    station_assigns = levels_field("站点可以交办到")
    township_assigns = levels_field("乡镇街道可以交办到")
    county_assigns = levels_field("县市区可以交办到")
    city_assigns = levels_field("市可以交办到")

    class Meta:
        verbose_name = verbose_name_plural = "办理规则"

    def clean(self) -> None:
        for desk in ("station", "township", "county", "city"):
            name = f"{desk}_assigns"
            if not set(getattr(self, name) or ()) <= set(LEVELS):
                raise ValidationError({name: "请从村社区、乡镇街道、县市区、市中选择。"})


def rules_for(area: Area) -> Rules:
    holding: Rules = AreaRules.holding_in(area)
    return holding
