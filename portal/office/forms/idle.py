"""Which idle stations to show."""

from __future__ import annotations

from django import forms

from portal.standards.rules import IDLE_DAYS
from stations.models import Station

LONGEST = 3650
WRONG = f"请填 1 到 {LONGEST} 之间的天数。"


class IdleForm(forms.Form):
    """Read from the address; a field that is not there means its default."""

    days = forms.IntegerField(
        label="多少天没有使用",
        min_value=1,
        max_value=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),  # keeps what is no number
        error_messages={"invalid": WRONG, "min_value": WRONG, "max_value": WRONG},
    )
    kind = forms.ChoiceField(
        label="类型", choices=[("", "全部"), *Station.Kind.choices], required=False
    )

    def clean_days(self) -> int:
        return self.cleaned_data["days"] or IDLE_DAYS
