"""Officers and departments."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError

from accounts.phones import mask_phone, phone_index
from areas.models import Area
from jobs import cells
from jobs.bulk import update_rows
from jobs.columns import Column
from jobs.imports import TableImport, register
from jobs.plans import Existing, Plan, PlannedRow, Values
from stations.imports.columns import AREA_CODE, OWN_PHONE, STATION_CODE, WithStations, pk_of
from stations.models import Department, LiaisonOfficer

PersonKey = tuple[str, str]  # name, phone index
NOT_YOURS = (
    "这位联络员（姓名、手机号相同）现在在别的地区的站点，不在您管理的范围里。"
    "请上一级导入，或者核对姓名和手机号。"
)
ACCOUNT_BEYOND = "这位联络员的账号还能办您管理范围以外的事，请上一级导入。"


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

    @cached_property
    def _out_of_reach(self) -> frozenset[PersonKey]:
        """Officers who serve others' stations alone: a row would put them into these hands too."""
        mine = {place.pk for place in self.stations.values() if self.allows(place.area)}
        links = LiaisonOfficer.stations.through.objects.values_list(
            "liaisonofficer__name", "liaisonofficer__phone_index", "station"
        )
        served = [((name, index), station) for name, index, station in links]
        reached = {person for person, station in served if station in mine}
        return frozenset(person for person, _ in served) - reached

    @cached_property
    def _accounts_beyond(self) -> frozenset[PersonKey]:
        people = LiaisonOfficer.objects.filter(user__in=self.accounts_beyond)
        return frozenset(people.values_list("name", "phone_index"))

    def whose(self, values: Values) -> str:
        """One more station is given by who has authority over all the account can do already."""
        is_beyond = (values["name"], values["phone_index"]) in self._accounts_beyond
        return ACCOUNT_BEYOND if is_beyond else ""

    def check(self, *args: Any, **kwargs: Any) -> Plan:
        for name in ("_out_of_reach", "_accounts_beyond"):
            self.__dict__.pop(name, None)  # what they held may have moved on
        return super().check(*args, **kwargs)

    def clean_row(self, row: Values) -> Values:
        station = self.station_of(row["station_code"])
        row |= {"station_id": station.pk, "phone_index": phone_index(row["phone"])}
        if (row["name"], row["phone_index"]) in self._out_of_reach:
            raise ValidationError(NOT_YOURS)
        return row

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
                    name=row.values["name"],
                    phone=row.values["phone"],
                    phone_index=row.values["phone_index"],
                )
                for row in people.values()
            ],
            batch_size=1000,
        )
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
        Column(
            "手机号",
            cells.phone(),
            field="phone",
            empty=None,
            show=mask_phone,
            help="联系人的手机，不公开",
        ),
    )
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
            {pk_of(row): {name: row.values[name] for name in names} for row in plan.changed},
            names,
        )

    def count(self, scope: list[Area]) -> int:
        return sum(Department.objects.filter(area.scope_q("area__")).count() for area in scope)


def _person(row: PlannedRow) -> tuple[str, str]:
    return row.values["name"], row.values["phone_index"]
