"""Accounts, seats and codes of the people of an area."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from accounts.models import User
from representatives.models import Seat
from stations.models import Station


class EndSeatForm(forms.Form):
    """Why and since when a seat has ended (代表法 Art. 62)."""

    end_reason = forms.ChoiceField(
        label="终止原因", choices=[("", "请选择"), *Seat.EndReason.choices]
    )
    ended_on = forms.DateField(
        label="终止日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_ended_on(self) -> date:
        day: date = self.cleaned_data["ended_on"]
        if day > self.today:
            raise forms.ValidationError("还没到这一天，到了再终止。")
        return day


class RepointForm(forms.Form):
    """A code may lead to a station of one's own areas."""

    station_code = forms.CharField(label="站点编号", max_length=32)
    reason = forms.CharField(label="原因", max_length=80)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_station_code(self) -> Station:
        code = self.cleaned_data["station_code"].strip()
        found = Station.objects.looked_after_by(self.user).open().filter(code=code).first()
        if found is None:
            raise forms.ValidationError("没有找到这个编号的站点，请在站点页面核对。")
        return found
