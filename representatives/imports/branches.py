"""功能型党支部 by themselves, with their party members."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils import timezone

from areas.models import Area
from jobs import cells
from jobs.bulk import update_rows
from jobs.columns import Column
from jobs.imports import register
from jobs.plans import Existing, Plan, PlannedRow, Values
from representatives.imports.lookups import WithPeople, several, show_phones
from representatives.imports.memberships import BRANCHES, Change
from representatives.models import BranchMembership
from stations.imports import AREA_CODE, past_date, pk_of
from stations.models import PartyBranch


@register
class BranchImport(WithPeople):
    slug, label = "branches", "功能型党支部"
    intro = (
        "每行一个党支部。区划和名称都相同的是同一个；不再写进党员里的代表记为退出。"
        "小组归哪个支部，写在代表小组的表里。只有工作人员看得到。"
    )
    columns = (
        Column("名称", cells.text(80), required=True, field="name", example="示例镇代表小组党支部"),
        AREA_CODE,
        Column("成立日期", past_date(), field="founded_on", empty=None, example="2021-07-01"),
        Column(
            "支部书记手机号", cells.phone(), field="secretary", empty=None, example="13900000001"
        ),
        Column(
            "党员手机号",
            several(cells.phone()),
            field="members",
            empty=(),
            example="13900000001、13900000002",
            help="几个号码用顿号隔开",
            show=show_phones,
        ),
    )
    key_fields = ("area_id", "name")
    person_fields = frozenset({"secretary"})
    people_fields = frozenset({"members"})
    compared: ClassVar = ("founded_on", "secretary", "members")

    def load_existing(self, scope: list[Area]) -> Existing:
        members = BRANCHES.current()
        existing: dict[Any, Values] = {}
        for branch in PartyBranch.objects.all():
            here = members.get(branch.pk, {})
            heads = (pk for pk, row in here.items() if row.role == BranchMembership.Role.SECRETARY)
            existing[branch.area_id, branch.name] = {
                "pk": branch.pk,
                "founded_on": branch.founded_on,
                "secretary": next(heads, None),
                "members": tuple(sorted(here)),
            }
        return existing

    def clean_row(self, row: Values) -> Values:
        row["area_id"] = self.area_of(row.pop("area_code")).pk
        people = {self.party_member(p).pk for p in self.people_of(row["members"], "党员")}
        if row["secretary"]:
            row["secretary"] = self.party_member(self.person_of(row["secretary"])).pk
            people.add(row["secretary"])
        row["members"] = tuple(sorted(people))
        return row

    def differences(self, values: Values, existing: Values) -> dict[str, tuple[Any, Any]]:
        """The secretary is always a member, whichever of the two columns the file has."""
        if values["secretary"]:
            members = {*values["members"], values["secretary"]}
            values["members"] = tuple(sorted(members))
        return super().differences(values, existing)

    def title(self, values: Values) -> str:
        return self.named(values)

    def count(self, scope: list[Area]) -> int:
        return sum(PartyBranch.objects.filter(area.scope_q("area__")).count() for area in scope)

    def apply(self, plan: Plan) -> None:
        today = timezone.localdate()
        created = PartyBranch.objects.bulk_create(
            [
                PartyBranch(**{n: row.values[n] for n in ("name", "area_id", "founded_on")})
                for row in plan.new
            ],
            batch_size=1000,
        )
        update_rows(
            PartyBranch.objects.all(),
            {pk_of(row): {"founded_on": row.values["founded_on"]} for row in plan.changed},
            ("founded_on",),
        )
        changes = {
            branch.pk: _change(row, None) for branch, row in zip(created, plan.new, strict=True)
        }
        changes |= {pk_of(row): _change(row, today) for row in plan.changed}
        BRANCHES.write(changes, today)


def _change(row: PlannedRow, since: Any) -> Change:
    members = set(row.values["members"])
    before = set(row.existing["members"]) if row.existing else set()
    return Change(
        add=members,
        leave=before - members,
        head=row.values["secretary"],
        keeps_head=False,
        since=since,
    )
