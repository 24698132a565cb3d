"""An area's rules with where each comes from: its own setting, an area above, or the default."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from areas.models import Area, Level
from casework.clock import Clock
from messages.models import AreaRules
from messages.models.rules import Rules

LEVEL_WORDS = {
    "village": "村（社区）",
    "township": "乡镇（街道）",
    "county": "县（市、区）",
    "city": "市",
}
DESKS = {
    "station_assigns": "站点",
    "township_assigns": "乡镇（街道）人大",
    "county_assigns": "县（市、区）人大",
    "city_assigns": "市人大",
}
DEEPEST = {Level.CITY: 4, Level.COUNTY: 3, Level.TOWNSHIP: 2}


@dataclass(frozen=True)
class Setting:
    """One rule: what holds here, and which area set it (None for the default)."""

    name: str
    label: str
    value: Any
    source: Area | None
    is_own: bool

    @property
    def words(self) -> str:
        """「5 个工作日」, 「村（社区）、乡镇（街道）」"""
        if isinstance(self.value, Clock):
            return str(self.value)
        return "、".join(LEVEL_WORDS[level] for level in self.value) or "不能直接交办"

    @property
    def source_words(self) -> str:
        if self.is_own:
            return "本级设定"
        return f"沿用{self.source.short_name}" if self.source else "默认"

    @property
    def sentence(self) -> str:
        """「站点可以直接交办给：村（社区）」; only for who may assign."""
        return f"{DESKS[self.name]}可以直接交办给：{self.words}"


def settings_of(area: Area, *, above_only: bool = False) -> list[Setting]:
    """Every rule that matters in the area; ``above_only`` as if the area had no own. Two queries.

    Who may assign is left out for desks that do not exist at or below the area.
    """
    lineage = area.lineage[:-1] if above_only else area.lineage
    stored = {
        rules.area_id: rules.own_settings() for rules in AreaRules.objects.filter(area__in=lineage)
    }
    found: dict[str, tuple[Any, Area | None]] = {
        field.name: (field.default, None) for field in fields(Rules)
    }
    for place in lineage:
        found |= {name: (value, place) for name, value in stored.get(place.pk, {}).items()}
    return [
        Setting(name, label_of(name), value, source, source == area)
        for name, (value, source) in found.items()
        if name in names_for(area)
    ]


def names_for(area: Area) -> list[str]:
    """The rules that an area of this level can set."""
    desks = list(DESKS)[: DEEPEST.get(area.level, 1)]  # type: ignore[call-overload]
    return [field.name for field in fields(Rules) if field.name not in DESKS] + desks


def label_of(name: str) -> str:
    return str(getattr(AreaRules, name).field.verbose_name)
