"""The roster as cities really have it: every quirk of the files, and nothing half done."""

import io
from datetime import date

import openpyxl
import pytest

from areas.models import Installation
from jobs.imports import ImportRefusedError, run_import
from representatives.imports import CodedOfficerImport, CodedStationImport, RepresentativeImport
from representatives.models import MessageCode, Representative, Seat
from stations.imports import DepartmentImport
from stations.models import Department, LiaisonOfficer, Station

pytestmark = pytest.mark.django_db

STATION = {
    "编号": "YC0001",
    "名称": "果园路社区代表联络站",
    "类型": "代表联络站",
    "区划代码": "420502003004",
    "依托单位": "党群服务中心",
    "地址": "示例路 1 号",
    "电话": "0717-0000001",
    "开放时间": "周一至周五",
    "经度": "111.28",
    "纬度": "30.69",
}
PERSON = {
    "姓名": "秦望舒",
    "性别": "女",
    "民族": "土家族",
    "手机号": "13900000001",
    "单位职务": "示例社区书记",
    "简介": "",
    "层级": "县",
    "届次": "6",
    "选区或选举单位": "第 12 选区",
    "区划代码": "420502003",
    "站点编号": "YC0001",
    "公示电话": "",
}


@pytest.fixture
def stations(tree):
    put(CodedStationImport, [STATION], tree)
    return tree


def put(cls, source, tree, scope=None):
    return run_import(cls, source, actor=None, scope=scope or [tree.city])


def wrong(cls, rows, tree, scope=None):
    with pytest.raises(ImportRefusedError) as refused:
        put(cls, rows, tree, scope)
    return [reason for row in refused.value.plan.wrong for reason in row.reasons]


def csv(rows, encoding="utf-8", title=""):
    head = list(rows[0])
    lines = [title] * bool(title) + [",".join(head)]
    lines += [",".join(str(row.get(name, "")) for name in head) for row in rows]
    return io.BytesIO("\r\n".join(lines).encode(encoding))


# stations -------------------------------------------------------------------------------------


def test_a_station_comes_with_its_own_code(stations):
    station = Station.objects.get()
    assert (station.code, station.kind, station.area.code) == (
        "YC0001",
        Station.Kind.STATION,
        "420502003004",
    )
    assert MessageCode.objects.get().station == station


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_every_encoding_of_a_csv_is_read(tree, encoding):
    assert put(CodedStationImport, csv([STATION], encoding), tree)["new"] == 1
    assert Station.objects.get().name == "果园路社区代表联络站"


def test_title_rows_other_columns_and_another_order_are_tolerated(tree):
    row = {"备注": "无"} | dict(reversed(STATION.items()))
    put(CodedStationImport, csv([row], title="宜昌市代表联络站名册（2026 年）"), tree)
    assert Station.objects.get().host == "党群服务中心"


def test_the_same_stations_twice_change_nothing(stations):
    counts = put(CodedStationImport, [STATION], stations)
    assert counts == {"new": 0, "changed": 0, "unchanged": 1, "wrong": 0}
    assert MessageCode.objects.count() == 1


def test_a_changed_station_keeps_its_code(stations):
    slug = MessageCode.objects.get().slug
    counts = put(CodedStationImport, [STATION | {"名称": "果园路代表之家"}], stations)
    assert counts["changed"] == 1
    assert Station.objects.get().name == "果园路代表之家"
    assert MessageCode.objects.get().slug == slug


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"区划代码": "429999"}, "没有区划代码"),
        ({"类型": "办事处"}, "「类型」只能填"),
        ({"纬度": ""}, "经度和纬度要一起填"),
        ({"编号": ""}, "「编号」没有填"),
        ({"电话": "12"}, "电话号码看起来不对"),
    ],
)
def test_a_wrong_station_says_why_and_nothing_is_written(tree, change, reason):
    reasons = wrong(CodedStationImport, [STATION, STATION | {"编号": "YC0002"} | change], tree)
    assert len(reasons) == 1
    assert reason in reasons[0]
    assert Station.objects.count() == 0


def test_a_manager_imports_only_into_the_own_area(tree):
    (reason,) = wrong(CodedStationImport, [STATION], tree, scope=[tree.yuanan])
    assert "不在您管理的范围里" in reason


def test_a_manager_cannot_move_another_areas_station_into_the_own(stations):
    taken = STATION | {"区划代码": "420525101001"}
    (reason,) = wrong(CodedStationImport, [taken], stations, scope=[stations.yuanan])
    assert "属于另一个地区" in reason


# representatives ------------------------------------------------------------------------------


def test_several_rows_of_one_person_are_several_seats_and_one_code(stations):
    city = PERSON | {"层级": "市", "届次": "7", "选区或选举单位": "西陵区", "区划代码": "420500"}
    put(RepresentativeImport, [PERSON, city], stations)
    person = Representative.objects.get()
    assert person.pinyin == "qin wang shu qws"
    assert [seat.congress.name for seat in person.seats.all()] == ["西陵区", "宜昌市"]
    assert MessageCode.objects.filter(representative=person).count() == 1
    assert person.posts_line == "西陵区、宜昌市人大代表"


def test_a_row_is_stored_whole(stations):
    row = PERSON | {"中共党员": "是", "简介": "十年", "公示电话": "0717-0000002"}
    put(RepresentativeImport, [row], stations)
    assert Representative.objects.values(
        "name",
        "sex",
        "ethnicity",
        "is_party_member",
        "post",
        "bio",
        "station__code",
        "public_phone",
    ).get() == {
        "name": "秦望舒",
        "sex": "female",
        "ethnicity": "土家族",
        "is_party_member": True,
        "post": "示例社区书记",
        "bio": "十年",
        "station__code": "YC0001",
        "public_phone": "07170000002",
    }
    assert Representative.objects.get().phone == "13900000001"


def test_an_empty_cell_clears_what_is_stored_of_a_person(stations):
    row = PERSON | {"中共党员": "是", "公示电话": "0717-0000002"}
    put(RepresentativeImport, [row], stations)
    empty = dict.fromkeys(("性别", "民族", "中共党员", "单位职务", "公示电话"), "")
    put(RepresentativeImport, [row | empty], stations)
    person = Representative.objects.get()
    assert (person.sex, person.ethnicity, person.post, person.public_phone) == ("", "", "", "")
    assert person.is_party_member is False


def test_another_district_takes_the_seat_over(stations):
    put(RepresentativeImport, [PERSON], stations)
    put(RepresentativeImport, [PERSON | {"选区或选举单位": "第 13 选区"}], stations)
    seat = Seat.objects.get()
    assert (seat.district.name, seat.unit) == ("第 13 选区", None)
    assert [area.short_name for area in seat.district.areas.all()] == ["云集街道"]


@pytest.mark.parametrize(
    "phone", ["１３９０００００００１", "+86 139-0000-0001", "13900000001.0", " 139 0000 0001 "]
)
def test_a_phone_is_the_same_however_it_is_written(stations, phone):
    put(RepresentativeImport, [PERSON], stations)
    counts = put(RepresentativeImport, [PERSON | {"手机号": phone}], stations)
    assert counts["unchanged"] == 1


def test_numbers_stored_as_floats_in_a_workbook_are_read(stations):
    book = openpyxl.Workbook()
    book.active.append(["代表名册"])
    book.active.append(list(PERSON))
    row = PERSON | {"手机号": 13900000001.0, "届次": 6.0, "区划代码": 420502003}
    book.active.append(list(row.values()))
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    assert put(RepresentativeImport, file, stations)["new"] == 1
    assert put(RepresentativeImport, [PERSON], stations)["unchanged"] == 1


def test_the_same_roster_twice_changes_nothing(stations):
    put(RepresentativeImport, [PERSON], stations)
    before = (
        list(Seat.objects.values_list()),
        list(Representative.objects.values_list("pk", "post")),
    )
    counts = put(RepresentativeImport, [PERSON], stations)
    assert counts == {"new": 0, "changed": 0, "unchanged": 1, "wrong": 0}
    after = list(Seat.objects.values_list()), list(Representative.objects.values_list("pk", "post"))
    assert before == after


def test_an_import_never_revives_an_ended_seat(stations):
    put(RepresentativeImport, [PERSON], stations)
    Seat.objects.get().end(on=date(2026, 11, 1), reason=Seat.EndReason.RESIGNED)
    put(RepresentativeImport, [PERSON | {"单位职务": "新职务"}], stations)
    assert Seat.objects.get().status == Seat.Status.ENDED
    assert Representative.objects.get().post == "新职务"


def test_a_column_that_is_missing_leaves_what_is_stored(stations):
    put(RepresentativeImport, [PERSON | {"简介": "从事社区工作十年。"}], stations)
    rest = {name: value for name, value in PERSON.items() if name != "简介"}
    second = rest | {"层级": "市", "届次": "7", "选区或选举单位": "西陵区", "区划代码": "420500"}
    put(RepresentativeImport, [rest, second], stations)
    assert Representative.objects.get().bio == "从事社区工作十年。"
    assert Seat.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"站点编号": "没有"}, "没有编号为「没有」的站点"),
        ({"层级": "区"}, "「层级」只能填"),
        ({"层级": "乡"}, "是街道，不设人民代表大会"),
        ({"层级": "县", "区划代码": "420500"}, "县级代表的区划代码应是县"),
        ({"届次": "第六届"}, "「届次」只能是数字"),
        ({"届次": "0"}, "「届次」应在 1 到 99 之间"),
        ({"手机号": "1.39E+10"}, "后面几位已经丢了"),
        ({"手机号": ""}, "「手机号」没有填"),
    ],
)
def test_a_wrong_row_says_why(stations, change, reason):
    (said,) = wrong(RepresentativeImport, [PERSON | change], stations)
    assert reason in said
    assert Representative.objects.count() == 0


def test_rows_of_one_person_must_agree(stations):
    second = PERSON | {"层级": "市", "届次": "7", "区划代码": "420500", "性别": "男"}
    (reason,) = wrong(RepresentativeImport, [PERSON, second], stations)
    assert "「性别」不一样" in reason


def test_a_manager_cannot_draw_another_areas_person_to_the_own_station(stations):
    """Who knows a name and a phone would get the person's page, codes and account that way."""
    put(RepresentativeImport, [PERSON], stations)
    far = STATION | {"编号": "YC0002", "区划代码": "420525101001"}
    put(CodedStationImport, [far], stations)
    taken = PERSON | {"区划代码": "420525101001", "站点编号": "YC0002", "单位职务": "改了"}
    (reason,) = wrong(RepresentativeImport, [taken], stations, scope=[stations.yuanan])
    assert "不在您管理的范围里" in reason
    assert (Representative.objects.get().station.code, Seat.objects.count()) == ("YC0001", 1)


def test_the_same_seat_twice_in_a_file_is_wrong(stations):
    assert wrong(RepresentativeImport, [PERSON, PERSON], stations) == ["与第 2 行重复。"]


def test_a_county_seat_in_a_street_of_the_zone_belongs_to_the_county_of_its_code(stations):
    put(RepresentativeImport, [PERSON | {"区划代码": "420502008"}], stations)
    assert Seat.objects.get().congress.name == "西陵区"


def test_a_provincial_seat_names_the_province_of_the_installation(stations):
    installation = Installation.objects.get()
    installation.province_name = "湖北省"
    installation.save()
    row = PERSON | {"层级": "省", "届次": "14", "选区或选举单位": "宜昌市", "区划代码": "420500"}
    put(RepresentativeImport, [row], stations)
    assert Seat.objects.get().congress.name == "湖北省"


# officers and departments ---------------------------------------------------------------------


def test_an_officer_may_serve_several_stations_and_has_one_code(stations):
    put(CodedStationImport, [STATION | {"编号": "YC0002", "名称": "另一站"}], stations)
    rows = [{"姓名": "周敏", "手机号": "13700000001", "站点编号": c} for c in ("YC0001", "YC0002")]
    assert put(CodedOfficerImport, rows, stations)["new"] == 2
    assert put(CodedOfficerImport, rows, stations)["unchanged"] == 2
    officer = LiaisonOfficer.objects.get()
    assert (officer.stations.count(), officer.phone) == (2, "13700000001")
    assert MessageCode.objects.filter(officer=officer).count() == 1


def test_a_manager_cannot_take_another_areas_officer_into_the_own_hands(stations):
    """Their account, and what its holder reads, would be this manager's to open."""
    officer = {"姓名": "周敏", "手机号": "13700000001", "站点编号": "YC0001"}
    put(CodedOfficerImport, [officer], stations)
    far = STATION | {"编号": "YC0002", "区划代码": "420525101001"}
    put(CodedStationImport, [far], stations)
    taken = officer | {"站点编号": "YC0002"}
    (reason,) = wrong(CodedOfficerImport, [taken], stations, scope=[stations.yuanan])
    assert "不在您管理的范围里" in reason
    assert [s.code for s in LiaisonOfficer.objects.get().stations.all()] == ["YC0001"]


def test_departments_are_known_by_area_and_name(tree):
    row = {"名称": "云集街道城管办", "区划代码": "420502003", "联系人": "", "手机号": "13700000002"}
    assert put(DepartmentImport, [row], tree)["new"] == 1
    assert put(DepartmentImport, [row | {"联系人": "周敏"}], tree)["changed"] == 1
    assert put(DepartmentImport, [row | {"联系人": "周敏"}], tree)["unchanged"] == 1
    department = Department.objects.get()
    assert (department.contact, department.phone) == ("周敏", "13700000002")


def test_a_department_gets_another_phone_and_loses_it(tree):
    row = {"名称": "云集街道城管办", "区划代码": "420502003", "联系人": "", "手机号": ""}
    phones = []
    for phone in ("", "13700000002", "13700000003", ""):
        put(DepartmentImport, [row | {"手机号": phone, "联系人": phone[-1:]}], tree)
        department = Department.objects.get()
        phones.append((department.phone, department.contact))
    assert phones == [
        (None, ""),
        ("13700000002", "2"),
        ("13700000003", "3"),
        (None, ""),
    ]
