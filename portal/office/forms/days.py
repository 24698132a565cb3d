"""Forms of an area's office: filters, days, limits, covers, people and codes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import AuditEntry
from areas.calendar import explain_day
from areas.models import DayOverride
from office.fields import date_input


class AuditFilterForm(forms.Form):
    """Filters as they stand in the URL; what makes no sense is left out."""

    action = forms.ChoiceField(
        label="事项",
        required=False,
        choices=[
            ("", "不限"),
            *(c for c in AuditEntry.Action.choices if c[0] != AuditEntry.Action.PHONE_REVEAL),
        ],
    )
    since = forms.DateField(label="从哪天", required=False, widget=date_input())
    until = forms.DateField(label="到哪天", required=False, widget=date_input())

    def narrow(self, rows: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        self.is_valid()
        chosen: dict[str, Any] = self.cleaned_data
        if chosen.get("action"):
            rows = rows.filter(action=chosen["action"])
        if chosen.get("since"):
            rows = rows.filter(at__gte=_midnight(chosen["since"]))
        if chosen.get("until"):
            rows = rows.filter(at__lt=_midnight(chosen["until"] + timedelta(days=1)))
        return rows


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


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
