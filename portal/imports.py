"""Figures reported in the past, as a table; registered when the site starts (jobs.apps)."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from areas.models import Area
from jobs import cells
from jobs.bulk import update_rows
from jobs.columns import Column
from jobs.imports import TableImport, register
from jobs.plans import Existing, Plan, Values
from portal.models import ReportedFigure

Precision, Counted = ReportedFigure.Precision, ReportedFigure.Counted


@register
class ReportedFigureImport(TableImport):
    slug, label, model = "reported", "报告数", ReportedFigure
    intro = (
        "每行一个过去报告过的数：写明截至哪天、谁说的。标识相同的是同一个数，再次导入会更新。"
        "报告数只照原样展示，从不和系统统计的数相加。"
    )
    columns = (
        Column(
            "标识",
            cells.code(60),
            required=True,
            field="key",
            example="practice_stations",
            help="自己起的短名，不重复",
        ),
        Column("类别", cells.text(30), required=True, field="topic", example="站点网络"),
        Column("名称", cells.text(80), required=True, field="label", example="代表联络站"),
        Column(
            "数值",
            cells.decimal(0, 999_999_999_999, 2),
            required=True,
            field="value",
            example="1644",
        ),
        Column("单位", cells.text(10), field="unit", example="个"),
        Column(
            "精度",
            cells.choice(Precision),
            required=True,
            field="precision",
            example="确数",
            help="确数；至少（“余”“多”）；约数（“左右”、取整）",
        ),
        Column("截至日期", cells.date(), required=True, field="as_of", example="2023-08-09"),
        Column("来源", cells.text(80), required=True, field="source", example="湖北人大网"),
        Column("区划代码", cells.code(12), required=True, field="area_code", example="420500"),
        Column(
            "对应的统计",
            cells.choice(Counted),
            field="counted_as",
            example="站点",
            help="本系统也统计的，写是哪一项；没有就不填",
        ),
        Column("说明", cells.text(120), field="note"),
        Column("公开", cells.yes_no(), field="is_public", empty=True, help="是或否，不填就是公开"),
    )
    key_fields = ("key",)
    fields: ClassVar = (
        "topic",
        "label",
        "value",
        "unit",
        "precision",
        "as_of",
        "source",
        "area_id",
        "counted_as",
        "note",
        "is_public",
    )

    def load_existing(self, scope: list[Area]) -> Existing:
        rows = ReportedFigure.objects.values("pk", "key", *self.fields)
        return {(row.pop("key"),): row for row in rows}

    def clean_row(self, row: Values) -> Values:
        row["area_id"] = self.area_of(row.pop("area_code")).pk
        return row

    def differences(self, values: Values, existing: Values) -> dict[str, tuple[Any, Any]]:
        if not self.allows(self._areas_by_id[existing["area_id"]]):
            raise ValidationError("这个标识属于另一个地区，不在您管理的范围里。")
        return super().differences(values, existing)

    @cached_property
    def _areas_by_id(self) -> dict[int, Area]:
        return {area.pk: area for area in self.areas.values()}

    def show(self, name: str, value: Any) -> str:
        if name == "area_id":
            return self._areas_by_id[value].short_name
        if name == "precision":
            return str(Precision(value).label)
        if name == "counted_as" and value:
            return str(Counted(value).label)
        return super().show(name, value)

    def heading(self, name: str) -> str:
        return "区划" if name == "area_id" else super().heading(name)

    def title(self, values: Values) -> str:
        return f"{values['key']} {values['label']}"

    def apply(self, plan: Plan) -> None:
        new = [ReportedFigure(**row.values) for row in plan.new]
        ReportedFigure.objects.bulk_create(new, batch_size=500)
        changed = {
            (row.existing or {})["pk"]: {name: row.values[name] for name in row.changes}
            for row in plan.changed
        }
        update_rows(ReportedFigure.objects.all(), changed, self.fields)

    def count(self, scope: list[Area]) -> int:
        return sum(ReportedFigure.objects.filter(area.scope_q()).count() for area in scope)
