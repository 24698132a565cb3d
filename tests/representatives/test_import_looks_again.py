"""An import that looks again, because somebody changed the data, goes by what is stored now."""

from datetime import date

import pytest

from jobs.imports import as_table
from representatives.imports import (
    AssignmentImport,
    CodedOfficerImport,
    GroupImport,
    RepresentativeImport,
)
from representatives.models import Representative, Seat
from stations.models import PartyBranch
from tests.factories.areas import make_tree
from tests.factories.casework import make_officer, make_representative, make_station
from tests.factories.tables import put

pytestmark = pytest.mark.django_db

GROUP = {
    "名称": "云集街道第一代表小组",
    "类型": "区域型",
    "区划代码": "420502003",
    "组长手机号": "13600000000",
    "成员手机号": "13600000000",
    "功能型党支部": "云集街道党支部",
    "支部书记手机号": "13600000000",
}
PLACE = {
    "人大层级": "县",
    "人大区划代码": "420502",
    "届次": "6",
    "选区或选举单位": "第 1 选区",
    "范围区划代码": "420502003005",
    "姓名": "秦望舒",
    "手机号": "13600000000",
}
PERSON = {
    "姓名": "贺知远",
    "性别": "女",
    "手机号": "13600000009",
    "层级": "县",
    "届次": "6",
    "选区或选举单位": "第 1 选区",
    "区划代码": "420502003",
    "站点编号": "S1",
}


@pytest.fixture
def tree():
    """One person with a seat in 西陵区's congress, at a station with the code S1."""
    tree = make_tree()
    make_representative("秦望舒", make_station(tree.guoyuanlu, code="S1"), is_party_member=True)
    return tree


@pytest.fixture
def look(tree):
    """Look at a table, each time with the importer that has looked before."""
    importers = {}

    def looked(cls, *rows, scope=None):
        importer = importers.setdefault(cls, cls(actor=None, scope=[scope or tree.city]))
        return importer.check(as_table(rows, cls.columns))

    return looked


def reasons(plan):
    return [reason for row in plan.wrong for reason in row.reasons]


def test_a_branch_that_somebody_founded_meanwhile_is_not_founded_again(tree, look):
    assert look(GroupImport, GROUP).new[0].values["branch"] == "云集街道党支部"
    branch = PartyBranch.objects.create(name="云集街道党支部", area=tree.yunji)
    assert look(GroupImport, GROUP).new[0].values["branch"] == branch.pk


def test_who_has_a_phone_now_is_meant(tree, look):
    old = Representative.objects.get()
    assert look(GroupImport, GROUP).new[0].values["secretary"] == old.pk
    new = make_representative("尤清和", old.station, is_party_member=True)
    old.set_phone("13600000005")
    old.save()
    new.set_phone("13600000000")
    new.save()
    plan = look(GroupImport, GROUP)
    assert reasons(plan) == []
    assert (plan.new[0].values["leader"], plan.new[0].values["secretary"]) == (new.pk, new.pk)


def test_a_range_that_somebody_drew_meanwhile_is_no_change_any_more(tree, look):
    (row,) = look(AssignmentImport, PLACE).changed
    assert row.changes.keys() == {"covers"}
    put(AssignmentImport, [PLACE], tree.city)
    assert look(AssignmentImport, PLACE).counts["unchanged"] == 1


def test_another_table_may_say_another_range(tree, look):
    look(AssignmentImport, PLACE)
    assert reasons(look(AssignmentImport, PLACE | {"范围区划代码": "420502004"})) == []


def test_a_seat_that_ended_meanwhile_is_put_nowhere(tree, look):
    look(AssignmentImport, PLACE)
    Seat.objects.get().end(on=date(2026, 1, 5), reason="resigned")
    assert reasons(look(AssignmentImport, PLACE)) == [
        "秦望舒没有西陵区第 6 届的代表职务，请先在代表名册里导入。"
    ]


def test_another_table_may_say_something_else_of_a_person(tree, look):
    look(RepresentativeImport, PERSON)
    assert reasons(look(RepresentativeImport, PERSON | {"性别": "男"})) == []


def test_what_a_district_covers_now_is_compared(tree, look):
    put(RepresentativeImport, [PERSON], tree.city)
    look(RepresentativeImport, PERSON)
    Seat.objects.get(representative__name="贺知远").district.areas.clear()
    assert look(RepresentativeImport, PERSON).counts["changed"] == 1


def test_who_is_at_a_station_of_others_now_is_theirs(tree, look):
    assert reasons(look(RepresentativeImport, PERSON, scope=tree.xiling)) == []
    far = make_station(tree.fengshan, code="F1")
    person = Representative(name="贺知远", station=far)
    person.set_phone("13600000009")
    person.save()
    assert len(look(RepresentativeImport, PERSON).wrong) == 1


def test_an_officer_who_came_to_an_own_station_meanwhile_is_ones_own(tree, look):
    officer = make_officer("周敏", make_station(tree.fengshan, code="F1"))
    officer.set_phone("13700000001")
    officer.save()
    near = make_station(tree.xiaolinyuan, code="S2")
    row = {"姓名": "周敏", "手机号": "13700000001", "站点编号": "S1"}
    assert len(look(CodedOfficerImport, row, scope=tree.xiling).wrong) == 1
    officer.stations.add(near)
    assert reasons(look(CodedOfficerImport, row)) == []
