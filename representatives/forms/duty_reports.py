"""述职: that a representative reported, when, to whom, before how many."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from office.fields import date_input, not_in_future
from representatives.models import DutyReport, Representative


class DutyReportForm(forms.ModelForm[DutyReport]):
    class Meta:
        model = DutyReport
        fields = ("day", "audience", "attended", "note")
        widgets = {"day": date_input()}
        help_texts = {"audience": "例如：第 3 选区选民、西陵区人大常委会。"}

    def __init__(self, *args: Any, person: Representative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.representative = person

    def clean_day(self) -> date:
        return not_in_future(self.cleaned_data["day"])

    def clean_attended(self) -> int:
        people: int = self.cleaned_data["attended"]
        if people < 1:
            raise forms.ValidationError("到会人数至少是 1。")
        return people

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if day := data.get("day"):
            same = self.instance.representative.duty_reports.filter(day=day)
            if same.exclude(pk=self.instance.pk).exists():
                self.add_error("day", "这一天的述职已经登记了。")
        return data
