"""A day of reception or outreach, as officers and staff record it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from office.fields import date_input, not_in_future
from stations.models import Station, Visit


class VisitForm(forms.ModelForm[Visit]):
    class Meta:
        model = Visit
        fields = ("day", "kind", "visitors", "representatives", "note")
        widgets = {"day": date_input(), "kind": forms.RadioSelect}
        help_texts = {
            "visitors": "来了或见到多少位群众。",
            "representatives": "有多少位代表参加。",
            "note": "谈了什么、答应了什么。不写群众的姓名和电话；要办的事请登记成留言。",
        }

    def __init__(self, *args: Any, station: Station, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.station = station
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = Visit.Kind.choices  # no empty one to tick

    def clean_day(self) -> date:
        return not_in_future(self.cleaned_data["day"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("visitors") == 0 and data.get("representatives") == 0:
            self.add_error("visitors", "群众人数和代表人数至少填一个。")
        return data
