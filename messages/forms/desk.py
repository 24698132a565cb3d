"""What a desk types for each act on a matter. The acts themselves are the model's."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator

from areas.models import Level
from areas.names import office_name
from casework.clock import Unit
from messages.models import Message
from messages.permissions import assignable_departments
from messages.states import Grade, Holder, Referral
from stations.models import Department
from yichang_renda.fields import RowsField, WordsField

if TYPE_CHECKING:
    from accounts.models import User
    from messages.models import MessageAssignment

PARTS = range(1, 6)
NUMBER = re.compile(r"(?:\d{4}\s*[-—－ ]\s*)?0*(\d{1,12})")


def words(label: str, *, rows: int = 3, longest: int = 300, **options: Any) -> WordsField:
    """Several lines of text. What is too long is refused aloud, not cut off while pasting."""
    area = forms.Textarea(attrs={"rows": rows})
    field = WordsField(label=label, max_length=longest, widget=area, **options)
    del field.widget.attrs["maxlength"]
    return field


def line(label: str, *, longest: int, **options: Any) -> WordsField:
    return WordsField(label=label, max_length=longest, one_line=True, **options)


def ask_for_what_is_missing(form: forms.Form) -> None:
    """「请填写答复。」 instead of the framework's sentence about fields."""
    for field in form.fields.values():
        chooses = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
        field.error_messages["required"] = f"请{'选' if chooses else '填写'}「{field.label}」。"


class ActForm(forms.Form):
    """Plain field names, ids of their own: several of these stand on one page.

    ``matter`` and ``user`` decide what can be chosen; ``share`` is the assignment acted on.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        name: str,
        matter: Message,
        user: User,
        share: MessageAssignment | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        suffix = f"_{share.pk}" if share else ""
        super().__init__(data, auto_id=f"{name}{suffix}_%s", initial=initial or {})
        self.matter, self.user, self.share = matter, user, share
        self.prepare()
        ask_for_what_is_missing(self)

    def prepare(self) -> None:
        """Fill in what depends on the matter."""


class NoWordsForm(ActForm):
    """An act that needs nothing but the button."""


def asks(**fields: forms.Field) -> type[ActForm]:
    """The form of an act that asks for these fields and has no rules of its own."""
    return type("AskingForm", (ActForm,), fields)


class ReasonForm(ActForm):
    reason = words("原因", longest=200)


class DeclineForm(ActForm):
    reason = words("为什么不予受理", longest=300)
    channel = line("正确的渠道", longest=200, help_text="写清楚该去哪里、电话多少，选民会看到。")


class SignDeclineForm(DeclineForm):
    """What the desk below wrote stands in it already."""

    def prepare(self) -> None:
        if self.matter.referral == Referral.DECLINE:
            reason, channel = self.matter.referred_decline()
            self.initial.update(reason=reason, channel=channel)


class DepartmentChoiceField(forms.ModelChoiceField):
    """Departments grouped by their area, so that a long list can be found through."""

    def grouped(self, departments: list[Department]) -> list[Any]:
        groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for department in departments:
            groups[department.area.short_name].append((department.pk, department.name))
        return list(groups.items())


class DepartmentsChoiceField(RowsField, DepartmentChoiceField):
    pass


class AssignForm(ActForm):
    lead = DepartmentChoiceField(Department.objects.none(), label="主办单位")
    co = DepartmentsChoiceField(
        Department.objects.none(),
        label="协办单位",
        required=False,
        help_text="可以选几个；在电脑上按住 Ctrl 再点。",
    )
    grade = forms.ChoiceField(label="难度", widget=forms.RadioSelect)
    instruction = words("交办要求", required=False, rows=2)

    def prepare(self) -> None:
        departments = assignable_departments(self.user, self.matter)
        names = departments.select_related("area").only("name", "area__name")  # no phones
        rows = list(names.order_by("area__path", "name"))
        for name in ("lead", "co"):
            field = self.fields[name]
            assert isinstance(field, DepartmentChoiceField | DepartmentsChoiceField)
            field.queryset = departments
            blank = [("", "请选择")] if name == "lead" else []
            field.widget.choices = [*blank, *field.grouped(rows)]
        self.fields["grade"].choices = self._grades()  # type: ignore[attr-defined]
        self.initial.setdefault("grade", self.matter.grade)

    def _grades(self) -> list[tuple[str, str]]:
        """「一般事项，5 个工作日：最迟 11 月 27 日（周五）答复」"""
        return [(grade.value, self.matter.promise(grade)) for grade in Grade]

    @property
    def reach(self) -> str:
        """Who may assign to whom, in words."""
        matter = self.matter
        desk = (
            matter.office.level if matter.holder == Holder.OFFICE and matter.office else "station"
        )
        levels = "、".join(Level(level).label for level in matter.rules.assignable_levels(desk))
        who = office_name(matter.office) if desk != "station" and matter.office else "站点"
        return f"{who}可以交给{levels}的单位办理；要交给更上级的单位，请提请上级交办。"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        lead = cleaned.get("lead")
        if lead and lead in (cleaned.get("co") or []):
            self.add_error("co", "主办单位不能同时是协办单位。")
        return cleaned


class MergeForm(ActForm):
    into = line(
        "合并到哪一件（编号）", longest=20, help_text="这件并过去以后，答复那一件就等于答复这一件。"
    )

    def clean_into(self) -> Message:
        """A number in any of the ways people write it, among what this user may see."""
        found = NUMBER.fullmatch(self.cleaned_data["into"].strip())
        visible = Message.objects.visible_to(self.user)
        target = visible.filter(pk=found[1]).first() if found else None
        if target is None:
            raise ValidationError("没有找到这个编号，请核对。")
        if target.pk == self.matter.pk:
            raise ValidationError("这就是本件，请填另一件的编号。")
        return target


class SplitForm(ActForm):
    """One letter, several problems; the first two parts are needed."""

    def prepare(self) -> None:
        for index in PARTS:
            self.fields[f"part{index}"] = words(
                f"第 {index} 件", longest=5000, required=index <= 2, rows=2
            )

    def parts(self) -> list[str]:
        texts = (self.cleaned_data[f"part{index}"] for index in PARTS)
        return [text for text in texts if text]


# a department's share ---------------------------------------------------------------------------


class ExtensionForm(ActForm):
    amount = forms.IntegerField(min_value=1)
    reason = words("理由", help_text="同意以后，选民会看到理由和新的日期。")

    def prepare(self) -> None:
        longest = self.matter.rules.extension_limit
        field = self.fields["amount"]
        field.label = f"延长几{Unit(longest.unit).label}"
        field.validators.append(MaxValueValidator(longest.amount, f"最多 {longest}。"))
        field.widget.attrs["max"] = longest.amount
        field.help_text = f"最多 {longest}，只能申请一次。"


class VerdictForm(ActForm):
    """Yes, or no with a reason."""

    verdict = forms.ChoiceField(
        label="您的决定", choices=[("yes", "同意"), ("no", "不同意")], widget=forms.RadioSelect
    )
    reason = words("不同意的理由", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("verdict") == "no" and not cleaned.get("reason"):
            self.add_error("reason", "不同意要写明理由。")
        return cleaned

    @property
    def is_granted(self) -> bool:
        return bool(self.cleaned_data["verdict"] == "yes")
