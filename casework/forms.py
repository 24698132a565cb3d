"""Days that staff change, one by one or as the year's notice, pasted as it was published."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from areas.calendar import explain_day, is_arranged
from areas.holiday_notice import MOST_TEXT, HolidayPlan, read_notice
from areas.models import DayOverride
from office.fields import date_input


class NoticeForm(forms.Form):
    """Valid: ``plan`` holds the days that were read."""

    year = forms.TypedChoiceField(label="哪一年", coerce=int)
    document = forms.CharField(
        label="依据", max_length=80, help_text="例如：国务院办公厅通知的文号。"
    )
    text = forms.CharField(
        label="放假和调休",
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="把通知里的安排整段粘进来；或者一行写一天，例如：2 月 6 日（周六）上班。",
    )

    def __init__(self, *args: Any, years: tuple[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = HolidayPlan()
        self.years = [year for year in years if not is_arranged(year)]
        self.fields["year"].choices = [(year, f"{year} 年") for year in self.years]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "year" in values and "text" in values:
            self.plan = read_notice(values["text"], values["year"])
            for error in self.plan.errors:
                self.add_error("text", error)
            if not self.plan.days and not self.plan.errors:
                self.add_error("text", "没有读到日期。要写明哪天放假、哪天上班。")
        return values


class DayForm(forms.ModelForm[DayOverride]):
    """A day that is made a working day or a day off, in this or the next year."""

    is_working = forms.TypedChoiceField(
        label="这一天",
        choices=[("0", "休息"), ("1", "上班")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = DayOverride
        fields = ("day", "is_working", "reason")
        widgets = {"day": date_input()}

    def __init__(self, *args: Any, years: tuple[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        self.fields["day"].error_messages["unique"] = "这一天已经调整过了，请先删掉原来的。"
        self.fields["reason"].help_text = "会写在期限说明里给选民看，例如：全市抗洪，停休一天。"

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day.year not in self.years:
            raise forms.ValidationError(f"只能调整 {self.years[0]} 年和 {self.years[1]} 年的日子。")
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        day, is_working = values.get("day"), values.get("is_working")
        if day and is_working is not None:
            note = explain_day(day)
            if note.is_working == is_working and not DayOverride.objects.filter(day=day).exists():
                what = "上班" if is_working else "休息"
                self.add_error("day", f"这一天本来就{what}（{note.reason}），不用调整。")
        return values
