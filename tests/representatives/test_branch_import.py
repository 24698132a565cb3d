"""Party branches alone: only party members, one secretary, the rest as the file says."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from representatives.imports import BranchImport, GroupImport
from representatives.models import BranchMembership
from stations.models import Group, PartyBranch
from tests.factories.areas import make_tree
from tests.factories.casework import make_representative, make_station
from tests.factories.tables import put, refusals

pytestmark = pytest.mark.django_db

BRANCH = {
    "名称": "云集街道党支部",
    "区划代码": "420502003",
    "成立日期": "2021-07-01",
    "支部书记手机号": "13600000000",
    "党员手机号": "13600000000、13600000001",
}


@pytest.fixture
def tree():
    tree = make_tree()
    station = make_station(tree.guoyuanlu)
    for name in ("秦望舒", "贺知远", "尤清和", "周若水"):
        make_representative(name, station, is_party_member=name != "周若水")
    return tree


def members():
    rows = BranchMembership.objects.current()
    return dict(rows.values_list("representative__name", "role"))


def test_a_branch_comes_with_its_day_secretary_and_members(tree):
    assert put(BranchImport, [BRANCH], tree.city)["new"] == 1
    branch = PartyBranch.objects.get()
    assert (branch.area, branch.founded_on) == (tree.yunji, date(2021, 7, 1))
    assert members() == {"秦望舒": "secretary", "贺知远": "member"}


def test_the_secretary_is_a_member_without_being_written_twice(tree):
    put(BranchImport, [BRANCH | {"党员手机号": "13600000001"}], tree.city)
    assert members() == {"秦望舒": "secretary", "贺知远": "member"}


def test_the_same_file_again_changes_nothing(tree):
    put(BranchImport, [BRANCH], tree.city)
    assert put(BranchImport, [BRANCH], tree.city)["unchanged"] == 1


def test_who_is_no_longer_written_leaves_today(tree):
    put(BranchImport, [BRANCH], tree.city)
    put(BranchImport, [BRANCH | {"党员手机号": "13600000002"}], tree.city)
    assert members() == {"秦望舒": "secretary", "尤清和": "member"}
    left = BranchMembership.objects.get(representative__name="贺知远")
    assert left.left_on == timezone.localdate()


def test_another_secretary_takes_over_and_an_empty_cell_clears(tree):
    put(BranchImport, [BRANCH], tree.city)
    put(BranchImport, [BRANCH | {"支部书记手机号": "13600000001"}], tree.city)
    assert members() == {"秦望舒": "member", "贺知远": "secretary"}
    put(BranchImport, [BRANCH | {"支部书记手机号": ""}], tree.city)
    assert members() == {"秦望舒": "member", "贺知远": "member"}


@pytest.mark.parametrize("columns", [("成立日期",), ("支部书记手机号",), ("党员手机号",)])
def test_a_file_with_one_column_leaves_the_others(tree, columns):
    put(BranchImport, [BRANCH], tree.city)
    row = {name: BRANCH[name] for name in ("名称", "区划代码", *columns)}
    assert put(BranchImport, [row], tree.city)["unchanged"] == 1
    assert members() == {"秦望舒": "secretary", "贺知远": "member"}


def test_the_groups_of_a_branch_stay_with_it(tree):
    group = {
        "名称": "云集街道代表小组",
        "类型": "区域型",
        "区划代码": "420502003",
        "领域": "",
        "组长手机号": "13600000000",
        "成员手机号": "13600000000、13600000001",
        "功能型党支部": "云集街道党支部",
        "支部书记手机号": "13600000000",
    }
    put(GroupImport, [group], tree.city)
    row = {name: BRANCH[name] for name in ("名称", "区划代码", "成立日期")}
    assert put(BranchImport, [row], tree.city)["changed"] == 1
    assert Group.objects.get().branch.founded_on == date(2021, 7, 1)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"党员手机号": "13600000003"}, "周若水不是中共党员，不能编入党支部。"),
        ({"支部书记手机号": "13600000003"}, "周若水不是中共党员，不能编入党支部。"),
        ({"党员手机号": "13600000001，13600000001"}, "党员 1360000**** 写了 2 次。"),
        ({"党员手机号": "13712345678"}, "没有手机号是 1371234**** 的代表，请先导入代表。"),
        ({"成立日期": "上个月"}, "「成立日期」不是一个日期：「上个月」，请写成 2026-05-01 这样。"),
        ({"区划代码": "429999"}, "没有区划代码「429999」。"),
    ],
)
def test_a_wrong_branch_says_why_and_nothing_is_written(tree, change, reason):
    fine = BRANCH | {"名称": "另一个党支部"}
    assert refusals(BranchImport, [fine, BRANCH | change], tree.city) == {3: [reason]}
    assert not PartyBranch.objects.exists()


def test_a_branch_is_not_founded_in_the_future(tree):
    day = (timezone.localdate() + timedelta(days=2)).isoformat()
    assert refusals(BranchImport, [BRANCH | {"成立日期": day}], tree.city) == {
        2: [f"「成立日期」不能晚于今天，现在是 {day}。"]
    }


def test_a_manager_writes_branches_of_the_own_area_alone(tree):
    assert refusals(BranchImport, [BRANCH], tree.yuanan) == {
        2: ["「云集街道」不在您管理的范围里。"]
    }
