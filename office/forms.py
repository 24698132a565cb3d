"""Forms that pages of several subjects ask with: for a reason, for a name and a place."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from areas.models import Installation


class ReasonForm(forms.Form):
    reason = forms.CharField(label="原因", max_length=80)


PHONE = re.compile(r"[0-9 +()（）\-—、转]{5,30}")


class SiteForm(forms.ModelForm[Installation]):
    reason = forms.CharField(
        label="为什么改", max_length=200, help_text="记在操作记录里，例如：备案号换发。"
    )

    class Meta:
        model = Installation
        fields = (
            "portal_name",
            "province_name",
            "organ_name",
            "contact_phone",
            "contact_address",
            "icp_number",
            "police_number",
            "site_identifier",
            "map_approval",
            "publishes_comparisons",
        )
        help_texts = {
            "icp_number": "例如：鄂ICP备00000000号",
            "police_number": "例如：鄂公网安备00000000000000号",
            "map_approval": "没有审图号，公开页面不显示地图。",
        }

    def clean_contact_phone(self) -> str:
        phone: str = self.cleaned_data["contact_phone"]
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError("请填电话号码，座机带区号，例如 0717-6441234。")
        return phone

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.errors and not self.changes():
            self.add_error(None, "没有改动。")
        return values

    def changes(self) -> list[str]:
        """「联系电话：0717-1 → 0717-2」 for what differs from what is stored."""
        return [
            f"{self.fields[name].label}：{_words(self.initial[name])} → "
            f"{_words(self.cleaned_data[name])}"
            for name in self.Meta.fields
            if self.cleaned_data[name] != self.initial[name]
        ]


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "开" if value else "关"
    return value or "（空）"
