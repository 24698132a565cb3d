"""Classes of departments, which department is in which, and what became of one."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db import transaction

from areas.models import Area
from office.fields import not_in_future
from stations.models import Department
from supervision.models import ClassedDepartment, Lineage, UnitClass
from yichang_renda.fields import WordsField

NAME_TAKEN = "这个名称的类别已经有了。"


class ClassForm(forms.ModelForm[UnitClass]):
    name = WordsField(
        label="名称",
        max_length=20,
        one_line=True,
        help_text="例如：经济管理、执法监管、民生服务。",
        error_messages={"required": "请填类别的名称。"},
    )

    class Meta:
        model = UnitClass
        fields = ("name", "position")
        help_texts = {"position": "小的排前面。"}
        error_messages = {"position": {"required": "请填顺序。", "invalid": "请填整数。"}}

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        taken = UnitClass.objects.filter(area=self.instance.area, name=name)
        if taken.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(NAME_TAKEN)
        return name


class MembersForm(forms.Form):
    """All departments of an area at once, a select each; "" for none."""

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Department.objects.active().filter(area=area).select_related("classed")
        self.departments = list(rows.order_by("pk"))
        classes = list(UnitClass.objects.filter(area=area))
        self.classes = {str(one.pk): one for one in classes}
        choices = [("", "不分类"), *((str(one.pk), one.name) for one in classes)]
        for department in self.departments:
            self.fields[f"class_{department.pk}"] = forms.ChoiceField(
                label=department.name,
                choices=choices,
                required=False,
                initial=str(_class_of(department) or ""),
                error_messages={"invalid_choice": "没有这个类别，请重新选。"},
            )

    def changes(self) -> list[tuple[Department, int | None, UnitClass | None]]:
        """(department, key of the class before, class now) of those that changed."""
        found = []
        for department in self.departments:
            now = self.classes.get(self.cleaned_data[f"class_{department.pk}"])
            was = _class_of(department)
            if was != (now.pk if now else None):
                found.append((department, was, now))
        return found

    def save(self) -> str:
        """Write the changes; in words, for the log."""
        moved = self.changes()
        with transaction.atomic():
            ClassedDepartment.objects.filter(department__in=[row[0] for row in moved]).delete()
            ClassedDepartment.objects.bulk_create(
                ClassedDepartment(department=department, unit_class=now)
                for department, _, now in moved
                if now
            )
        return "；".join(
            f"{department}：{self.classes[str(was)] if was else '不分类'} → {now or '不分类'}"
            for department, was, now in moved
        )


def _class_of(department: Department) -> int | None:
    classed = getattr(department, "classed", None)
    return classed.unit_class_id if classed else None


class LineageForm(forms.ModelForm[Lineage]):
    """Within one area: the departments that act there, and those that no longer do."""

    class Meta:
        model = Lineage
        fields = ("predecessor", "kind", "successor", "on", "document")
        widgets = {"on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {"document": "机构改革的文件，例如：西编发〔2026〕3 号。"}
        error_messages = {
            "predecessor": {"required": "请选原单位。", "unique": "这个单位的去向已经登记过了。"},
            "successor": {"required": "请选现单位。"},
            "kind": {"required": "请选是更名还是并入。"},
            "on": {"required": "请填从哪天起。", "invalid": "请填日期。"},
        }

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("predecessor", "successor"):
            field = cast(forms.ModelChoiceField, self.fields[name])
            field.queryset = Department.objects.filter(area=area).order_by("pk")
            field.empty_label = "请选择"

    def clean_on(self) -> Any:
        return not_in_future(self.cleaned_data["on"])
