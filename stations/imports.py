"""What can be imported about stations: the register, officers and departments.

Stations and officers get their message codes one floor up, in `representatives.imports`, which
registers the two; departments have none.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from accounts.phones import mask_phone, phone_index
from areas.models import Area
from jobs import cells
from jobs.bulk import update_rows
from jobs.columns import Column
from jobs.imports import TableImport, register
from jobs.plans import Existing, Plan, PlannedRow, Values
from stations.models import Department, LiaisonOfficer, Station

AREA_CODE = Column(
    "区划代码", cells.code(12), required=True, field="area_code", example="420502003004",
    help="6、9 或 12 位数字",
)  # fmt: skip
STATION_CODE = Column(
    "站点编号", cells.code(32), required=True, field="station_code", example="YC0001",
    help="站点表里的编号",
)  # fmt: skip
OWN_PHONE = Column(
    "手机号", cells.phone(), required=True, field="phone", example="13900000001",
    help="用来识别同一个人，不公开", show=mask_phone,
)  # fmt: skip


class WithStations(TableImport):
    """Rows that name a station by its code."""

    @cached_property
    def stations(self) -> dict[str, Station]:
        """All stations by code, one query; also those out of scope, to say so."""
        return {station.code: station for station in Station.objects.select_related("area")}

    def station_of(self, code: str) -> Station:
        station = self.stations.get(code)
        if station is None:
            raise ValidationError(f"没有编号为「{code}」的站点，请先导入站点。")
        if not self.allows(station.area):
            raise ValidationError(f"站点「{station.name}」不在您管理的范围里。")
        return station


class StationImport(TableImport):
    slug, label = "stations", "站点"
    intro = "每行一个站点。编号相同的是同一个站点：再次导入会更新它的资料。"
    columns = (
        Column("编号", cells.code(32), required=True, field="code", example="YC0001"),
        Column("名称", cells.text(80), required=True, field="name", example="示例社区代表联络站"),
        Column("类型", cells.choice(Station.Kind), required=True, field="kind",
               example="代表联络站", help="代表之家、代表联络站或基层联系点"),
        AREA_CODE,
        Column("依托单位", cells.text(80), field="host", example="党群服务中心"),
        Column("地址", cells.text(120), field="address"),
        Column("电话", cells.phone(), field="phone", help="公开的固定电话或手机，座机带区号"),
        Column("开放时间", cells.text(80), field="opening_hours", example="周一至周五 9:00–17:00"),
        Column("经度", cells.decimal(-180, 180, 6), field="longitude", empty=None),
        Column("纬度", cells.decimal(-90, 90, 6), field="latitude", empty=None),
    )  # fmt: skip
    key_fields = ("code",)
    fields: ClassVar = (
        "name", "kind", "area_id", "host", "address", "phone", "opening_hours", "longitude",
        "latitude",
    )  # fmt: skip

    def load_existing(self, scope: list[Area]) -> Existing:
        rows = Station.objects.values("pk", "code", *self.fields)
        return {(row.pop("code"),): row for row in rows}

    def clean_row(self, row: Values) -> Values:
        row["area_id"] = self.area_of(row.pop("area_code")).pk
        if (row["longitude"] is None) != (row["latitude"] is None):
            raise ValidationError("经度和纬度要一起填。")
        return row

    def differences(self, values: Values, existing: Values) -> dict[str, tuple[Any, Any]]:
        if not self._allowed_before(existing["area_id"]):
            raise ValidationError("这个编号属于另一个地区的站点，不在您管理的范围里。")
        return super().differences(values, existing)

    def _allowed_before(self, area_id: int) -> bool:
        return self.allows(self._areas_by_id[area_id])

    @cached_property
    def _areas_by_id(self) -> dict[int, Area]:
        return {area.pk: area for area in self.areas.values()}

    def show(self, name: str, value: Any) -> str:
        if name == "area_id":
            return self._areas_by_id[value].short_name
        return str(Station.Kind(value).label) if name == "kind" else super().show(name, value)

    def heading(self, name: str) -> str:
        return "区划" if name == "area_id" else super().heading(name)

    def title(self, values: Values) -> str:
        return f"{values['code']} {values['name']}"

    def apply(self, plan: Plan) -> None:
        Station.objects.bulk_create([Station(**row.values) for row in plan.new], batch_size=1000)
        update_rows(
            Station.objects.all(),
            {_pk(row): {name: row.values[name] for name in row.changes} for row in plan.changed},
            self.fields,
        )

    def count(self, scope: list[Area]) -> int:
        return sum(Station.objects.within(area).count() for area in scope)


class OfficerImport(WithStations):
    slug, label = "officers", "联络员"
    intro = "每行一位联络员和一个站点；姓名和手机号都相同的是同一个人，可以负责几个站点。"
    columns = (
        Column("姓名", cells.text(40), required=True, field="name", example="示例联络员"),
        OWN_PHONE,
        STATION_CODE,
    )
    key_fields = ("name", "phone_index", "station_code")
    ignored_fields = frozenset({"phone", "station_id"})

    def load_existing(self, scope: list[Area]) -> Existing:
        links = LiaisonOfficer.stations.through.objects.values_list(
            "liaisonofficer__name", "liaisonofficer__phone_index", "station__code", "pk"
        )
        return {(name, index, code): {"pk": pk} for name, index, code, pk in links}

    def clean_row(self, row: Values) -> Values:
        station = self.station_of(row["station_code"])
        return row | {"station_id": station.pk, "phone_index": phone_index(row["phone"])}

    def title(self, values: Values) -> str:
        return f"{values['name']} {values['station_code']}"

    def apply(self, plan: Plan) -> None:
        ids = {
            (name, index): pk
            for name, index, pk in LiaisonOfficer.objects.values_list("name", "phone_index", "pk")
        }
        people = {_person(row): row for row in plan.new if _person(row) not in ids}
        created = LiaisonOfficer.objects.bulk_create(
            [
                LiaisonOfficer(
                    name=row.values["name"], phone=row.values["phone"],
                    phone_index=row.values["phone_index"],
                )
                for row in people.values()
            ],
            batch_size=1000,
        )  # fmt: skip
        ids |= {(officer.name, officer.phone_index): officer.pk for officer in created}
        link = LiaisonOfficer.stations.through
        link.objects.bulk_create(
            [
                link(liaisonofficer_id=ids[_person(row)], station_id=row.values["station_id"])
                for row in plan.new
            ],
            batch_size=1000,
        )

    def count(self, scope: list[Area]) -> int:
        officers = LiaisonOfficer.objects.active()
        return sum(
            officers.filter(area.scope_q("stations__area__")).distinct().count() for area in scope
        )


@register
class DepartmentImport(TableImport):
    slug, label = "departments", "承办单位"
    intro = "每行一个承办单位：村（社区）组织、乡镇街道办公室、县市区和市的部门。"
    columns = (
        Column("名称", cells.text(80), required=True, field="name", example="示例街道城管办"),
        AREA_CODE,
        Column("联系人", cells.text(40), field="contact"),
        Column("手机号", cells.phone(), field="phone", empty=None, show=mask_phone,
               help="联系人的手机，不公开"),
    )  # fmt: skip
    key_fields = ("area_id", "name")
    ignored_fields = frozenset({"phone"})

    def load_existing(self, scope: list[Area]) -> Existing:
        rows = Department.objects.values_list("area_id", "name", "pk", "contact", "phone_index")
        return {
            (area, name): {"pk": pk, "contact": contact, "phone_index": index}
            for area, name, pk, contact, index in rows
        }

    def clean_row(self, row: Values) -> Values:
        row["area_id"] = self.area_of(row.pop("area_code")).pk
        row["phone_index"] = phone_index(row["phone"]) if row["phone"] else ""
        return row

    def heading(self, name: str) -> str:
        return "手机号" if name == "phone_index" else super().heading(name)

    def show(self, name: str, value: Any) -> str:
        if name == "phone_index":
            return "（已填）" if value else "（空）"
        return super().show(name, value)

    def title(self, values: Values) -> str:
        return str(values["name"])

    def apply(self, plan: Plan) -> None:
        Department.objects.bulk_create(
            [Department(**row.values) for row in plan.new], batch_size=1000
        )
        names = ("contact", "phone", "phone_index")
        update_rows(
            Department.objects.all(),
            {_pk(row): {name: row.values[name] for name in names} for row in plan.changed},
            names,
        )

    def count(self, scope: list[Area]) -> int:
        return sum(Department.objects.filter(area.scope_q("area__")).count() for area in scope)


def _pk(row: PlannedRow) -> int:
    assert row.existing is not None, "a changed row has a stored one"
    return int(row.existing["pk"])


def _person(row: PlannedRow) -> tuple[str, str]:
    return row.values["name"], row.values["phone_index"]
