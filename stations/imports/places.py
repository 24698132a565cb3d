"""The register of stations."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from areas.models import Area
from jobs import cells
from jobs.bulk import update_rows
from jobs.columns import Column
from jobs.imports import TableImport
from jobs.plans import Existing, Plan, Values, WrongRow
from jobs.tables import Row
from stations.imports.columns import AREA_CODE, pk_of
from stations.models import Station, kind_fits, kind_problem
from stations.spelling import spell


def past_date() -> cells.Cleaner:
    """A day that is not to come."""
    read = cells.date()

    def clean(cell: str) -> date:
        day: date = read(cell)
        if day > timezone.localdate():
            raise ValidationError(f"不能晚于今天，现在是 {day.isoformat()}。")
        return day

    return clean


class StationImport(TableImport):
    slug, label = "stations", "站点"
    intro = "每行一个站点。编号相同的是同一个站点：再次导入会更新它的资料。"
    columns = (
        Column("编号", cells.code(32), required=True, field="code", example="YC0001"),
        Column("名称", cells.text(80), required=True, field="name", example="示例社区代表联络站"),
        Column(
            "类型",
            cells.choice(Station.Kind),
            required=True,
            field="kind",
            example="代表联络站",
            help="代表之家设在乡镇，联络站设在村（社区），基层联系点不限",
        ),
        AREA_CODE,
        Column("领域", cells.text(20), field="field", example="茶旅融合", help="专业联系点的领域"),
        Column(
            "上级站点编号",
            cells.code(32),
            field="parent_code",
            example="YC0001",
            help="例如本乡镇的代表之家",
        ),
        Column(
            "依托类型",
            cells.choice(Station.HostKind),
            field="host_kind",
            example="党群服务中心",
            help="、".join(map(str, Station.HostKind.labels)),
        ),
        Column("依托单位", cells.text(80), field="host", example="示例社区党群服务中心"),
        Column("站长", cells.text(40), field="head", example="示例站长"),
        Column("建站日期", past_date(), field="opened_on", empty=None, example="2021-06-18"),
        Column("地址", cells.text(120), field="address"),
        Column("电话", cells.phone(), field="phone", help="公开的固定电话或手机，座机带区号"),
        Column("开放时间", cells.text(80), field="opening_hours", example="周一至周五 9:00–17:00"),
        Column("经度", cells.decimal(-180, 180, 6), field="longitude", empty=None),
        Column("纬度", cells.decimal(-90, 90, 6), field="latitude", empty=None),
    )
    key_fields = ("code",)
    stored: ClassVar = (
        "name",
        "kind",
        "area_id",
        "field",
        "host_kind",
        "host",
        "head",
        "opened_on",
        "address",
        "phone",
        "opening_hours",
        "longitude",
        "latitude",
    )

    def load_existing(self, scope: list[Area]) -> Existing:
        rows = Station.objects.values("pk", "code", *self.stored, above=F("parent__code"))
        return {(row.pop("code"),): row | {"parent_code": row.pop("above") or ""} for row in rows}

    def clean_row(self, row: Values) -> Values:
        area = self.area_of(row.pop("area_code"))
        row["area_id"] = area.pk
        if not kind_fits(row["kind"], area):
            raise ValidationError(kind_problem(row["kind"], area))
        if (row["longitude"] is None) != (row["latitude"] is None):
            raise ValidationError("经度和纬度要一起填。")
        return row

    # who stands above whom --------------------------------------------------------------------

    def compare(self, rows: list[tuple[Row, Values]], existing: Existing, plan: Plan) -> None:
        if "parent_code" not in self.absent:
            rows = self._below_somebody(rows, existing, plan)
        super().compare(rows, existing, plan)

    def _below_somebody(
        self, rows: list[tuple[Row, Values]], existing: Existing, plan: Plan
    ) -> list[tuple[Row, Values]]:
        """Without the rows whose parent nobody knows, or that stand above themselves."""
        above = {key[0]: stored["parent_code"] for key, stored in existing.items()}  # type: ignore[index]
        above |= {values["code"]: values["parent_code"] for _, values in rows}
        known = above.keys() | {wrong.cells.get("编号", "") for wrong in plan.wrong}
        fine = []
        for row, values in rows:
            problem = _parent_problem(values["code"], above, known)
            if problem:
                plan.wrong.append(WrongRow(row.number, row.cells, [problem]))
            else:
                fine.append((row, values))
        return fine

    def differences(self, values: Values, existing: Values) -> dict[str, tuple[Any, Any]]:
        if not self._allowed_before(existing["area_id"]):
            raise ValidationError("这个编号属于另一个地区的站点，不在您管理的范围里。")
        return super().differences(values, existing)

    def _allowed_before(self, area_id: int) -> bool:
        return self.allows(self.areas_by_id[area_id])

    # how it shows -----------------------------------------------------------------------------

    def show(self, name: str, value: Any) -> str:
        if name == "area_id":
            return self.areas_by_id[value].short_name
        if name == "kind":
            return str(Station.Kind(value).label)
        if name == "host_kind" and value:
            return str(Station.HostKind(value).label)
        return super().show(name, value)

    def heading(self, name: str) -> str:
        return "区划" if name == "area_id" else super().heading(name)

    def title(self, values: Values) -> str:
        return f"{values['code']} {values['name']}"

    # writing ----------------------------------------------------------------------------------

    def apply(self, plan: Plan) -> None:
        Station.objects.bulk_create(
            [
                Station(
                    code=row.values["code"],
                    pinyin=spell(row.values["name"]),
                    **{name: row.values[name] for name in self.stored},
                )
                for row in plan.new
            ],
            batch_size=1000,
        )
        update_rows(
            Station.objects.all(),
            {
                pk_of(row): {name: row.values[name] for name in self.stored}
                | {"pinyin": spell(row.values["name"])}
                for row in plan.changed
            },
            (*self.stored, "pinyin"),
        )
        self._put_below(plan)

    def _put_below(self, plan: Plan) -> None:
        """Parents last: they may have come with the same file."""
        moved = {
            row.values["code"]: row.values["parent_code"]
            for row in [*plan.new, *plan.changed]
            if "parent_code" in row.changes or (row.existing is None and row.values["parent_code"])
        }
        ids = dict(Station.objects.values_list("code", "pk")) if moved else {}
        update_rows(
            Station.objects.all(),
            {ids[code]: {"parent_id": ids.get(parent)} for code, parent in moved.items()},
            ("parent_id",),
        )

    def count(self, scope: list[Area]) -> int:
        return sum(Station.objects.within(area).count() for area in scope)


def _parent_problem(code: str, above: dict[str, str], known: set[str]) -> str:
    """Why a station cannot stand where ``above`` puts it; empty when it can."""
    parent = above[code]
    if parent and parent not in known:
        return f"没有编号为「{parent}」的上级站点，这份表里也没有。"
    way = [code]
    while parent and parent not in way:
        way.append(parent)
        parent = above.get(parent, "")
    if parent == code:
        return f"上级站点绕成了一圈：{' → '.join([*way, code])}。"
    return ""
