"""Rows that are for somebody else to import: seats of a congress above, accounts that can do more."""

import pytest

from representatives.imports import CodedStationImport, RepresentativeImport
from representatives.models import Representative, Seat
from stations.imports import OfficerImport
from stations.models import LiaisonOfficer
from tests.factories.accounts import make_user
from tests.factories.casework import make_seat
from tests.representatives.test_roster_import import PERSON as CITIZEN
from tests.representatives.test_roster_import import STATION as PLACE
from tests.representatives.test_roster_import import put, wrong

pytestmark = pytest.mark.django_db
STATION = PLACE | {"区划代码": "420525101001"}  # of 鸣凤镇, which has a congress of its own
PERSON = CITIZEN | {"区划代码": "420525101"}
TOWNSHIP = PERSON | {"层级": "乡", "届次": "3", "选区或选举单位": "鸣凤镇第 1 选区"}
BEYOND = "这位代表的账号还能办您管理范围以外的事，请上一级导入。"


@pytest.fixture
def tree(tree):
    put(CodedStationImport, [STATION, STATION | {"编号": "YC0002"}], tree)
    return tree


def levels():
    return list(Seat.objects.order_by("pk").values_list("level", flat=True))


def test_a_township_gives_no_seat_in_the_county(tree):
    reason = "县级代表职务由远安县人大常委会办理，请由他们导入。"
    assert wrong(RepresentativeImport, [PERSON], tree, [tree.mingfeng]) == [reason]
    assert (levels(), Representative.objects.count()) == ([], 0)
    put(RepresentativeImport, [PERSON], tree, [tree.yuanan])
    assert levels() == ["county"]


def test_a_county_gives_no_seat_in_the_city(tree):
    row = PERSON | {"层级": "市", "届次": "7", "选区或选举单位": "远安县"}
    reason = "市级代表职务由宜昌市人大常委会办理，请由他们导入。"
    assert wrong(RepresentativeImport, [row], tree, [tree.yuanan]) == [reason]


def test_what_is_stored_already_may_stand_in_anybodys_file(tree):
    """A township's own list names its people's county seats as well."""
    put(RepresentativeImport, [PERSON], tree)
    counts = put(RepresentativeImport, [PERSON, TOWNSHIP], tree, [tree.mingfeng])
    assert (counts["unchanged"], counts["new"]) == (1, 1)
    changed = PERSON | {"选区或选举单位": "第 13 选区"}
    assert len(wrong(RepresentativeImport, [changed], tree, [tree.mingfeng])) == 1


def test_who_has_an_account_gets_a_further_seat_from_who_has_authority_over_it(tree):
    put(RepresentativeImport, [PERSON], tree)
    account = make_user("qin", area=tree.mingfeng)
    Representative.objects.update(user=account)
    assert wrong(RepresentativeImport, [TOWNSHIP], tree, [tree.mingfeng]) == [BEYOND]
    put(RepresentativeImport, [TOWNSHIP], tree, [tree.yuanan])
    assert levels() == ["county", "township"]


def test_an_officer_whose_account_does_more_gets_no_further_station(tree):
    row = {"姓名": "周敏", "手机号": "13700000001", "站点编号": "YC0001"}
    put(OfficerImport, [row], tree)
    officer = LiaisonOfficer.objects.get()
    officer.user = make_user("zhou", area=tree.mingfeng)
    officer.save()
    person = Representative.objects.create(
        name="周敏", station=officer.stations.get(), user=officer.user
    )
    make_seat(person, tree.yuanan)
    further = row | {"站点编号": "YC0002"}
    reason = "这位联络员的账号还能办您管理范围以外的事，请上一级导入。"
    assert wrong(OfficerImport, [row, further], tree, [tree.mingfeng]) == [reason]
    put(OfficerImport, [row, further], tree, [tree.yuanan])
    assert officer.stations.count() == 2
