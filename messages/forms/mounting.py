"""Something printed was hung up: when and where. Shared by codes and boards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

EARLIEST = date(2000, 1, 1)


class MountedForm(forms.Form):
    mounted_on = forms.DateField(
        label="张贴日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "请填张贴日期。",
            "invalid": "日期看起来不对，请填成 2026-11-22 这样。",
        },
    )
    mounted_at = forms.CharField(
        label="张贴位置", max_length=60, required=False, help_text="例如：一楼服务大厅门口。"
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"mounted_on": today})
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_mounted_on(self) -> date:
        day: date = self.cleaned_data["mounted_on"]
        if day > self.today:
            raise ValidationError("还没到这一天，贴好了再登记。")
        if day < EARLIEST:
            raise ValidationError("日期太早了，请核对年份。")
        return day


class ChosenCodesForm(forms.Form):
    """Codes of one station: those ticked, or all of them."""

    codes = forms.TypedMultipleChoiceField(coerce=int, required=False)
    all_codes = forms.BooleanField(required=False)

    def __init__(self, *args: Any, of_station: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_station = list(of_station)
        self.fields["codes"].choices = [(pk, pk) for pk in self.of_station]  # type: ignore[attr-defined]
        self.fields["codes"].error_messages["invalid_choice"] = (
            "有的码已经不属于这个站点，请重新勾选。"
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("all_codes"):
            cleaned["codes"] = self.of_station
        if not self.errors and not cleaned.get("codes"):
            raise ValidationError("请先勾选二维码，或者勾选“本站全部”。")
        return cleaned
