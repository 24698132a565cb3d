"""代表小组, with the functional party branch of each."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone

from areas.models import Area, Level
from jobs import cells
from jobs.bulk import update_rows
from jobs.columns import Column
from jobs.imports import register
from jobs.plans import Existing, Plan, PlannedRow, Values, WrongRow
from jobs.tables import Row
from representatives.imports.lookups import WithPeople, several, show_phones
from representatives.imports.memberships import BRANCHES, GROUPS, Change
from representatives.models import BranchMembership, GroupMembership
from stations.imports import AREA_CODE, pk_of
from stations.models import Group, PartyBranch

FIELD_MISSING = "专业型小组要写领域。"
FIELD_TOO_MUCH = "区域型小组不写领域。"

BranchKey = tuple[int | None, str]  # the county (or the city), name


@register
class GroupImport(WithPeople):
    """A branch is a stored one's key, or the name of one that the file brings along."""

    slug, label = "groups", "代表小组"
    intro = (
        "每行一个代表小组。区划和名称都相同的是同一个小组；不再写进成员里的代表记为退出。"
        "同一个县（市、区）里名称相同的是同一个党支部，没有的会新建；"
        "支部书记和小组里的党员编入支部。"
    )
    columns = (
        Column("名称", cells.text(80), required=True, field="name", example="示例镇第一代表小组"),
        Column(
            "类型",
            cells.choice(Group.Kind),
            required=True,
            field="kind",
            example="区域型",
            help="区域型或专业型",
        ),
        AREA_CODE,
        Column("领域", cells.text(20), field="field", example="", help="专业型小组要填"),
        Column(
            "组长手机号",
            cells.phone(),
            required=True,
            field="leader",
            example="13900000001",
            help="组长也要写进成员",
        ),
        Column(
            "成员手机号",
            several(cells.phone()),
            required=True,
            field="members",
            example="13900000001、13900000002",
            help="几个号码用顿号隔开",
            show=show_phones,
        ),
        Column("功能型党支部", cells.text(80), field="branch", example="示例镇代表小组党支部"),
        Column("支部书记手机号", cells.phone(), field="secretary", empty=None, help="留空不改"),
    )
    key_fields = ("area_id", "name")
    person_fields = frozenset({"leader", "secretary"})
    people_fields = frozenset({"members"})
    ignored_fields: ClassVar = frozenset({"branch_name"})

    # what is stored ---------------------------------------------------------------------------

    def load_existing(self, scope: list[Area]) -> Existing:
        members = GROUPS.current()
        secretaries = self._stored_secretaries()
        existing: dict[Any, Values] = {}
        for group in Group.objects.select_related("branch"):
            here = members.get(group.pk, {})
            leader = (pk for pk, row in here.items() if row.role == GroupMembership.Role.LEADER)
            existing[group.area_id, group.name] = {
                "pk": group.pk,
                "kind": group.kind,
                "field": group.field,
                "leader": next(leader, None),
                "members": tuple(sorted(here)),
                "branch": group.branch_id or "",
                "branch_name": group.branch.name if group.branch else "",
                "secretary": secretaries.get(group.branch_id or 0),
            }
        return existing

    def _stored_secretaries(self) -> dict[int, int]:
        rows = BranchMembership.objects.current().filter(role=BranchMembership.Role.SECRETARY)
        return dict(rows.values_list("branch", "representative"))

    @cached_property
    def branches(self) -> dict[int, PartyBranch]:
        return {branch.pk: branch for branch in PartyBranch.objects.all()}

    @cached_property
    def branches_by_name(self) -> dict[BranchKey, list[PartyBranch]]:
        found: dict[BranchKey, list[PartyBranch]] = defaultdict(list)
        for branch in self.branches.values():
            found[self.branch_key(branch.area_id, branch.name)].append(branch)
        return found

    @cached_property
    def _secretaries(self) -> dict[BranchKey, int]:
        """Who is the secretary of each branch, by the first row that says so."""
        return {}

    def check(self, *args: Any, **kwargs: Any) -> Plan:
        for name in ("branches", "branches_by_name", "_secretaries"):
            self.__dict__.pop(name, None)
        return super().check(*args, **kwargs)

    def branch_key(self, area_id: int, name: str) -> BranchKey:
        area = self.areas_by_id[area_id]
        county = self._counties.get(area.path[: 2 * Area.steplen], area.pk)
        return county, name

    @cached_property
    def _counties(self) -> dict[str, int]:
        return {a.path: a.pk for a in self.areas.values() if a.level == Level.COUNTY}

    # one row ----------------------------------------------------------------------------------

    def clean_row(self, row: Values) -> Values:
        row["area_id"] = self.area_of(row.pop("area_code")).pk
        if "field" not in self.absent:
            _check_field(row["kind"], row["field"])
        members = [person.pk for person in self.people_of(row["members"], "成员")]
        row["leader"] = self.person_of(row["leader"]).pk
        if row["leader"] not in members:
            raise ValidationError("组长不在成员里，请把组长的手机号也写进「成员手机号」。")
        row["members"] = tuple(sorted(members))
        row["branch_name"] = row["branch"]
        if row["secretary"]:
            row["secretary"] = self._secretary_of(row)
        if row["branch"]:
            row["branch"] = self._branch_of(row["area_id"], row["branch"])
        return row

    def _secretary_of(self, row: Values) -> int:
        if not row["branch"]:
            raise ValidationError("写了支部书记，没有写功能型党支部。")
        person = self.person_of(row["secretary"])
        if not person.is_party_member:
            raise ValidationError(f"{person.name}不是中共党员，不能当支部书记。")
        key = self.branch_key(row["area_id"], row["branch"])
        if self._secretaries.setdefault(key, person.pk) != person.pk:
            raise ValidationError(f"「{row['branch']}」在前面的行里是另一位书记，请改成一致。")
        return person.pk

    def _branch_of(self, area_id: int, name: str) -> int | str:
        found = self.branches_by_name.get(self.branch_key(area_id, name), [])
        own = [branch for branch in found if branch.area_id == area_id]
        if len(found) > 1 and not own:
            raise ValidationError(f"这个县（市、区）有几个党支部叫「{name}」，分不清是哪一个。")
        return (own or found)[0].pk if found else name

    def compare(self, rows: list[tuple[Row, Values]], existing: Existing, plan: Plan) -> None:
        fine = []
        for row, values in rows:
            stored = existing.get(self.key(values), {})
            if stored.get("branch_name") == values["branch_name"]:
                values["branch"] = stored["branch"]  # the group's own, wherever it belongs
            try:
                if "field" in self.absent:
                    _check_field(values["kind"], stored.get("field", ""))
            except ValidationError as error:
                plan.wrong.append(WrongRow(row.number, row.cells, error.messages))
            else:
                fine.append((row, values))
        super().compare(fine, existing, plan)

    def differences(self, values: Values, existing: Values) -> dict[str, tuple[Any, Any]]:
        changes = super().differences(values, existing)
        if values["secretary"] is None:
            changes.pop("secretary", None)  # nothing was said
        return changes

    # how it shows -----------------------------------------------------------------------------

    def show(self, name: str, value: Any) -> str:
        if name == "kind":
            return str(Group.Kind(value).label)
        if name == "branch" and isinstance(value, int):
            return self.branches[value].name
        return super().show(name, value)

    def title(self, values: Values) -> str:
        return self.named(values)

    def count(self, scope: list[Area]) -> int:
        return sum(Group.objects.active().within(area).count() for area in scope)

    # writing ----------------------------------------------------------------------------------

    def apply(self, plan: Plan) -> None:
        today = timezone.localdate()
        rows = [*plan.new, *plan.changed]
        branches = self._branches_for(rows)
        groups = self._write_groups(plan, branches)
        GROUPS.write({groups[row.number]: _membership(row, today) for row in rows}, today)
        BRANCHES.write(self._branch_changes(rows, branches, today), today)

    def _branches_for(self, rows: list[PlannedRow]) -> dict[int, int | None]:
        """{row number: the key of its branch}; those that nobody has stored yet are created."""
        missing: dict[BranchKey, PartyBranch] = {}
        for row in rows:
            name, area = row.values["branch"], row.values["area_id"]
            if name and isinstance(name, str):
                branch = PartyBranch(name=name, area_id=area)
                missing.setdefault(self.branch_key(area, name), branch)
        PartyBranch.objects.bulk_create(missing.values(), batch_size=1000)
        return {row.number: self._branch_pk(row.values, missing) for row in rows}

    def _branch_pk(self, values: Values, created: dict[BranchKey, PartyBranch]) -> int | None:
        branch = values["branch"]
        if isinstance(branch, int) or not branch:
            return branch or None
        return created[self.branch_key(values["area_id"], branch)].pk

    def _write_groups(self, plan: Plan, branches: dict[int, int | None]) -> dict[int, int]:
        """{row number: the key of its group}."""

        def columns(row: PlannedRow) -> Values:
            said = {name: row.values[name] for name in ("kind", "field")}
            return said | {"branch_id": branches[row.number]}

        created = Group.objects.bulk_create(
            [
                Group(name=row.values["name"], area_id=row.values["area_id"], **columns(row))
                for row in plan.new
            ],
            batch_size=1000,
        )
        update_rows(
            Group.objects.all(),
            {pk_of(row): columns(row) for row in plan.changed},
            ("kind", "field", "branch_id"),
        )
        groups = {row.number: group.pk for row, group in zip(plan.new, created, strict=True)}
        return groups | {row.number: pk_of(row) for row in plan.changed}

    def _branch_changes(
        self, rows: list[PlannedRow], branches: dict[int, int | None], today: Any
    ) -> dict[int, Change]:
        """Party members join the branch; who left its last group leaves it, save the secretary."""
        changes: dict[int, Change] = defaultdict(Change)
        for row in rows:
            branch, stored = branches[row.number], row.existing or {}
            members = set(row.values["members"])
            if branch:
                change = changes[branch]
                change.add |= {pk for pk in members if self.people[pk].is_party_member}
                change.since = today if stored.get("branch") == branch else change.since
                if row.values["secretary"] and "secretary" not in self.absent:
                    change.head = row.values["secretary"]
            if before := stored.get("branch"):
                stays = members if before == branch else set()
                changes[before].leave |= set(stored["members"]) - stays
        self._keep(changes)
        return changes

    def _keep(self, changes: dict[int, Change]) -> None:
        """Nobody leaves who is secretary or in another group of the branch."""
        secretaries = self._stored_secretaries()
        served = GroupMembership.objects.current().filter(group__branch__isnull=False)
        serving: dict[int, set[int]] = defaultdict(set)
        for branch, person in served.values_list("group__branch", "representative"):
            serving[branch].add(person)
        for branch, change in changes.items():
            head = change.head or secretaries.get(branch)
            change.leave -= serving[branch] | ({head} if head else set())


def _membership(row: PlannedRow, today: Any) -> Change:
    members = set(row.values["members"])
    before = set(row.existing["members"]) if row.existing else set()
    return Change(
        add=members,
        leave=before - members,
        head=row.values["leader"],
        since=today if row.existing else None,
    )


def _check_field(kind: str, field: str) -> None:
    if kind == Group.Kind.PROFESSIONAL and not field:
        raise ValidationError(FIELD_MISSING)
    if kind == Group.Kind.REGIONAL and field:
        raise ValidationError(FIELD_TOO_MUCH)
