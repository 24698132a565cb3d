"""Which curves to show, which to compare, and when they are flagged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from supervision.curves.curve import YEARS
from supervision.curves.flags import LABELS
from supervision.models import CurveRules, Measure

MOST_COMPARED = 4
ORDERS = {"": "名单顺序", "rank": "按最近名次", "value": "按最近得分或满意率"}
VIEWS = {"": "曲线", "table": "表格"}


class CurveFilterForm(forms.Form):
    """By GET; what makes no sense is left out."""

    unit_class = forms.ChoiceField(label="类别", required=False)
    flag = forms.ChoiceField(label="提示", required=False, choices=[("", "全部"), *LABELS.items()])
    measure = forms.ChoiceField(label="看什么", required=False, choices=Measure.choices)
    order = forms.ChoiceField(label="排列", required=False, choices=ORDERS.items())
    view = forms.ChoiceField(label="显示", required=False, choices=VIEWS.items())

    def __init__(self, data: Any, *, classes: Sequence[str], measure: str) -> None:
        super().__init__(data)
        field = self.fields["unit_class"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "全部"), *((name, name) for name in classes if name)]
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        self.chosen: dict[str, str] = {"measure": measure} | found

    def selects(self) -> list[dict[str, Any]]:
        """For the template, which draws them in a third of the time of Django's widgets; they
        stand at what is shown.
        """
        return [
            {
                "name": name,
                "label": field.label,
                "value": self.chosen.get(name, ""),
                "choices": list(cast(Any, field.choices)),
            }
            for name, field in self.fields.items()
            if isinstance(field, forms.ChoiceField)
        ]

    @property
    def narrows(self) -> bool:
        return bool(self.chosen.get("unit_class") or self.chosen.get("flag"))


class CompareForm(forms.Form):
    """Two to four departments, a select each."""

    def __init__(self, data: Any, *, departments: Sequence[tuple[int, str]]) -> None:
        super().__init__(data)
        choices = [("", "请选择"), *((str(pk), name) for pk, name in departments)]
        for n in range(1, MOST_COMPARED + 1):
            self.fields[f"d{n}"] = forms.ChoiceField(
                label=f"单位 {n}",
                required=False,
                choices=choices,
                error_messages={"invalid_choice": "没有这个单位的曲线，请重新选。"},
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if len(self.chosen) < 2 and not self.errors:
            raise forms.ValidationError("请选两个到四个不同的单位。")
        return data

    @property
    def chosen(self) -> list[int]:
        """Each once, in the order chosen."""
        values = [self.cleaned_data.get(f"d{n}") for n in range(1, MOST_COMPARED + 1)]
        return list(dict.fromkeys(int(value) for value in values if value))


class CurveRulesForm(forms.ModelForm[CurveRules]):
    class Meta:
        model = CurveRules
        fields = ("fall_places", "fall_points", "low_percent", "low_years")
        labels = {"low_percent": "后百分之几算靠后"}
        help_texts = {
            "fall_places": "和上一个可比年度比，名次下降这么多名以上。",
            "fall_points": "或者达标线看的那个数（加权得分或满意率）下降这么多以上。",
            "low_percent": (
                "例如 10：20 个单位里看最后 2 名。不足一个单位的，看最后一名。"
                "分类排名的看同类，不分类的看全部单位。"
            ),
            "low_years": f"要一年接一年，中间没有断。最多 {YEARS} 年。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages |= {
                "required": f"请填「{field.label}」。",
                "invalid": "请填数字。",
                "max_digits": "数太大了。",
                "max_decimal_places": "最多一位小数。",
                "max_whole_digits": "数太大了。",
            }

    def clean_low_years(self) -> int:
        """A curve holds no more years: beyond them the flag would never be raised."""
        years: int = self.cleaned_data["low_years"]
        if years > YEARS:
            raise forms.ValidationError(f"曲线只有 {YEARS} 年，最多填 {YEARS}。")
        return years
