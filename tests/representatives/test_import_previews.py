"""What the preview of an import says: which row, which column, what stands there and what will."""

import pytest

from jobs.imports import as_table
from representatives.imports import (
    AssignmentImport,
    CodedStationImport,
    GroupImport,
    RepresentativeImport,
)
from representatives.models import Representative
from stations.imports import DepartmentImport
from tests.factories.casework import make_representative, make_station
from tests.factories.tables import put

pytestmark = pytest.mark.django_db

STATION = {
    "编号": "S1",
    "名称": "果园路社区代表联络站",
    "类型": "代表联络站",
    "区划代码": "420502003004",
    "上级站点编号": "",
    "依托类型": "学校",
    "站长": "",
}
PERSON = {
    "姓名": "秦望舒",
    "性别": "女",
    "民族": "土家族",
    "中共党员": "否",
    "手机号": "13600000000",
    "单位职务": "",
    "层级": "县",
    "届次": "6",
    "选区或选举单位": "第 1 选区",
    "区划代码": "420502003",
    "站点编号": "S1",
    "公示电话": "",
}
GROUP = {
    "名称": "第一代表小组",
    "类型": "区域型",
    "区划代码": "420502003",
    "领域": "",
    "组长手机号": "13600000000",
    "成员手机号": "13600000000",
    "功能型党支部": "云集街道党支部",
    "支部书记手机号": "",
}
DISTRICT = {
    "人大层级": "县",
    "人大区划代码": "420502",
    "届次": "6",
    "选区或选举单位": "第 2 选区",
    "范围区划代码": "420502003004",
    "姓名": "",
    "手机号": "",
}
DEPARTMENT = {"名称": "城管办", "区划代码": "420502003", "联系人": "", "手机号": ""}


def preview(cls, row, area):
    """{row: {column: (what stands there, what will)}}"""
    importer = cls(actor=None, scope=[area])
    plan = importer.check(as_table([row], cls.columns))
    assert plan.wrong == []
    return {
        importer.title(row.values): {
            importer.heading(name): tuple(importer.show(name, value) for value in pair)
            for name, pair in row.changes.items()
        }
        for row in [*plan.new, *plan.changed]
    }


def test_of_a_station(tree):
    put(CodedStationImport, [STATION], tree.city)
    other = STATION | {"类型": "基层联系点", "区划代码": "420502", "依托类型": "", "站长": "周敏"}
    assert preview(CodedStationImport, other, tree.city) == {
        "S1 果园路社区代表联络站": {
            "类型": ("代表联络站", "基层联系点"),
            "区划": ("果园路社区", "西陵区"),
            "依托类型": ("学校", "（空）"),
            "站长": ("（空）", "周敏"),
        }
    }
    assert preview(CodedStationImport, STATION | {"依托类型": "矿区"}, tree.city) == {
        "S1 果园路社区代表联络站": {"依托类型": ("学校", "矿区")}
    }


def test_of_a_representative(tree):
    rows = [STATION, STATION | {"编号": "S2", "名称": "另一站"}]
    put(CodedStationImport, rows, tree.city)
    put(RepresentativeImport, [PERSON], tree.city)
    other = PERSON | {
        "性别": "男",
        "民族": "",
        "中共党员": "是",
        "单位职务": "教师",
        "选区或选举单位": "第 2 选区",
        "站点编号": "S2",
        "公示电话": "0717-0000001",
    }
    assert preview(RepresentativeImport, other, tree.city) == {
        "秦望舒 西陵区第6届": {
            "性别": ("女", "男"),
            "民族": ("土家族", "（空）"),
            "中共党员": ("否", "是"),
            "单位职务": ("（空）", "教师"),
            "选区或选举单位": ("第 1 选区", "第 2 选区"),
            "站点": ("果园路社区代表联络站", "另一站"),
            "公示电话": ("（空）", "07170000001"),
        }
    }
    assert preview(RepresentativeImport, PERSON | {"性别": ""}, tree.city) == {
        "秦望舒 西陵区第6届": {"性别": ("女", "（空）")}
    }


def test_of_a_district_that_will_cover_more(tree):
    put(CodedStationImport, [STATION], tree.city)
    put(RepresentativeImport, [PERSON], tree.city)
    assert preview(RepresentativeImport, PERSON | {"区划代码": "420502004"}, tree.city) == {
        "秦望舒 西陵区第6届": {"区划": ("（空）", "西坝街道")}
    }


def test_of_a_place_and_of_a_seat(tree):
    make_representative("秦望舒", make_station(tree.guoyuanlu))
    assert preview(AssignmentImport, DISTRICT, tree.city) == {"西陵区第6届 第 2 选区": {}}
    put(AssignmentImport, [DISTRICT], tree.city)
    drawn = DISTRICT | {"范围区划代码": "420502003005、420502004"}
    assert preview(AssignmentImport, drawn, tree.city) == {
        "西陵区第6届 第 2 选区": {"范围区划代码": ("果园路社区", "西坝街道、小林园社区")}
    }
    seated = DISTRICT | {"姓名": "秦望舒", "手机号": "13600000000"}
    assert preview(AssignmentImport, seated, tree.city) == {
        "西陵区第6届 第 2 选区 秦望舒": {"选区或选举单位": ("第 1 选区", "第 2 选区")}
    }


def test_of_a_group(tree):
    station = make_station(tree.guoyuanlu)
    for name in ("秦望舒", "贺知远"):
        make_representative(name, station)
    Representative.objects.update(is_party_member=True)
    put(GroupImport, [GROUP], tree.city)
    other = GROUP | {
        "类型": "专业型",
        "领域": "茶旅融合",
        "功能型党支部": "新党支部",
        "支部书记手机号": "13600000001",
    }
    assert preview(GroupImport, other, tree.city) == {
        "云集街道 第一代表小组": {
            "类型": ("区域型", "专业型"),
            "领域": ("（空）", "茶旅融合"),
            "功能型党支部": ("云集街道党支部", "新党支部"),
            "支部书记": ("（空）", "贺知远"),
        }
    }


def test_a_phone_that_is_not_of_a_named_person_keeps_its_heading(tree):
    assert AssignmentImport(actor=None, scope=[tree.city]).heading("phone") == "手机号"


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("", "13700000002", ("（空）", "（已填）")),
        ("13700000002", "", ("（已填）", "（空）")),
        ("13700000002", "13700000003", ("（已填）", "（已填）")),
    ],
)
def test_of_a_department_without_its_phone(tree, before, after, shown):
    put(DepartmentImport, [DEPARTMENT | {"手机号": before}], tree.city)
    changed = DEPARTMENT | {"手机号": after, "联系人": "周敏"}
    assert preview(DepartmentImport, changed, tree.city) == {
        "城管办": {"联系人": ("（空）", "周敏"), "手机号": shown}
    }
