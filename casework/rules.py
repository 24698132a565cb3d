"""Limits and other rules per area: what an area does not set itself holds from the one above."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, ClassVar

from django.db import models

from areas.cached import forget, held_value
from areas.models import Area


class AreaRules(models.Model):
    """One area's own settings, in a column for each field of ``RULES``; empty ones are inherited.

    ``RULES`` is a frozen dataclass; its defaults hold where no area says otherwise.
    """

    RULES: ClassVar[type[Any]]

    area = models.OneToOneField(
        Area, on_delete=models.CASCADE, related_name="+", verbose_name="区划"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.area}的{self._meta.verbose_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        forget(self._cache_key())

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)
        forget(self._cache_key())
        return deleted

    def own_settings(self) -> dict[str, Any]:
        values = {field.name: getattr(self, field.name) for field in fields(self.RULES)}
        return {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in values.items()
            if value is not None
        }

    @classmethod
    def holding_in(cls, area: Area) -> Any:
        """The ``RULES`` of an area. No query on a warm cache; a change is seen within a minute."""
        table = held_value(cls._cache_key(), cls._read)
        merged: dict[str, Any] = {}
        for end in range(Area.steplen, len(area.path) + 1, Area.steplen):
            merged |= table.get(area.path[:end], {})
        return cls.RULES(**merged)

    @classmethod
    def _cache_key(cls) -> str:
        return f"area-rules:{cls._meta.label_lower}"

    @classmethod
    def _read(cls) -> dict[str, dict[str, Any]]:
        """The settings of every area that has some of its own, by path."""
        rows = cls._default_manager.select_related("area")
        return {rules.area.path: rules.own_settings() for rules in rows}
