"""述职: who reported to the voters or to the electing unit, and when."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from areas.models import Area
from jobs import cells
from jobs.bulk import update_rows
from jobs.columns import Column
from jobs.imports import register
from jobs.plans import Existing, Plan, Values
from representatives.imports.lookups import WithPeople
from representatives.models import DutyReport
from stations.imports import OWN_PHONE, past_date, pk_of

MOST = 32767  # of the column


def head_count() -> cells.Cleaner:
    read = cells.digits()

    def clean(cell: str) -> int:
        count = int(read(cell)[:9])
        if not 1 <= count <= MOST:
            raise ValidationError(f"应在 1 到 {MOST} 之间，现在是 {count}。")
        return count

    return clean


@register
class DutyReportImport(WithPeople):
    slug, label = "duty-reports", "代表述职"
    intro = "每行一次述职。同一位代表同一天的是同一次：再次导入会更新。"
    columns = (
        Column("姓名", cells.text(40), required=True, field="name", example="示例代表"),
        OWN_PHONE,
        Column("述职日期", past_date(), required=True, field="day", example="2026-03-12"),
        Column(
            "向谁述职",
            cells.text(80),
            required=True,
            field="audience",
            example="示例镇第 2 选区选民",
        ),
        Column("到会人数", head_count(), required=True, field="attended", example="46"),
    )
    key_fields = ("representative_id", "day")
    person_fields = frozenset({"representative_id"})

    def load_existing(self, scope: list[Area]) -> Existing:
        rows = DutyReport.objects.values_list("representative", "day", "pk", "audience", "attended")
        return {
            (person, day): {"pk": pk, "audience": audience, "attended": attended}
            for person, day, pk, audience, attended in rows
        }

    def clean_row(self, row: Values) -> Values:
        person = self.person_of(row.pop("phone"), row.pop("name"))
        return row | {"representative_id": person.pk}

    def title(self, values: Values) -> str:
        return f"{self.people[values['representative_id']].name} {values['day'].isoformat()}"

    def count(self, scope: list[Area]) -> int:
        reports = DutyReport.objects.all()
        prefix = "representative__station__area__"
        return sum(reports.filter(area.scope_q(prefix)).count() for area in scope)

    def apply(self, plan: Plan) -> None:
        DutyReport.objects.bulk_create(
            [DutyReport(**row.values) for row in plan.new], batch_size=1000
        )
        names = ("audience", "attended")
        changed: dict[int, Any] = {
            pk_of(row): {name: row.values[name] for name in names} for row in plan.changed
        }
        update_rows(DutyReport.objects.all(), changed, names)
