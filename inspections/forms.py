"""A score sheet, an inspection with its points and findings, a second look."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from areas.calendar import add_working_days
from areas.models import Area
from inspections.models import Finding, Inspection, ScoreItem, ScoreSheet
from jobs.picture_fields import PicturesField
from office.fields import date_input, not_in_future
from yichang_renda.fields import WordsField

RECHECK_AFTER = 20  # working days
LONGEST_WAIT = 3650  # days: beyond it a year was mistyped
TOO_FAR = "这一天太远了，请看看年份对不对。"
MOST_ITEMS = 30
MOST_FINDINGS = 4  # on the first page; more are added afterwards (20 files at most in one post)
PHOTOS = 6
PHOTOS_OF_FINDING = 3
LARGEST_POINTS = 1000

Points = dict[int, tuple[int, str]]


def first_recheck(day: date) -> date:
    """Twenty working days after the visit."""
    return add_working_days(day, RECHECK_AFTER).date


class AreaChoice(forms.ModelChoiceField):
    """One of a few areas, under its short name."""

    def __init__(self, *, label: str) -> None:
        super().__init__(label=label, queryset=Area.objects.none(), empty_label=None)

    def offer(self, areas: list[Area]) -> None:
        among = [area.pk for area in areas]
        self.queryset = Area.objects.filter(pk__in=among).order_by("path")

    def label_from_instance(self, area: Any) -> str:
        return str(area.short_name)


class SheetForm(forms.Form):
    area = AreaChoice(label="制定单位")
    name = WordsField(label="名称", max_length=60, one_line=True)

    def __init__(self, *args: Any, areas: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["area"]
        assert isinstance(choice, AreaChoice)
        choice.offer(areas)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        taken = ScoreSheet.objects.filter(area=data.get("area"), name=data.get("name"))
        if data.get("name") and taken.exists():
            self.add_error("name", "这个名称的评分表已经有了，请换个名称，或者去修改原来的。")
        return data


class ItemForm(forms.Form):
    """A line of the sheet; an empty one is left out."""

    text = WordsField(label="项目", max_length=80, one_line=True, required=False)
    points = forms.IntegerField(
        label="满分",
        min_value=1,
        max_value=LARGEST_POINTS,
        required=False,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), f"请填 1 到 {LARGEST_POINTS} 的整数。"
        ),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("text") and not data.get("points") and "points" not in self.errors:
            self.add_error("points", "这一项的满分没有填。")
        if data.get("points") and not data.get("text") and "text" not in self.errors:
            self.add_error("text", "这一项没有写看什么。")
        return data


class BaseItemFormSet(forms.BaseFormSet[ItemForm]):
    def clean(self) -> None:
        if any(self.errors):
            return
        texts = [text for text, _ in self.items]
        if not texts:
            raise ValidationError("请至少写一个项目。")
        if twice := {text for text in texts if texts.count(text) > 1}:
            raise ValidationError(f"「{sorted(twice)[0]}」写了两次。")

    @property
    def items(self) -> list[tuple[str, int]]:
        lines = [form.cleaned_data for form in self.forms if form.cleaned_data.get("text")]
        return [(line["text"], line["points"]) for line in lines]


ItemFormSet = cast(
    type[BaseItemFormSet],
    forms.formset_factory(
        ItemForm,
        formset=BaseItemFormSet,
        extra=4,
        max_num=MOST_ITEMS,
        absolute_max=MOST_ITEMS,
        validate_max=True,
    ),
)


class InspectionForm(forms.ModelForm[Inspection]):
    office = AreaChoice(label="督查单位")
    photos = PicturesField(most=PHOTOS, label="现场照片")

    class Meta:
        model = Inspection
        fields = ("office", "day", "team", "inspectors", "summary")
        widgets = {"day": date_input(), "summary": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"team": "例如：区人大常委会第一督查组。"}
        error_messages = {
            "day": {"required": "请填督查日期。"},
            "team": {"required": "请写是哪个督查组。"},
            "inspectors": {"required": "请填来了几个人。", "invalid": "请填人数。"},
        }

    def __init__(self, *args: Any, offices: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["office"]
        assert isinstance(choice, AreaChoice)
        choice.offer(offices)

    def clean_day(self) -> date:
        return not_in_future(self.cleaned_data["day"])

    def clean_inspectors(self) -> int:
        number: int = self.cleaned_data["inspectors"]
        if number < 1:
            raise ValidationError("督查人数至少是 1。")
        return number


class PointsForm(forms.Form):
    """Points and a remark for every item of a sheet."""

    def __init__(self, *args: Any, items: list[ScoreItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            wrong = f"请填 0 到 {item.points} 的整数。"
            self.fields[f"points_{item.pk}"] = forms.IntegerField(
                label=item.text,
                min_value=0,
                max_value=item.points,
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong)
                | {"required": f"请打分，满分 {item.points}。"},
            )
            self.fields[f"remark_{item.pk}"] = WordsField(
                label=f"{item.text}的说明", max_length=200, one_line=True, required=False
            )

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [
            {
                "item": item,
                "points": self[f"points_{item.pk}"],
                "remark": self[f"remark_{item.pk}"],
            }
            for item in self.items
        ]

    @property
    def by_item(self) -> Points:
        data = self.cleaned_data
        return {
            item.pk: (data[f"points_{item.pk}"], data[f"remark_{item.pk}"]) for item in self.items
        }


class FindingForm(forms.Form):
    """``visited`` is the day of the inspection, where it is known already."""

    text = WordsField(
        label="问题",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写清是什么问题。"},
    )
    recheck_on = forms.DateField(label="复查日期", widget=date_input())
    photos = PicturesField(most=PHOTOS_OF_FINDING, label="这个问题的照片")

    def __init__(self, *args: Any, visited: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visited = visited
        self.fields["recheck_on"].initial = first_recheck(visited)
        self.fields["recheck_on"].help_text = f"不改就是督查后 {RECHECK_AFTER} 个工作日。"

    def has_changed(self) -> bool:
        """The date stands there from the start: only words or pictures make it a finding."""
        words = self.data.get(self.add_prefix("text"), "")
        return bool(words.strip() or self.files.get(self.add_prefix("photos")))

    def clean_recheck_on(self) -> date:
        day: date = self.cleaned_data["recheck_on"]
        if day <= self.visited:
            raise ValidationError("复查日期要晚于督查日期。")
        if (day - self.visited).days > LONGEST_WAIT:
            raise ValidationError(TOO_FAR)
        return day


class BaseFindingFormSet(forms.BaseFormSet[FindingForm]):
    @property
    def written(self) -> list[FindingForm]:
        """The lines in which somebody wrote something."""
        return [form for form in self.forms if form.has_changed()]


FindingFormSet = cast(
    type[BaseFindingFormSet],
    forms.formset_factory(
        FindingForm,
        formset=BaseFindingFormSet,
        extra=MOST_FINDINGS,
        max_num=MOST_FINDINGS,
        absolute_max=MOST_FINDINGS,
        validate_max=True,
    ),
)


class PhotosForm(forms.Form):
    photos = PicturesField(most=PHOTOS, required=True)


class RecheckForm(forms.Form):
    """``seen``: how many looks there were when the page was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    day = forms.DateField(label="哪天复查的", widget=date_input())
    is_mended = forms.TypedChoiceField(
        label="整改好了吗",
        choices=[("1", "整改好了"), ("0", "还没整改好")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": "请选整改好了没有。"},
    )
    note = WordsField(
        label="看到的情况",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写复查看到的情况。"},
    )
    next_on = forms.DateField(
        label="下次复查日期",
        required=False,
        widget=date_input(),
        help_text="还没整改好的要填。",
    )
    photos = PicturesField(most=PHOTOS_OF_FINDING, label="复查照片")

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.finding = finding

    def clean_day(self) -> date:
        day = not_in_future(self.cleaned_data["day"])
        if day < self.finding.inspection.day:
            raise ValidationError("复查不能早于督查那天。")
        return day

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        next_on, day = data.get("next_on"), data.get("day")
        if data.get("is_mended"):
            data["next_on"] = None
        elif "is_mended" in data and "next_on" in data and not next_on:
            self.add_error("next_on", "还没整改好，请定下次复查的日期。")
        elif next_on and day and next_on <= day:
            self.add_error("next_on", "下次复查要晚于这次。")
        elif next_on and day and (next_on - day).days > LONGEST_WAIT:
            self.add_error("next_on", TOO_FAR)
        return data
