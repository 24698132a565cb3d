"""The small congress of a community: terms, meetings, working groups, disclosures."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from community.models import (
    CommunityMeeting,
    Disclosure,
    GroupTask,
    ResidentRepresentative,
    SmallCongress,
    WorkingGroup,
)
from messages.publishing.redaction import Hint, hints
from office.fields import date_input, not_in_future
from yichang_renda.fields import WordsField

LARGEST = 365
FAR_YEARS = 10


class PublicWords(WordsField):
    """Published the moment it is saved: nobody's mobile or identity number."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        for hint in hints(text):
            if hint.kind == "身份证号" or (hint.kind == "电话" and hint.text.startswith("1")):
                raise ValidationError(f"这里写的会公开，不能有个人的{hint.kind}：{hint.text}。")
        return text


def words(
    limit: int, rows: int = 0, field: type[WordsField] = PublicWords, **options: Any
) -> WordsField:
    """One line, or a box of ``rows`` lines."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return field(max_length=limit, one_line=not rows, widget=widget, **options)


class CongressForm(forms.ModelForm[SmallCongress]):
    class Meta:
        model = SmallCongress
        fields = ("founded_on", "stale_days")
        widgets = {"founded_on": date_input()}
        help_texts = {
            "stale_days": "三个公开栏目，哪个这么多天没有新内容，就提醒站点的联络员一次。"
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wrong = f"请填 1 到 {LARGEST} 的天数。"
        self.fields["stale_days"] = forms.IntegerField(
            label="多少天没更新就提醒",
            min_value=1,
            max_value=LARGEST,
            help_text=self.Meta.help_texts["stale_days"],
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
        )

    def clean_founded_on(self) -> date:
        return not_in_future(self.cleaned_data["founded_on"])


class ResidentForm(forms.ModelForm[ResidentRepresentative]):
    name = words(40, label="姓名", help_text="会和代表的楼栋一起公开。不要填电话。")
    represents = words(60, label="代表的楼栋或网格", required=False)

    class Meta:
        model = ResidentRepresentative
        fields = ("name", "represents", "starts_on", "ends_on")
        widgets = {"starts_on": date_input(), "ends_on": date_input()}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end <= start:
            self.add_error("ends_on", "任期结束要晚于开始。")
        elif start and end and end.year - start.year > FAR_YEARS:
            self.add_error("ends_on", f"任期超过 {FAR_YEARS} 年了，请核对年份。")
        return data


class EndTermForm(forms.Form):
    ends_on = forms.DateField(label="任期到哪天为止", widget=date_input())

    def __init__(self, *args: Any, resident: ResidentRepresentative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.resident = resident

    def clean_ends_on(self) -> date:
        day: date = self.cleaned_data["ends_on"]
        if day <= self.resident.starts_on:
            raise ValidationError("要晚于任期开始的那天。")
        if day > self.resident.ends_on:
            raise ValidationError("不能晚于原来的任期结束。要延长，请另加一个任期。")
        return day


class MeetingForm(forms.ModelForm[CommunityMeeting]):
    topic = words(80, label="议题")

    class Meta:
        model = CommunityMeeting
        fields = ("planned_on", "topic")
        widgets = {"planned_on": date_input()}


class HeldForm(forms.Form):
    """A meeting that took place."""

    held_on = forms.DateField(label="召开日期", widget=date_input())
    attended = forms.IntegerField(
        label="到会人数",
        min_value=1,
        max_value=9999,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "请填到会的人数。"),
    )
    decisions = words(
        2000, rows=6, label="议定事项", help_text="会公开。不要写住户的电话、门牌和家里的情况。"
    )

    def clean_held_on(self) -> date:
        return not_in_future(self.cleaned_data["held_on"])


class ConvenorChoice(forms.ModelChoiceField):
    def label_from_instance(self, resident: Any) -> str:
        return f"{resident.name}（{resident.represents}）" if resident.represents else resident.name


class WorkingGroupForm(forms.ModelForm[WorkingGroup]):
    """The convenor is somebody whose term runs today, or who convenes already."""

    name = words(40, label="小组名称")
    convenor = ConvenorChoice(
        label="召集人",
        required=False,
        queryset=ResidentRepresentative.objects.none(),
        empty_label="还没定",
        help_text="从在任的居民代表里选。",
    )

    class Meta:
        model = WorkingGroup
        fields = ("name", "convenor")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        serving = Q(starts_on__lte=today, ends_on__gte=today)
        choice = self.fields["convenor"]
        assert isinstance(choice, ConvenorChoice)
        choice.queryset = self.instance.congress.residents.filter(
            serving | Q(pk=self.instance.convenor_id)
        )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        same = self.instance.congress.working_groups.filter(name=name).exclude(pk=self.instance.pk)
        if same.exists():
            raise ValidationError("已经有叫这个名称的小组了。")
        return name


class TaskForm(forms.ModelForm[GroupTask]):
    text = words(300, rows=3, label="做什么，做了什么", help_text="会公开。不要写住户的个人信息。")

    class Meta:
        model = GroupTask
        fields = ("day", "text", "is_done")
        widgets = {"day": date_input()}


class DisclosureForm(forms.ModelForm[Disclosure]):
    """``found``: what looks like personal data; then somebody has to say that it was seen."""

    title = words(60, field=WordsField, label="标题")
    body = words(5000, rows=10, field=WordsField, label="内容")
    is_checked = forms.BooleanField(
        label="看过了：没有涉密内容，没有住户的电话、证件号、门牌和家庭情况",
        error_messages={"required": "请看一遍内容，再勾选这一项。"},
    )
    is_meant = forms.BooleanField(label="上面标出的都是应该公开的（比如服务热线）", required=False)

    class Meta:
        model = Disclosure
        fields = ("column", "title", "body")

    found: list[Hint]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = []
        column = self.fields["column"]
        assert isinstance(column, forms.ChoiceField)
        column.choices = [("", "请选择"), *Disclosure.Column.choices]
        column.error_messages["required"] = "请选一个栏目。"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.found = hints(f"{data.get('title', '')}\n{data.get('body', '')}")
        if self.found and not data.get("is_meant"):
            marked = "、".join(f"{hint.kind}「{hint.text}」" for hint in self.found)
            self.add_error(
                "body", f"里面像是有个人信息：{marked}。请去掉；确实该公开的，在下面勾选。"
            )
        return data
