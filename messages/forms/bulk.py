"""What an act on many matters asks for, once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from messages.forms.desk import DepartmentChoiceField, DepartmentsChoiceField, words
from messages.models import Message
from messages.permissions import assignable_departments
from messages.states import Grade
from stations.models import Department

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accounts.models import User


class BulkForm(forms.Form):
    """``matters`` are the ones the act will touch; they decide what can be chosen."""

    def __init__(self, data: Any, *, user: User, matters: Sequence[Message]) -> None:
        super().__init__(data)
        self.user, self.matters = user, matters
        self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on the matters."""


class NoteForm(BulkForm):
    text = words("备注", rows=4, longest=2000)


class RemindForm(BulkForm):
    text = words("想说的话", required=False, longest=80)


class ReasonForm(BulkForm):
    reason = words("原因", longest=200)


class AssignForm(BulkForm):
    lead = DepartmentChoiceField(Department.objects.none(), label="主办单位")
    co = DepartmentsChoiceField(
        Department.objects.none(),
        label="协办单位",
        required=False,
        help_text="按住 Ctrl 可以选几个。",
    )
    grade = forms.ChoiceField(label="难度", choices=Grade.choices, initial=Grade.SIMPLE)
    instruction = words("交办要求", required=False, rows=2)

    def prepare(self) -> None:
        """What may be chosen for the first; for the others it is checked one by one."""
        if not self.matters:
            return
        departments = assignable_departments(self.user, self.matters[0])
        rows = list(departments.select_related("area").order_by("area__path", "name"))
        for name in ("lead", "co"):
            field = self.fields[name]
            assert isinstance(field, DepartmentChoiceField | DepartmentsChoiceField)
            field.queryset = departments
            blank = [("", "请选择")] if name == "lead" else []
            field.widget.choices = [*blank, *field.grouped(rows)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        co = given.get("co")
        if co is not None:
            given["co"] = [department for department in co if department != given.get("lead")]
        return given


class MergeForm(BulkForm):
    target = forms.TypedChoiceField(
        label="并到哪一件",
        coerce=int,
        widget=forms.RadioSelect,
        help_text="其余的并到这一件，答复它就等于都答复了。",
    )

    def prepare(self) -> None:
        self.fields["target"].choices = [  # type: ignore[attr-defined]
            (matter.pk, f"{matter.number}　{matter.body[:40]}") for matter in self.matters
        ]

    def clean_target(self) -> Message:
        if len(self.matters) < 2:
            raise forms.ValidationError("请至少勾选两件能合并的。")
        return next(m for m in self.matters if m.pk == self.cleaned_data["target"])
