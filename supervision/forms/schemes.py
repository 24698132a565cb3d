"""A scheme with its options and grades as plain rows; what a first scheme starts with."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from areas.models import Area
from supervision.models import Evaluation, Grading, Scheme, SchemeGrade, SchemeOption
from supervision.models.schemes import LEAST_BALLOTS
from supervision.states import Purpose
from yichang_renda.fields import WordsField

MOST_OPTIONS = 8
MOST_GRADES = 6
RATED_ONLY = (
    "ranked_by",
    "ranked_in_class",
    "least_ballots",
    "target",
    "target_measure",
    "grading",
)
BOUNDS = "请填 0 到 100 的数，最多两位小数。"
IN_BOUNDS = dict.fromkeys(
    ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits"),
    BOUNDS,
)


@dataclass(frozen=True)
class Start:
    """A good point to start from: label, weight, 算满意, 计入得票率; grade, at least."""

    name: str
    text: str
    options: tuple[tuple[str, int | None, bool, bool], ...]
    grades: tuple[tuple[str, int], ...] = ()
    purpose: Purpose = Purpose.RATING

    def option_rows(self) -> list[dict[str, Any]]:
        keys = ("label", "weight", "is_satisfied", "is_graded")
        return [dict(zip(keys, row, strict=True)) for row in self.options]

    def grade_rows(self) -> list[dict[str, Any]]:
        return [{"label": label, "at_least": least} for label, least in self.grades]


STARTS = {
    "satisfaction": Start(
        "满意度测评方案",
        "满意、基本满意、不满意，不了解不计入有效票；不定等次。评部门常用。",
        (
            ("满意", 100, True, True),
            ("基本满意", 70, True, False),
            ("不满意", 30, False, False),
            ("不了解", None, False, False),
        ),
    ),
    "duty": Start(
        "述职评议方案",
        "优秀、称职、基本称职、不称职，按得票率定等次。评代表常用。",
        (
            ("优秀", 100, True, True),
            ("称职", 80, True, True),
            ("基本称职", 60, False, False),
            ("不称职", 0, False, False),
        ),
        (("称职", 80), ("基本称职", 50), ("不称职", 0)),
    ),
    "selection": Start(
        "票选测评对象方案",
        "列入、不列入，从候选单位里选出要测评的。",
        (("列入", 100, True, True), ("不列入", 0, False, False)),
        purpose=Purpose.SELECTION,
    ),
}


class AreaChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.short_name)


class EvaluationChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.year} 年 {obj.title}"


class SchemeForm(forms.ModelForm[Scheme]):
    """``purpose`` decides which rules there are: a choice is neither graded nor ranked in class."""

    class Meta:
        model = Scheme
        fields = (
            "area",
            "name",
            "target_measure",
            "target",
            "ranked_by",
            "ranked_in_class",
            "least_ballots",
            "grading",
            "quorum_percent",
            "smallest_group",
            "recuses",
            "objection_days",
            "note",
        )
        field_classes = {"area": AreaChoice}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        labels = {"quorum_percent": "参加的要超过应到人数的百分之几"}
        help_texts = {
            "target_measure": "加权得分和满意率是两个数，说「达到 85」要先说清是哪一个。",
            "ranked_in_class": "不勾就是所有单位一起排。",
            "quorum_percent": "一般是 50，就是过半数。",
            "smallest_group": "最少 5 张，免得猜出谁投了什么。",
            "name": "例如：2026 年满意度测评方案。",
        }

    def __init__(self, *args: Any, areas: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = cast(forms.ModelChoiceField, self.fields["area"])
        area.queryset = Area.objects.filter(pk__in=[one.pk for one in areas]).order_by("path")
        area.empty_label = None
        if self.instance.purpose == Purpose.SELECTION:
            for name in RATED_ONLY:
                del self.fields[name]
        if self.instance.version > 1:  # the name holds the versions together
            del self.fields["area"], self.fields["name"]
        for name, field in self.fields.items():
            field.error_messages |= {"required": f"请填「{field.label}」。"}
            if name in ("target", "quorum_percent"):
                field.error_messages |= IN_BOUNDS

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        name, area = data.get("name"), data.get("area")
        taken = Scheme.objects.filter(area=area, name=name, version=1).exclude(pk=self.instance.pk)
        if name and taken.exists():
            self.add_error("name", "这个名称的方案已经有了，请换个名称，或者去那里存一个新版本。")
        least, smallest = data.get("least_ballots"), data.get("smallest_group")
        if smallest is not None and smallest < 5:
            self.add_error("smallest_group", "最少 5 张。")
        elif least is not None and smallest is not None and least < smallest:
            self.add_error("least_ballots", "不能比「不显示结果」的张数还少。")
        elif smallest is not None and self.instance.purpose == Purpose.SELECTION:
            # Not on this form, so that Django leaves the constraint with both to the database.
            self.instance.least_ballots = max(LEAST_BALLOTS, smallest)
        return data


class Row(forms.Form):
    """A row that is read even where it stands as it was filled in; an empty one is left out."""

    def has_changed(self) -> bool:
        return True


class OptionForm(Row):
    label = WordsField(label="选项", max_length=12, one_line=True, required=False)
    weight = forms.DecimalField(
        label="分值",
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        error_messages=IN_BOUNDS,
    )
    is_satisfied = forms.BooleanField(label="算满意", required=False)
    is_graded = forms.BooleanField(label="计入得票率", required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("label") and data.get("weight") is not None:
            self.add_error("label", "这个选项没有写名称。")
        unweighted = "weight" not in self.errors and data.get("weight") is None
        if unweighted and (data.get("is_satisfied") or data.get("is_graded")):
            self.add_error("weight", "没有分值的选项不计入有效票，不能算满意，也不能计入得票率。")
        return data


class BaseOptionFormSet(forms.BaseFormSet[OptionForm]):
    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.purpose = purpose

    def clean(self) -> None:
        if any(self.errors):
            return
        rows = self.rows
        labels = [row["label"] for row in rows]
        if twice := {label for label in labels if labels.count(label) > 1}:
            raise ValidationError(f"选项「{sorted(twice)[0]}」写了两次。")
        if sum(row["weight"] is not None for row in rows) < 2:
            raise ValidationError("至少要有两个带分值的选项。")
        satisfied = sum(row["is_satisfied"] for row in rows)
        if self.purpose == Purpose.SELECTION and satisfied != 1:
            raise ValidationError("票选方案要有一个、也只能有一个「算列入」的选项。")
        if not satisfied:
            raise ValidationError("至少要有一个选项算满意，不然满意率总是 0。")

    @property
    def rows(self) -> list[dict[str, Any]]:
        lines = [form.cleaned_data for form in self.forms]
        return [line for line in lines if line.get("label")]

    @property
    def options(self) -> list[SchemeOption]:
        return [SchemeOption(**row) for row in self.rows]

    @property
    def grades_something(self) -> bool:
        return any(row["is_graded"] for row in self.rows)


class GradeForm(Row):
    label = WordsField(label="等次", max_length=12, one_line=True, required=False)
    at_least = forms.DecimalField(
        label="不低于",
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        error_messages=IN_BOUNDS,
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("label") and data.get("at_least") is None and "at_least" not in self.errors:
            self.add_error("at_least", "请填从多少起；最后一个等次填 0。")
        if not data.get("label") and data.get("at_least") is not None:
            self.add_error("label", "这个等次没有写名称。")
        return data


class BaseGradeFormSet(forms.BaseFormSet[GradeForm]):
    """Best grade first, the last from 0, so that every result has one."""

    def clean(self) -> None:
        if any(self.errors):
            return
        steps = [at_least for _, at_least in self.rows]
        if steps and (steps != sorted(set(steps), reverse=True)):
            raise ValidationError("等次请从高到低写，每个比上一个低。")
        if steps and steps[-1] != Decimal(0):
            raise ValidationError("最后一个等次要从 0 起，不然有的结果没有等次。")

    @property
    def rows(self) -> list[tuple[str, Decimal]]:
        lines = [form.cleaned_data for form in self.forms]
        return [(line["label"], line["at_least"]) for line in lines if line.get("label")]

    @property
    def grades(self) -> list[SchemeGrade]:
        return [SchemeGrade(label=label, at_least=least) for label, least in self.rows]


OptionFormSet = cast(
    type[BaseOptionFormSet],
    forms.formset_factory(
        OptionForm,
        formset=BaseOptionFormSet,
        extra=2,
        max_num=MOST_OPTIONS,
        absolute_max=MOST_OPTIONS,
        validate_max=True,
    ),
)
GradeFormSet = cast(
    type[BaseGradeFormSet],
    forms.formset_factory(
        GradeForm,
        formset=BaseGradeFormSet,
        extra=2,
        max_num=MOST_GRADES,
        absolute_max=MOST_GRADES,
        validate_max=True,
    ),
)


def agree(form: SchemeForm, options: BaseOptionFormSet, grades: BaseGradeFormSet) -> bool:
    """Whether all three are valid, and fit together."""
    if not all([form.is_valid(), options.is_valid(), grades.is_valid()]):
        return False
    grading = form.cleaned_data.get("grading", Grading.NONE)
    if grading != Grading.NONE and not grades.rows:
        form.add_error("grading", "要定等次，请在下面写出等次。")
    if grading == Grading.SHARE and not options.grades_something:
        form.add_error("grading", "按得票率定等次，要有选项计入得票率。")
    return form.is_valid()


class VersionForm(forms.Form):
    is_comparable = forms.TypedChoiceField(
        label="新版本的结果能和这一版比较吗",
        choices=[
            ("1", "能：只改了写法或小处，曲线连着画"),
            ("0", "不能：选项、分值或者算法变了，曲线断开"),
        ],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        help_text="断开的年度标「不可比」，也不拿来判断下降明显和长期靠后。",
        error_messages={"required": "请选能不能比较。"},
    )


class TrialForm(forms.Form):
    """Which counted evaluation to work out again."""

    evaluation = EvaluationChoice(
        label="用哪次测评的票",
        queryset=Evaluation.objects.none(),
        empty_label=None,
        required=False,
        error_messages={"invalid_choice": "没有这次测评，请重新选。"},
    )

    def __init__(self, *args: Any, evaluations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(forms.ModelChoiceField, self.fields["evaluation"])
        choice.queryset = evaluations
