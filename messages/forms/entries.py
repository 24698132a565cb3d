"""Entries, the codes to look for, and bursts that were looked at."""

from __future__ import annotations

from typing import Any

from django import forms

from messages.codes.figures import SILENT_DAYS
from messages.models import Channel

SHOW = {
    "silent": "沉默的（贴了没人扫）",
    "unprinted": "没有印过的",
    "unmounted": "印了没有贴的",
    "all": "全部在用的",
}
LONGEST = 3650


class CodeFilterForm(forms.Form):
    """``days`` counts for silent codes only."""

    show = forms.ChoiceField(
        label="看哪些",
        choices=list(SHOW.items()),
        required=False,
        error_messages={"invalid_choice": "请在列出的几项里选。"},
    )
    days = forms.IntegerField(
        label="多少天没人扫",
        min_value=1,
        max_value=LONGEST,
        required=False,
        error_messages={
            "invalid": "天数请填数字。",
            "min_value": "天数至少是 1。",
            "max_value": "天数最多 3650。",
        },
    )

    def __init__(self, data: Any) -> None:
        given = {"show": data.get("show") or "silent", "days": data.get("days") or SILENT_DAYS}
        super().__init__(given)

    @property
    def wanted(self) -> tuple[str, int]:
        """What to show; the usual while something is wrong."""
        data = self.cleaned_data if self.is_valid() else {}
        return data.get("show") or "silent", data.get("days") or SILENT_DAYS


class ChannelForm(forms.ModelForm[Channel]):
    """A slug stands in printed links, so it is set once."""

    class Meta:
        model = Channel
        fields = ("name", "slug")
        error_messages = {
            "name": {
                "required": "请填入口的名称。",
                "unique": "已经有叫这个名称的入口。",
                "max_length": "名称最多 20 个字。",
            },
            "slug": {
                "required": "请填代号。",
                "unique": "这个代号用过了，请换一个。",
                "max_length": "代号最多 16 个字母。",
            },
        }
        help_texts = {"slug": "写在链接里，定了不能改。只用小写字母和数字，例如 gzh2。"}


class RenameForm(forms.ModelForm[Channel]):
    class Meta:
        model = Channel
        fields = ("name",)
        error_messages = {"name": ChannelForm.Meta.error_messages["name"]}


class LookedAtForm(forms.Form):
    note = forms.CharField(
        label="看的结果",
        max_length=200,
        help_text="例如：接待日上居民借联络员的手机写的。",
        error_messages={"required": "请写一句看的结果。", "max_length": "最多 200 个字。"},
    )
    is_genuine = forms.BooleanField(label="确实是不同的人写的，统计里照常算", required=False)
