"""What the template of each import explains, whole; and that each column keeps what it takes."""

import openpyxl
import pytest
from django.core.exceptions import ValidationError

from jobs.import_files import NOTES_HEADER, template
from jobs.imports import all_imports
from representatives.imports import (
    AssignmentImport,
    BranchImport,
    CodedOfficerImport,
    CodedStationImport,
    DutyReportImport,
    GroupImport,
    RepresentativeImport,
)
from representatives.models import DutyReport, ElectoralDistrict, Representative
from stations.imports import DepartmentImport
from stations.models import Department, Group, LiaisonOfficer, PartyBranch, Station

# Heading, whether it has to be filled in, how, and an example.
EXPLAINED = {
    CodedStationImport: [
        ("编号", "必填", "", "YC0001"),
        ("名称", "必填", "", "示例社区代表联络站"),
        ("类型", "必填", "代表之家设在乡镇，联络站设在村（社区），基层联系点不限", "代表联络站"),
        ("区划代码", "必填", "6、9 或 12 位数字", "420502003004"),
        ("领域", "可不填", "专业联系点的领域", "茶旅融合"),
        ("上级站点编号", "可不填", "例如本乡镇的代表之家", "YC0001"),
        ("依托类型", "可不填", "、".join(Station.HostKind.labels), "党群服务中心"),
        ("依托单位", "可不填", "", "示例社区党群服务中心"),
        ("站长", "可不填", "", "示例站长"),
        ("建站日期", "可不填", "", "2021-06-18"),
        ("地址", "可不填", "", ""),
        ("电话", "可不填", "公开的固定电话或手机，座机带区号", ""),
        ("开放时间", "可不填", "", "周一至周五 9:00–17:00"),
        ("经度", "可不填", "", ""),
        ("纬度", "可不填", "", ""),
    ],
    RepresentativeImport: [
        ("姓名", "必填", "", "示例代表"),
        ("性别", "可不填", "", "女"),
        ("民族", "可不填", "", "土家族"),
        ("中共党员", "可不填", "是或否，只有工作人员看得到", "是"),
        ("手机号", "必填", "用来识别同一个人，不公开", "13900000001"),
        ("单位职务", "可不填", "", ""),
        ("简介", "可不填", "", ""),
        ("层级", "必填", "全国、省、市、县、乡", "县"),
        ("届次", "必填", "只填数字", "6"),
        ("选区或选举单位", "必填", "", "第 12 选区"),
        ("区划代码", "必填", "6、9 或 12 位数字", "420502003004"),
        ("站点编号", "必填", "站点表里的编号", "YC0001"),
        ("公示电话", "可不填", "可以公开的电话", ""),
    ],
    CodedOfficerImport: [
        ("姓名", "必填", "", "示例联络员"),
        ("手机号", "必填", "用来识别同一个人，不公开", "13900000001"),
        ("站点编号", "必填", "站点表里的编号", "YC0001"),
    ],
    DepartmentImport: [
        ("名称", "必填", "", "示例街道城管办"),
        ("区划代码", "必填", "6、9 或 12 位数字", "420502003004"),
        ("联系人", "可不填", "", ""),
        ("手机号", "可不填", "联系人的手机，不公开", ""),
    ],
    AssignmentImport: [
        ("人大层级", "必填", "全国、省、市、县、乡", "县"),
        ("人大区划代码", "必填", "县级填县的，乡级填乡镇的，市级以上填市的", "420502"),
        ("届次", "必填", "只填数字", "6"),
        ("选区或选举单位", "必填", "", "第 12 选区"),
        (
            "范围区划代码",
            "可不填",
            "选区填村（社区）或乡镇，可以几个",
            "420502003004、420502003005",
        ),
        ("姓名", "可不填", "分到这里的代表，可不填", ""),
        ("手机号", "可不填", "和姓名一起填", ""),
    ],
    GroupImport: [
        ("名称", "必填", "", "示例镇第一代表小组"),
        ("类型", "必填", "区域型或专业型", "区域型"),
        ("区划代码", "必填", "6、9 或 12 位数字", "420502003004"),
        ("领域", "可不填", "专业型小组要填", ""),
        ("组长手机号", "必填", "组长也要写进成员", "13900000001"),
        ("成员手机号", "必填", "几个号码用顿号隔开", "13900000001、13900000002"),
        ("功能型党支部", "可不填", "", "示例镇代表小组党支部"),
        ("支部书记手机号", "可不填", "留空不改", ""),
    ],
    BranchImport: [
        ("名称", "必填", "", "示例镇代表小组党支部"),
        ("区划代码", "必填", "6、9 或 12 位数字", "420502003004"),
        ("成立日期", "可不填", "", "2021-07-01"),
        ("支部书记手机号", "可不填", "", "13900000001"),
        ("党员手机号", "可不填", "几个号码用顿号隔开", "13900000001、13900000002"),
    ],
    DutyReportImport: [
        ("姓名", "必填", "", "示例代表"),
        ("手机号", "必填", "用来识别同一个人，不公开", "13900000001"),
        ("述职日期", "必填", "", "2026-03-12"),
        ("向谁述职", "必填", "", "示例镇第 2 选区选民"),
        ("到会人数", "必填", "", "46"),
    ],
}


@pytest.mark.parametrize("cls", EXPLAINED, ids=lambda cls: cls.slug)
def test_the_template_explains_each_column(cls):
    notes = openpyxl.load_workbook(template(cls)).worksheets[1]
    rows = [tuple(value or "" for value in row) for row in notes.iter_rows(values_only=True)]
    first = rows.index(NOTES_HEADER)
    assert rows[first + 1 :] == EXPLAINED[cls]


@pytest.mark.parametrize("cls", EXPLAINED, ids=lambda cls: cls.slug)
def test_an_example_is_what_its_column_takes(cls):
    for column in cls.columns:
        if column.example:
            column.value(column.example)


def test_every_import_of_these_apps_is_explained():
    theirs = ("representatives.", "stations.")
    assert {cls for cls in all_imports() if cls.__module__.startswith(theirs)} == set(EXPLAINED)


@pytest.mark.parametrize("cls", EXPLAINED, ids=lambda cls: cls.slug)
def test_a_mobile_number_shows_masked_where_no_name_stands_for_it(cls):
    named = getattr(cls, "person_fields", set()) | getattr(cls, "people_fields", set())
    importer = cls(actor=None, scope=[])
    for column in cls.columns:
        if "手机号" in column.name and column.key not in named:
            assert importer.show(column.key, "13900000001") == "1390000****"


CODES = {
    **dict.fromkeys(("区划代码", "人大区划代码", "范围区划代码"), 12),
    **dict.fromkeys(("编号", "站点编号", "上级站点编号"), 32),
}


@pytest.mark.parametrize("cls", EXPLAINED, ids=lambda cls: cls.slug)
def test_a_code_has_so_many_characters_at_most(cls):
    for column in cls.columns:
        if longest := CODES.get(column.name):
            assert "1" * longest in column.value("1" * longest)
            with pytest.raises(ValidationError, match=f"最多 {longest} 个字符"):
                column.value("1" * (longest + 1))


# Free words, by the field they end up in.
STORED = {
    CodedStationImport: dict.fromkeys(
        ("名称", "领域", "依托单位", "站长", "地址", "开放时间"), Station
    ),
    RepresentativeImport: dict.fromkeys(("姓名", "民族", "单位职务", "简介"), Representative)
    | {"选区或选举单位": ElectoralDistrict},
    CodedOfficerImport: {"姓名": LiaisonOfficer},
    DepartmentImport: {"名称": Department, "联系人": Department},
    AssignmentImport: {"选区或选举单位": ElectoralDistrict, "姓名": Representative},
    GroupImport: {"名称": Group, "领域": Group, "功能型党支部": PartyBranch},
    BranchImport: {"名称": PartyBranch},
    DutyReportImport: {"姓名": Representative, "向谁述职": DutyReport},
}
ELSEWHERE = {"electing_body": "name", "body": "name", "branch": "name"}


@pytest.mark.parametrize("cls", STORED, ids=lambda cls: cls.slug)
def test_words_may_be_as_long_as_what_is_stored(cls):
    for column in cls.columns:
        if model := STORED[cls].get(column.name):
            longest = model._meta.get_field(ELSEWHERE.get(column.key, column.key)).max_length
            assert column.value("字" * longest) == "字" * longest
            with pytest.raises(ValidationError, match=f"最多 {longest} 个字"):
                column.value("字" * (longest + 1))
