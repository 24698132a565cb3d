"""A field that names a station as people write it: its code, or a name that only one has."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from office.fields import MOST_NAMED
from stations.models import Station

STATION_HELP = "填站点编号或完整的名称。"


class StationField(forms.CharField):
    """「420500013」「果园路社区代表联络站」 → one of ``stations``."""

    def __init__(self, *, stations: Any, **kwargs: Any) -> None:
        options: dict[str, Any] = {"label": "站点", "max_length": 120, "help_text": STATION_HELP}
        super().__init__(**options | kwargs)
        self.stations = stations

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            value = Station.objects.filter(pk=value).first()
        return f"{value.code} {value.name}" if isinstance(value, Station) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((self.prepare_value(initial) or "") != str(data or "").strip())

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        named = Q(code=text.split()[0]) | Q(name=text)
        found = list(self.stations.filter(named).order_by("code")[: MOST_NAMED + 1])
        exact = [station for station in found if station.code == text.split()[0]] or found
        if len(exact) == 1:
            return exact[0]
        if not exact:
            raise ValidationError(f"没有找到「{text}」，请填站点编号或完整的名称。")
        listed = "、".join(station.code for station in exact[:MOST_NAMED])
        raise ValidationError(f"叫「{text}」的不止一个（{listed}），请填编号。")
