"""A field that names an area as people write it, by code or by a name only one has; days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.permissions import managed_scope_q, offices_of
from areas.dates import chinese_date
from areas.models import Area

MOST_NAMED = 3  # candidates named in an error


class AreaField(forms.CharField):
    """「420502003004」「果园路社区」 → an Area of ``user``'s: managed by, or worked for."""

    def __init__(self, *, user: User, managed: bool = True, **kwargs: Any) -> None:
        options: dict[str, Any] = {"label": "所在区划", "max_length": 64, "help_text": AREA_HELP}
        super().__init__(**options | kwargs)
        self.user, self.managed = user, managed

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            value = Area.objects.filter(pk=value).first()
        return f"{value.code} {value.short_name}" if isinstance(value, Area) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != str(data or "").strip())

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        code, names = text.split()[0], Q(short_name=text) | Q(name=text)
        found = list(self._choice().filter(Q(code=code) | names)[: MOST_NAMED + 1])
        exact = [area for area in found if area.code == code] or found
        if len(exact) == 1:
            return exact[0]
        if not exact:
            raise ValidationError(f"没有找到「{text}」，请填您这里的区划代码或名称。")
        listed = "、".join(f"{area.full_name()} {area.code}" for area in exact[:MOST_NAMED])
        raise ValidationError(f"叫「{text}」的不止一个（{listed}），请填区划代码。")

    def _choice(self) -> Any:
        if self.managed:
            return Area.objects.filter(managed_scope_q(self.user, ""))
        scope = Q(pk__in=[])
        for office in offices_of(self.user):
            scope |= office.scope_q("")
        return Area.objects.filter(scope)


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def not_in_future(day: date) -> date:
    """For ``clean_<day>``: what is recorded has happened."""
    if day > timezone.localdate():
        raise ValidationError(f"{chinese_date(day)}还没到，到了再记。")
    return day


AREA_HELP = "填区划代码或名称，例如：果园路社区。重名的请填代码。"
