"""Groups with their branches: persons by phone, one leader, party members in the branch."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.imports import as_table
from representatives.imports import GroupImport
from representatives.models import BranchMembership, GroupMembership, Representative
from stations.models import Group, PartyBranch
from tests.factories.areas import make_tree
from tests.factories.casework import make_representative, make_station
from tests.factories.tables import put, refusals

pytestmark = pytest.mark.django_db

NAMES = ("秦望舒", "贺知远", "尤清和", "周若水", "朱思齐")


@pytest.fixture
def tree():
    """Five persons at one station, 13600000000 and up; the last is no party member."""
    tree = make_tree()
    station = make_station(tree.guoyuanlu)
    for name in NAMES:
        make_representative(name, station, is_party_member=name != NAMES[-1])
    return tree


def phone(number):
    return f"136{number:08d}"


def phones(*numbers, between="、"):
    return between.join(map(phone, numbers))


GROUP = {
    "名称": "云集街道第一代表小组",
    "类型": "区域型",
    "区划代码": "420502003",
    "领域": "",
    "组长手机号": phone(0),
    "成员手机号": phones(0, 1, 4),
    "功能型党支部": "云集街道党支部",
    "支部书记手机号": phone(1),
}


def other(**changes):
    return (
        GROUP
        | {"名称": "云集街道第二代表小组", "组长手机号": phone(2), "成员手机号": phones(2, 3)}
        | changes
    )


def members(group=GROUP):
    rows = GroupMembership.objects.current().filter(group__name=group["名称"])
    return dict(rows.values_list("representative__name", "role"))


def branch_members(name="云集街道党支部"):
    rows = BranchMembership.objects.current().filter(branch__name=name)
    return dict(rows.values_list("representative__name", "role"))


def refused(tree, *rows, scope=None):
    found = refusals(GroupImport, rows, scope or tree.city)
    assert (Group.objects.count(), PartyBranch.objects.count()) == (0, 0)
    return found


# what comes in --------------------------------------------------------------------------------


def test_a_group_comes_with_leader_members_and_branch(tree):
    assert put(GroupImport, [GROUP], tree.city)["new"] == 1
    group = Group.objects.get()
    assert (group.kind, group.area, group.field, group.branch.name, group.branch.area) == (
        "regional",
        tree.yunji,
        "",
        "云集街道党支部",
        tree.yunji,
    )
    assert members() == {"秦望舒": "leader", "贺知远": "member", "朱思齐": "member"}


def test_the_secretary_and_the_party_members_of_the_group_are_in_the_branch(tree):
    put(GroupImport, [GROUP | {"支部书记手机号": phone(3)}], tree.city)
    assert branch_members() == {"周若水": "secretary", "秦望舒": "member", "贺知远": "member"}


def test_a_group_may_have_no_branch(tree):
    put(GroupImport, [GROUP | {"功能型党支部": "", "支部书记手机号": ""}], tree.city)
    assert Group.objects.get().branch is None
    assert not PartyBranch.objects.exists()


@pytest.mark.parametrize("between", ["、", "，", ",", ";", "；", " ", "\n", " 、 "])
def test_phones_stand_between_the_usual_signs(tree, between):
    put(GroupImport, [GROUP | {"成员手机号": phones(0, 1, 4, between=between)}], tree.city)
    assert len(members()) == 3


def test_a_phone_written_with_spaces_is_one_phone(tree):
    spaced = f"136 0000 0000、{phone(1)}"
    put(GroupImport, [GROUP | {"成员手机号": spaced}], tree.city)
    assert len(members()) == 2


def test_a_person_with_seats_at_two_levels_is_one_member(tree):
    from tests.factories.casework import make_seat

    person = Representative.objects.get(name="秦望舒")
    make_seat(person, tree.xiling, level="city", body="西陵区", congress=tree.city, term=7)
    put(GroupImport, [GROUP], tree.city)
    assert len(members()) == 3


def test_a_professional_group_comes_with_its_field(tree):
    put(GroupImport, [GROUP | {"类型": "专业型", "领域": "茶旅融合"}], tree.city)
    assert (Group.objects.get().kind, Group.objects.get().field) == ("professional", "茶旅融合")
    put(GroupImport, [GROUP], tree.city)
    assert (Group.objects.get().kind, Group.objects.get().field) == ("regional", "")


def test_one_branch_serves_several_groups_of_a_county(tree):
    rows = [GROUP, other(支部书记手机号=""), other(名称="西坝街道代表小组", 区划代码="420502004")]
    rows[2]["支部书记手机号"] = phone(1)
    put(GroupImport, rows, tree.city)
    branch = PartyBranch.objects.get()
    assert branch.groups.count() == 3
    assert branch_members() == {
        "秦望舒": "member",
        "贺知远": "secretary",
        "尤清和": "member",
        "周若水": "member",
    }


def test_the_same_name_in_another_county_is_another_branch(tree):
    far = other(区划代码="420525101", 名称="鸣凤镇代表小组", 支部书记手机号="")
    put(GroupImport, [GROUP, far], tree.city)
    assert set(PartyBranch.objects.values_list("area", flat=True)) == {
        tree.yunji.pk,
        tree.mingfeng.pk,
    }


def test_a_stored_branch_of_the_county_is_used(tree):
    branch = PartyBranch.objects.create(name="云集街道党支部", area=tree.xiling)
    put(GroupImport, [GROUP], tree.city)
    assert Group.objects.get().branch == branch


# again ----------------------------------------------------------------------------------------


def test_the_same_file_again_changes_nothing(tree):
    rows = [GROUP, other(支部书记手机号="")]
    put(GroupImport, rows, tree.city)
    before = list(GroupMembership.objects.values_list("pk", "role", "left_on"))
    assert put(GroupImport, rows, tree.city) == {"new": 0, "changed": 0, "unchanged": 2, "wrong": 0}
    assert list(GroupMembership.objects.values_list("pk", "role", "left_on")) == before


def test_who_is_no_longer_written_leaves_today_the_group_and_its_branch(tree):
    put(GroupImport, [GROUP | {"支部书记手机号": phone(0)}], tree.city)
    put(GroupImport, [GROUP | {"支部书记手机号": "", "成员手机号": phones(0, 4)}], tree.city)
    today = timezone.localdate()
    left = GroupMembership.objects.get(representative__name="贺知远")
    assert (left.left_on, members()) == (today, {"秦望舒": "leader", "朱思齐": "member"})
    assert branch_members() == {"秦望舒": "secretary"}


def test_who_is_in_another_group_of_the_branch_stays_in_it(tree):
    put(GroupImport, [GROUP, other(成员手机号=phones(1, 2), 支部书记手机号="")], tree.city)
    put(GroupImport, [GROUP | {"成员手机号": phones(0, 4), "支部书记手机号": phone(0)}], tree.city)
    assert branch_members()["贺知远"] == "member"


@pytest.mark.parametrize("secretary", [phone(1), ""])
def test_the_secretary_stays_in_the_branch_when_leaving_the_group(tree, secretary):
    put(GroupImport, [GROUP], tree.city)
    row = GROUP | {"成员手机号": phones(0, 4), "支部书记手机号": secretary}
    put(GroupImport, [row], tree.city)
    assert branch_members() == {"贺知远": "secretary", "秦望舒": "member"}


def test_who_comes_back_is_a_member_anew(tree):
    put(GroupImport, [GROUP], tree.city)
    put(GroupImport, [GROUP | {"成员手机号": phones(0, 4)}], tree.city)
    put(GroupImport, [GROUP], tree.city)
    rows = GroupMembership.objects.filter(representative__name="贺知远").order_by("pk")
    today = timezone.localdate()
    assert list(rows.values_list("joined_on", "left_on")) == [(None, today), (today, None)]


def test_when_somebody_joined_is_known_only_of_who_joins_what_is_stored(tree):
    put(GroupImport, [GROUP], tree.city)
    put(GroupImport, [GROUP | {"成员手机号": phones(0, 1, 2)}], tree.city)
    put(GroupImport, [other(支部书记手机号="")], tree.city)  # another group of the branch
    today = timezone.localdate()
    both = {"秦望舒": None, "贺知远": None, "尤清和": today}
    of_group = GroupMembership.objects.filter(group__name=GROUP["名称"])
    of_branch = BranchMembership.objects.all()
    for rows, others in ((of_group, {"朱思齐": None}), (of_branch, {"周若水": None})):
        assert dict(rows.values_list("representative__name", "joined_on")) == both | others


def test_another_leader_takes_over_and_the_old_one_stays(tree):
    put(GroupImport, [GROUP], tree.city)
    put(GroupImport, [GROUP | {"组长手机号": phone(1)}], tree.city)
    assert members() == {"秦望舒": "member", "贺知远": "leader", "朱思齐": "member"}


def test_leader_and_group_may_change_hands_at_once(tree):
    put(GroupImport, [GROUP], tree.city)
    put(GroupImport, [GROUP | {"组长手机号": phone(3), "成员手机号": phones(3, 4)}], tree.city)
    assert members() == {"周若水": "leader", "朱思齐": "member"}


def test_a_deputy_stays_one(tree):
    put(GroupImport, [GROUP], tree.city)
    GroupMembership.objects.filter(representative__name="贺知远").update(role="deputy")
    put(GroupImport, [GROUP | {"成员手机号": phones(0, 1, 2)}], tree.city)
    assert members() == {"秦望舒": "leader", "贺知远": "deputy", "尤清和": "member"}


def test_another_secretary_takes_over(tree):
    put(GroupImport, [GROUP], tree.city)
    put(GroupImport, [GROUP | {"支部书记手机号": phone(0)}], tree.city)
    assert branch_members() == {"秦望舒": "secretary", "贺知远": "member"}


def test_an_empty_secretary_leaves_who_is(tree):
    put(GroupImport, [GROUP], tree.city)
    assert put(GroupImport, [GROUP | {"支部书记手机号": ""}], tree.city)["unchanged"] == 1
    assert branch_members()["贺知远"] == "secretary"


def test_a_group_moves_to_another_branch_with_its_members(tree):
    put(GroupImport, [GROUP], tree.city)
    put(GroupImport, [GROUP | {"功能型党支部": "新党支部", "支部书记手机号": phone(0)}], tree.city)
    assert Group.objects.get().branch.name == "新党支部"
    assert branch_members("新党支部") == {"秦望舒": "secretary", "贺知远": "member"}
    assert branch_members() == {"贺知远": "secretary"}  # until somebody else is named


def test_a_file_without_the_branch_columns_leaves_the_branch(tree):
    put(GroupImport, [GROUP], tree.city)
    row = {name: GROUP[name] for name in GROUP if "支部" not in name}
    put(GroupImport, [row | {"成员手机号": phones(0, 1, 2)}], tree.city)
    assert Group.objects.get().branch.name == "云集街道党支部"
    assert branch_members() == {"秦望舒": "member", "贺知远": "secretary", "尤清和": "member"}


def test_a_member_who_joined_later_may_leave(tree):
    put(GroupImport, [GROUP], tree.city)
    day = timezone.localdate() - timedelta(days=9)
    GroupMembership.objects.update(joined_on=day)
    put(GroupImport, [GROUP | {"成员手机号": phones(0)}], tree.city)
    assert GroupMembership.objects.filter(left_on__isnull=False).count() == 2


def test_the_preview_shows_names_and_no_phone(tree):
    put(GroupImport, [GROUP], tree.city)
    importer = GroupImport(actor=None, scope=[tree.city])
    rows = [GROUP | {"成员手机号": phones(0, 1, 2), "组长手机号": phone(1)}]
    (row,) = importer.check(as_table(rows, GroupImport.columns)).changed
    assert importer.title(row.values) == "云集街道第一代表小组"
    assert {
        importer.heading(name): [importer.show(name, value) for value in pair]
        for name, pair in row.changes.items()
    } == {
        "组长": ["秦望舒", "贺知远"],
        "成员": ["3 人：秦望舒、贺知远、朱思齐", "3 人：秦望舒、贺知远、尤清和"],
    }


# what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize("stored", [True, False])
def test_without_a_column_of_fields_a_group_has_the_field_it_had(tree, stored):
    row = {name: GROUP[name] for name in GROUP if name != "领域"}
    if stored:
        put(GroupImport, [GROUP | {"类型": "专业型", "领域": "茶旅融合"}], tree.city)
        assert put(GroupImport, [row | {"类型": "专业型"}], tree.city)["unchanged"] == 1
    assert refusals(GroupImport, [row | {"类型": "区域型" if stored else "专业型"}], tree.city) == {
        2: ["区域型小组不写领域。" if stored else "专业型小组要写领域。"]
    }


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({"成员手机号": phones(0, 1, 1)}, ["成员 1360000**** 写了 2 次。"]),
        ({"成员手机号": f"{phones(0, 1)}、+86 136-0000-0001"}, ["成员 1360000**** 写了 2 次。"]),
        (
            {"组长手机号": phone(2)},
            ["组长不在成员里，请把组长的手机号也写进「成员手机号」。"],
        ),
        ({"支部书记手机号": phone(4)}, ["朱思齐不是中共党员，不能当支部书记。"]),
        ({"功能型党支部": ""}, ["写了支部书记，没有写功能型党支部。"]),
        ({"类型": "专业型"}, ["专业型小组要写领域。"]),
        ({"领域": "茶旅融合"}, ["区域型小组不写领域。"]),
        (
            {"成员手机号": f"{phones(0)}、13712345678"},
            ["没有手机号是 1371234**** 的代表，请先导入代表。"],
        ),
        ({"组长手机号": "13712345678"}, ["没有手机号是 1371234**** 的代表，请先导入代表。"]),
        ({"成员手机号": ""}, ["「成员手机号」没有填。"]),
        ({"区划代码": "429999"}, ["没有区划代码「429999」。"]),
    ],
)
def test_a_wrong_group_says_why_and_nothing_is_written(tree, change, reasons):
    assert refused(tree, other(功能型党支部="", 支部书记手机号=""), GROUP | change) == {3: reasons}


def test_every_wrong_phone_of_a_row_is_named(tree):
    row = GROUP | {"成员手机号": f"{phone(0)}、13712345678、13787654321"}
    assert refused(tree, row)[2] == [
        "没有手机号是 1371234**** 的代表，请先导入代表。",
        "没有手机号是 1378765**** 的代表，请先导入代表。",
    ]


def test_a_phone_of_two_persons_is_ambiguous(tree):
    twin = Representative.objects.get(name="贺知远")
    second = Representative(name="贺明远", station=twin.station)
    second.set_phone(phone(1))
    second.save()
    assert refused(tree, GROUP)[2] == [
        "手机号 1360000**** 有几位代表在用（贺知远、贺明远），分不清是哪一位。"
    ]


def test_whose_phone_it_is_elsewhere_is_not_told(tree):
    far = make_station(tree.fengshan, code="F9")
    second = Representative(name="覃远安", station=far)
    second.set_phone(phone(1))
    second.save()
    (reason,) = refused(tree, GROUP, scope=tree.xiling)[2]
    assert reason == "手机号 1360000**** 有几位代表在用（贺知远），分不清是哪一位。"


def test_two_secretaries_of_one_branch_are_refused(tree):
    rows = [GROUP, other(支部书记手机号=phone(2))]
    assert refused(tree, *rows) == {3: ["「云集街道党支部」在前面的行里是另一位书记，请改成一致。"]}


def test_a_branch_name_that_the_county_has_twice_is_ambiguous(tree):
    for area in (tree.xiba, tree.xiling):
        PartyBranch.objects.create(name="云集街道党支部", area=area)
    assert refusals(GroupImport, [GROUP], tree.city)[2] == [
        "这个县（市、区）有几个党支部叫「云集街道党支部」，分不清是哪一个。"
    ]
    own = PartyBranch.objects.create(name="云集街道党支部", area=tree.yunji)
    put(GroupImport, [GROUP], tree.city)
    assert Group.objects.get().branch == own


def test_the_same_group_twice_is_refused(tree):
    assert refused(tree, GROUP, GROUP) == {3: ["与第 2 行重复。"]}


def test_a_manager_groups_only_the_people_of_the_own_area(tree):
    far = make_station(tree.fengshan, code="S2")
    make_representative("吴长青", far)
    row = GROUP | {"成员手机号": phones(0, 5)}
    assert refused(tree, row, scope=tree.xiling)[2] == [
        "手机号 1360000**** 的代表不在您管理的范围里。"
    ]
    assert refused(tree, GROUP, scope=tree.yuanan)[2] == ["「云集街道」不在您管理的范围里。"]
