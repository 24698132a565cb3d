"""Columns and look-ups that several imports share."""

from __future__ import annotations

from functools import cached_property

from django.core.exceptions import ValidationError

from accounts.phones import mask_phone
from jobs import cells
from jobs.columns import Column
from jobs.imports import TableImport
from jobs.plans import PlannedRow
from stations.models import Station

AREA_CODE = Column(
    "区划代码",
    cells.code(12),
    required=True,
    field="area_code",
    example="420502003004",
    help="6、9 或 12 位数字",
)
STATION_CODE = Column(
    "站点编号",
    cells.code(32),
    required=True,
    field="station_code",
    example="YC0001",
    help="站点表里的编号",
)
OWN_PHONE = Column(
    "手机号",
    cells.phone(),
    required=True,
    field="phone",
    example="13900000001",
    help="用来识别同一个人，不公开",
    show=mask_phone,
)


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


def pk_of(row: PlannedRow) -> int:
    """Of the stored row that a changed row means."""
    assert row.existing is not None, "a changed row has a stored one"
    return int(row.existing["pk"])
