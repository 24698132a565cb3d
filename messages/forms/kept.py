"""What people keep for themselves: filters, replies, journeys."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from casework.workflow import TransitionError
from messages.answers import check_answer
from messages.models import CannedReply, SavedFilter
from representatives.models import Representative


class SaveFilterForm(forms.ModelForm[SavedFilter]):
    class Meta:
        model = SavedFilter
        fields = ("name", "query", "is_home")
        widgets = {"query": forms.HiddenInput}


class CannedForm(forms.ModelForm[CannedReply]):
    class Meta:
        model = CannedReply
        fields = ("title", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}

    def clean_text(self) -> str:
        """A canned reply that says nothing would be stopped at every use."""
        text = str(self.cleaned_data["text"])
        try:
            check_answer(text)
        except TransitionError as error:
            raise forms.ValidationError(str(error)) from error
        return text


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AwayForm(forms.ModelForm[Representative]):
    class Meta:
        model = Representative
        fields = ("away_from", "away_until")
        widgets = {"away_from": date_input(), "away_until": date_input()}
        labels = {"away_from": "从哪天", "away_until": "到哪天"}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for field in self.fields.values():
            field.required = True

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        start, end = values.get("away_from"), values.get("away_until")
        if start and end and end < start:
            self.add_error("away_until", "结束日期不能早于开始日期。")
        elif end and end < self.today:
            self.add_error("away_until", "这一天已经过去了，请填今天或以后的日期。")
        return values
