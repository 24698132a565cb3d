"""Limits and who may assign to whom, in one area."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from areas.models import Area
from casework.limits import LimitFormField
from messages.desk.inherited import DESKS, LEVEL_WORDS, Setting, label_of, names_for, settings_of
from messages.models import AreaRules


class RulesForm(forms.Form):
    """What is left empty is inherited; the hint says what that would be."""

    reason = forms.CharField(
        label="为什么改", max_length=200, help_text="记在操作记录里，例如：市人大常委会办公室通知。"
    )

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        self.area = area
        self.rules = AreaRules.objects.filter(area=area).first() or AreaRules(area=area)
        kwargs["initial"] = self.rules.own_settings()
        super().__init__(*args, **kwargs)
        above = {setting.name: setting for setting in settings_of(area, above_only=True)}
        own = {name: self._field(above[name]) for name in names_for(area)}
        self.fields = own | self.fields

    def _field(self, above: Setting) -> forms.Field:
        origin = f"（{above.source_words}）" if above.source else "（默认）"
        if above.name in DESKS:
            return forms.MultipleChoiceField(
                label=f"{DESKS[above.name]}可以直接交办给",
                choices=list(LEVEL_WORDS.items()),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=f"都不选就沿用：{above.words}{origin}",
            )
        return LimitFormField(
            label=above.label,
            required=False,
            help_text=f"不填就沿用：{above.words}{origin}",
        )

    @property
    def limits(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.endswith("_limit")]

    @property
    def assigners(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in DESKS]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in names_for(self.area):
            if name in values:
                value = values[name]
                setattr(self.rules, name, value if value not in ([], "") else None)
        if not self.errors:
            self._check()
        return values

    def _check(self) -> None:
        try:
            self.rules.clean()
        except ValidationError as error:
            self.add_error(None, error)
        if not self.changes():
            self.add_error(None, "没有改动。要恢复沿用上级，请把那一项清空。")

    def changes(self) -> list[str]:
        """「一般事项办理期限：5 个工作日」, 「签收期限：沿用上级」 for what differs from before."""
        before = AreaRules.objects.filter(area=self.area).first()
        old, new = before.own_settings() if before else {}, self.rules.own_settings()
        return [
            f"{label_of(name)}：{_words(name, new.get(name))}"
            for name in names_for(self.area)
            if _plain(old.get(name)) != _plain(new.get(name))
        ]

    def save(self) -> None:
        self.rules.save()


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, (list, tuple)) else value


def _words(name: str, value: Any) -> str:
    if value is None:
        return "沿用上级"
    return Setting(name, "", value, None, is_own=True).words
