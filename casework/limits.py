"""A limit with its unit: as a column, and as people enter it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from casework.clock import Clock, Unit, in_words

MOST: dict[str, int] = {Unit.WORKING_DAY: 250, Unit.DAY: 366, Unit.MONTH: 24}


def check_limit(limit: Clock) -> None:
    most = MOST[limit.unit]
    if not 1 <= limit.amount <= most:
        raise ValidationError(f"请填 1 到 {most} 之间的数，最长 {in_words(most, limit.unit)}。")


class LimitField(models.Field[Clock | None, Clock | None]):
    """A ``Clock`` of one amount and its unit, stored as ``10 working_day``; None is inherited."""

    default_validators = [check_limit]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max_length": 20, "null": True, "blank": True} | options)

    def get_internal_type(self) -> str:
        return "CharField"

    def from_db_value(self, value: str | None, *_: Any) -> Clock | None:
        return self.to_python(value)

    def to_python(self, value: Any) -> Clock | None:
        if value is None or isinstance(value, Clock):
            return value
        amount, unit = value.split()
        return Clock(int(amount), unit)

    def get_prep_value(self, value: Any) -> str | None:
        return f"{value.amount} {value.unit}" if value else None


class LimitWidget(forms.MultiWidget):
    def __init__(self) -> None:
        amount = forms.NumberInput(attrs={"min": 1, "inputmode": "numeric", "aria-label": "数"})
        unit = forms.Select(choices=Unit.choices, attrs={"aria-label": "单位"})
        super().__init__([amount, unit])

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_0"  # where the link of an error leads

    def decompress(self, value: Clock | None) -> list[Any]:
        return [value.amount, value.unit] if value else [None, Unit.WORKING_DAY]


class LimitFormField(forms.MultiValueField):
    """Gives a ``Clock``; working days where no unit is chosen, None where there is no number."""

    widget = LimitWidget
    default_validators = [check_limit]

    def __init__(self, **options: Any) -> None:
        amount = forms.IntegerField(required=False, error_messages={"invalid": "请填一个数。"})
        unit = forms.ChoiceField(choices=Unit.choices, required=False)
        super().__init__([amount, unit], require_all_fields=False, **options)

    def compress(self, values: list[Any]) -> Clock | None:
        amount, unit = values or (None, None)
        return None if amount is None else Clock(amount, unit or Unit.WORKING_DAY)
