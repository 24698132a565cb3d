"""Groups of representatives, their activities, and functional party branches."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from office.fields import AreaField, date_input, not_in_future
from stations.models import Group, GroupActivity, PartyBranch


class GroupForm(forms.ModelForm[Group]):
    class Meta:
        model = Group
        fields = ("name", "kind", "area", "field")
        help_texts = {
            "kind": "区域型按区划编组，专业型按领域编组。",
            "field": "专业型小组要填，例如：城建环保；区域型不填。",
        }
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = AreaField(user=user)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = Group.Kind.choices

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        kind, field = data.get("kind"), data.get("field")
        if kind == Group.Kind.PROFESSIONAL and not field:
            self.add_error("field", "专业型小组要写领域。")
        elif kind == Group.Kind.REGIONAL and field:
            self.add_error("field", "区域型小组不写领域；按领域编组的请选专业型。")
        _one_name_per_area(self, data, "这个区划已经有叫这个名字的小组了。")
        return data


class BranchForm(forms.ModelForm[PartyBranch]):
    class Meta:
        model = PartyBranch
        fields = ("name", "area", "founded_on")
        widgets = {"founded_on": date_input()}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = AreaField(user=user)

    def clean_founded_on(self) -> date | None:
        day: date | None = self.cleaned_data["founded_on"]
        return not_in_future(day) if day else None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        _one_name_per_area(self, data, "这个区划已经有叫这个名字的党支部了。")
        return data


def _one_name_per_area(form: forms.ModelForm[Any], data: dict[str, Any], words: str) -> None:
    """Said beside the name, before the constraint says it over the form."""
    name, area = data.get("name"), data.get("area")
    if not (name and area):
        return
    taken = type(form.instance)._default_manager.filter(name=name, area=area)
    if taken.exclude(pk=form.instance.pk).exists():
        form.add_error("name", words)


class ActivityForm(forms.ModelForm[GroupActivity]):
    class Meta:
        model = GroupActivity
        fields = ("kind", "title", "place", "planned_on")
        widgets = {"planned_on": date_input()}
        help_texts = {"title": "例如：视察老旧小区改造。"}


class HeldForm(forms.ModelForm[GroupActivity]):
    """That an activity took place."""

    class Meta:
        model = GroupActivity
        fields = ("held_on", "attended", "outcome")
        widgets = {"held_on": date_input()}
        help_texts = {
            "attended": "参加的代表和群众一共多少人。",
            "outcome": "做了什么，形成了什么意见。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("held_on", "attended"):
            self.fields[name].required = True
        if self.instance.held_on is None:
            today = timezone.localdate()
            self.initial["held_on"] = min(self.instance.planned_on, today)

    def clean_held_on(self) -> date:
        return not_in_future(self.cleaned_data["held_on"])

    def clean_attended(self) -> int:
        people: int = self.cleaned_data["attended"]
        if people < 1:
            raise forms.ValidationError("开展过的活动至少有 1 人参加。")
        return people
