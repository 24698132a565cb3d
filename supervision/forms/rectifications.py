"""What the office writes about a rectification."""

from __future__ import annotations

from typing import Any

from django import forms

from supervision.models.moves_rectification import LONGEST_PROLONGED
from yichang_renda.fields import WordsField

LONGEST_DAYS = 250
FIRST_DAYS = 20
AGAIN_DAYS = 10


def days_field(label: str, most: int, initial: int) -> forms.IntegerField:
    wrong = f"请填 1 到 {most} 的整数。"
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        initial=initial,
        help_text="从今天起算，周末和节假日不算。",
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
    )


def reason_field(label: str, missing: str, **options: Any) -> WordsField:
    rows = forms.Textarea(attrs={"rows": 3})
    return WordsField(
        label=label, max_length=500, widget=rows, error_messages={"required": missing}, **options
    )


class DemandForm(forms.Form):
    title = WordsField(
        label="整改事项",
        max_length=80,
        one_line=True,
        help_text="例如：窗口排队时间长。",
        error_messages={"required": "请写整改什么。"},
    )
    demand = WordsField(
        label="整改要求",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="要做到什么样才算整改好。",
        error_messages={"required": "请写整改要求。"},
    )
    days = days_field("期限（工作日）", LONGEST_DAYS, FIRST_DAYS)


class CheckForm(forms.Form):
    text = reason_field("复查情况", "请写复查看到的情况。")


class SendBackForm(forms.Form):
    text = reason_field("还有什么没整改好", "请写还有什么没整改好。")
    days = days_field("新的期限（工作日）", LONGEST_DAYS, AGAIN_DAYS)


class ProlongForm(forms.Form):
    days = days_field("延长几个工作日", LONGEST_PROLONGED, AGAIN_DAYS)
    text = reason_field("原因", "请写为什么要延长。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].help_text = "加在原来的期限上，只能延长一次。"


class CancelForm(forms.Form):
    text = reason_field("原因", "请写为什么撤销。")
