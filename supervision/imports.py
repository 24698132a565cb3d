"""Results of past years, as a table; registered when the site starts (jobs.apps)."""

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
from stations.models import Department
from supervision.models import ReportedResult

MOST_UNITS = 999


def year(cell: str) -> int:
    digits = cells.digits(4)(cell.removesuffix("年").strip())
    if not 2000 <= int(digits) <= 2100:
        raise ValidationError("应是四位年份，例如 2023。")
    return int(digits)


def whole(low: int, high: int) -> cells.Cleaner:
    number = cells.decimal(low, high, 2)

    def clean(cell: str) -> int:
        value = number(cell)
        if value != int(value):
            raise ValidationError("应是整数。")
        return int(value)

    return clean


def percent(cell: str) -> Any:
    """「92.5」 and 「92.5%」 alike."""
    return cells.decimal(0, 100, 2)(cells.half_width(cell).removesuffix("%"))


@register
class ReportedResultImport(TableImport):
    slug, label, model = "reported_results", "往年测评结果（报告数）", ReportedResult
    intro = (
        "每行一个单位一个年度，照当年通报的数填，写明来源。导入的是报告数：曲线上用空心点，"
        "注明「报告数」，不和系统计票的数放在一起算。同一单位同一年度再次导入会更新。"
    )
    columns = (
        Column(
            "单位",
            cells.text(80),
            required=True,
            field="department",
            example="教育局（示例）",
            help="和系统里的承办单位名称一样",
        ),
        Column("区划代码", cells.code(12), required=True, field="area_code", example="420502"),
        Column("年度", year, required=True, field="year", example="2021"),
        Column("类别", cells.text(20), field="class_name", example="民生服务", help="不分类就不填"),
        Column("加权得分", cells.decimal(0, 100, 2), field="score", empty=None, example="88.10"),
        Column(
            "满意率",
            percent,
            field="satisfaction",
            empty=None,
            example="92.50",
            help="百分数；加权得分和满意率至少填一个",
        ),
        Column("同类名次", whole(1, MOST_UNITS), field="class_rank", empty=None, example="3"),
        Column(
            "同类单位数",
            whole(1, MOST_UNITS),
            field="class_ranked",
            empty=None,
            example="14",
            help="填了名次就要填",
        ),
        Column("有效票", whole(0, 1_000_000), field="ballots", empty=None, example="205"),
        Column(
            "当年方案",
            cells.text(60),
            required=True,
            field="scheme_name",
            example="2021 年测评办法",
            help="和系统里某一版方案同名，才算和它可比",
        ),
        Column(
            "来源",
            cells.text(120),
            required=True,
            field="source",
            example="区人大常委会 2021 年度测评通报",
        ),
        Column("截至", cells.date(), required=True, field="as_of", example="2021-12-31"),
    )
    key_fields = ("department_id", "year")
    fields: ClassVar = (
        "area_id",
        "class_name",
        "score",
        "satisfaction",
        "class_rank",
        "class_ranked",
        "ballots",
        "scheme_name",
        "source",
        "as_of",
    )

    def load_existing(self, scope: list[Area]) -> Existing:
        rows = ReportedResult.objects.values("pk", "department_id", "year", *self.fields)
        return {(row["department_id"], row["year"]): row for row in rows}

    def clean_row(self, row: Values) -> Values:
        area = self.area_of(row.pop("area_code"))
        row["area_id"] = area.pk
        name = row.pop("department")
        row["department_id"] = self._departments.get((area.pk, name))
        if row["department_id"] is None:
            raise ValidationError(f"{area.short_name}没有叫「{name}」的承办单位。")
        if row["score"] is None and row["satisfaction"] is None:
            raise ValidationError("加权得分和满意率至少要填一个。")
        rank, among = row["class_rank"], row["class_ranked"]
        if rank is not None and (among is None or among < rank):
            raise ValidationError("「同类名次」要在「同类单位数」以内。")
        return row

    @cached_property
    def _departments(self) -> dict[tuple[int, str], int]:
        rows = Department.objects.order_by().values_list("area_id", "name", "pk")
        return {(area, name): pk for area, name, pk in rows}

    @cached_property
    def _names(self) -> dict[int, str]:
        return {pk: name for (_, name), pk in self._departments.items()}

    @cached_property
    def _areas_by_id(self) -> dict[int, Area]:
        return {area.pk: area for area in self.areas.values()}

    def show(self, name: str, value: Any) -> str:
        if name == "department_id":
            return self._names.get(value, "")
        if name == "area_id":
            return self._areas_by_id[value].short_name
        return super().show(name, value)

    def heading(self, name: str) -> str:
        known = {"area_id": "区划", "department_id": "单位"}
        return known.get(name) or super().heading(name)

    def title(self, values: Values) -> str:
        return f"{self._names.get(values['department_id'], '')} {values['year']} 年"

    def apply(self, plan: Plan) -> None:
        new = [ReportedResult(**row.values) for row in plan.new]
        ReportedResult.objects.bulk_create(new, batch_size=500)
        changed = {
            (row.existing or {})["pk"]: {name: row.values[name] for name in row.changes}
            for row in plan.changed
        }
        update_rows(ReportedResult.objects.all(), changed, self.fields)

    def count(self, scope: list[Area]) -> int:
        return sum(ReportedResult.objects.filter(area.scope_q()).count() for area in scope)
