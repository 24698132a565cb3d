"""Lists of stations and people, opening accounts, seats."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry, User
from representatives.models import Representative, Seat
from stations.models import LiaisonOfficer
from tests.factories.accounts import make_user
from tests.factories.casework import (
    make_officer,
    make_representative,
    make_seat,
)
from tests.factories.listings import rows_on

pytestmark = pytest.mark.django_db
PEOPLE, STATIONS = reverse("office:people"), reverse("office:stations")


def names(page):
    return [row.name for row in rows_on(page)]


def changes():
    return list(
        AuditEntry.objects.filter(action=AuditEntry.Action.ROLE_CHANGE)
        .order_by("pk")
        .values_list("target", "reason")
    )


# lists ----------------------------------------------------------------------------------------


def test_stations_show_their_work_and_their_people(client, cast):
    cast.submit()
    cast.submit(keep_from=True)
    client.force_login(cast.jiedao)
    (row,) = rows_on(client.get(STATIONS))

    assert row.names == ["周敏"]
    figures = {figure.label: number for figure, number in row.cells}
    assert figures == {"在任代表": 1, "在办": 1, "超期": 0}


def test_a_station_is_found_by_name_code_and_place(staff, cast):
    for word in ("果园路", "S1", "果园路社区"):
        assert len(rows_on(staff.get(STATIONS, {"q": word}))) == 1
    assert "没有找到" in staff.get(STATIONS, {"q": "火星"}).content.decode()


@pytest.mark.parametrize(
    ("kind", "query", "found"),
    [
        ("representatives", "秦", ["秦望舒"]),
        ("representatives", "qws", ["秦望舒"]),
        ("officers", "周", ["周敏"]),
        ("departments", "城管", ["云集街道城管办"]),
        ("representatives", "没有", []),
        ("nonsense", "秦", ["秦望舒"]),
    ],
)
def test_people_are_found_by_name_and_pinyin(staff, cast, kind, query, found):
    Representative.objects.update(pinyin="qin wang shu qws")

    assert names(staff.get(PEOPLE, {"kind": kind, "q": query})) == found


def test_lists_end_where_the_own_area_ends(client, cast):
    client.force_login(cast.stranger)

    assert rows_on(client.get(STATIONS)) == []
    for kind in ("representatives", "officers", "departments"):
        assert names(client.get(PEOPLE, {"kind": kind})) == []
    for url in (
        reverse("office:station", args=[cast.station.pk]),
        reverse("office:representative", args=[cast.representative.pk]),
        reverse("office:officer", args=[cast.officer.pk]),
        reverse("office:department", args=[cast.street_office.pk]),
    ):
        assert client.get(url).status_code == 404


def test_pages_follow_one_another_by_key(staff, cast):
    for n in range(30):
        make_representative(f"代表{n}", cast.station)
    first = staff.get(PEOPLE)
    second = staff.get(PEOPLE + first.context["listing"].around["after"])

    assert (len(names(first)), names(second)) == (30, ["代表29"])
    assert staff.get(PEOPLE, {"after": "x\0"}).status_code == 200


def test_serving_people_without_an_account_are_listed_alone(staff, cast):
    left = make_representative("已离任", cast.station)
    left.seats.update(status=Seat.Status.ENDED, ended_on="2026-11-01", end_reason="term_over")
    make_representative("没账号", cast.station)
    make_representative("有账号", cast.station, user=make_user("has"))
    listed = names(staff.get(f"{PEOPLE}?account=none"))
    assert "没账号" in listed
    assert not {"已离任", "有账号"} & set(listed)


def test_who_has_left_is_offered_no_account_and_ended_seats_come_last(staff, cast):
    person = make_representative("已离任", cast.station)
    old = person.seats.get()
    url = reverse("office:representative", args=[person.pk])
    assert "开通账号" in staff.get(url).content.decode()
    person.seats.update(status=Seat.Status.ENDED, ended_on="2026-11-01", end_reason="term_over")
    page = staff.get(url).content.decode()
    assert "已经不再担任代表" in page
    assert "开通账号" not in page
    make_seat(person, cast.tree.mingfeng, level="township", term=3)
    assert staff.get(url).context["seats"][-1] == (old, "")


# accounts -------------------------------------------------------------------------------------


def open_account(client, kind, person, **values):
    return client.post(reverse("office:open_account", args=[kind, person.pk]), values)


def test_a_representative_gets_an_account_without_a_password(staff, cast):
    person = make_representative("沈知微", cast.station, pinyin="shenzhiwei")
    page = staff.get(reverse("office:open_account", args=["representative", person.pk]))
    assert 'value="shenzhiwei"' in page.content.decode()
    open_account(staff, "representative", person, username=" ShenZhiwei")
    person.refresh_from_db()

    assert person.user.username == "shenzhiwei"
    assert not person.user.has_usable_password()
    assert person.user.area == cast.tree.yunji
    assert changes() == [("开通账号：沈知微，代表（果园路社区代表联络站）", "")]
    shown = staff.get(reverse("office:representative", args=[person.pk])).content.decode()
    assert "等本人激活" in shown
    assert reverse("accounts:activation_slip", args=[person.user.pk]) in shown


def test_an_officer_and_a_department_get_accounts(staff, cast):
    officer = make_officer("何一舟", cast.station)
    open_account(staff, "officer", officer, username="heyizhou")
    open_account(staff, "department", cast.street_office, username="lijian", name="李建")

    assert LiaisonOfficer.objects.get(pk=officer.pk).user.username == "heyizhou"
    assert cast.street_office.members.filter(username="lijian", name="李建").exists()


def test_a_name_that_belongs_to_somebody_else_is_refused_and_kept(staff, cast):
    person = make_representative("沈知微", cast.station)
    response = open_account(staff, "representative", person, username="shiji")

    assert response.status_code == 422
    assert 'value="shiji"' in response.content.decode()
    assert Representative.objects.get(pk=person.pk).user is None


def test_the_same_person_keeps_the_account_in_another_role(staff, cast):
    account = make_user("zhoumin", name="周敏", area=cast.tree.yunji)
    make_officer("周敏", cast.station, user=account)
    person = make_representative("周敏", cast.station)
    open_account(staff, "representative", person, username="zhoumin")

    assert Representative.objects.get(pk=person.pk).user == account
    assert User.objects.filter(username="zhoumin").count() == 1


def test_a_member_leaves_a_department_and_keeps_the_account(staff, cast):
    staff.post(reverse("office:remove_member", args=[cast.street_office.pk, cast.zhanban.pk]))

    assert cast.street_office.members.count() == 0
    assert User.objects.filter(pk=cast.zhanban.pk, is_active=True).exists()


def test_an_officer_stops_and_comes_back(staff, cast):
    url = reverse("office:switch", args=["officer", cast.officer.pk])
    assert staff.post(url, {"reason": ""}).status_code == 422
    staff.post(url, {"reason": "调走了"})
    cast.officer.refresh_from_db()
    assert not cast.officer.is_active
    staff.post(url, {"reason": "回来了"})
    cast.officer.refresh_from_db()

    assert cast.officer.is_active
    assert changes() == [("周敏：停止在岗", "调走了"), ("周敏：恢复在岗", "回来了")]


# seats ----------------------------------------------------------------------------------------


def seat_url(name, cast):
    return reverse(f"office:{name}", args=[cast.representative.seats.get().pk])


def test_a_seat_ends_with_a_day_and_a_reason(staff, cast):
    today = timezone.localdate()
    url = seat_url("end_seat", cast)
    assert staff.post(url, {"end_reason": "moved", "ended_on": "2999-01-01"}).status_code == 422
    staff.post(url, {"end_reason": "moved", "ended_on": today.isoformat()})
    seat = cast.representative.seats.get()

    assert (seat.status, seat.ended_on, seat.end_reason) == ("ended", today, "moved")
    assert changes() == [("终止代表职务：秦望舒，西陵区第6届人大代表", "迁出或调离")]
    assert staff.get(url).status_code == 404  # never revived


def test_a_seat_is_suspended_and_resumed(staff, cast):
    staff.post(seat_url("suspend_seat", cast), {"reason": "配合调查"})
    assert cast.representative.seats.get().status == Seat.Status.SUSPENDED
    staff.post(seat_url("resume_seat", cast))

    assert cast.representative.seats.get().status == Seat.Status.ACTIVE
    assert [reason for _, reason in changes()] == ["配合调查", ""]


def test_changes_are_for_managers_of_the_area(client, cast):
    urls = [
        reverse("office:open_account", args=["department", cast.street_office.pk]),
        reverse("office:switch", args=["officer", cast.officer.pk]),
        reverse("office:remove_member", args=[cast.street_office.pk, cast.zhanban.pk]),
        *(seat_url(name, cast) for name in ("end_seat", "suspend_seat", "resume_seat")),
    ]
    for user in (cast.jiedao, cast.stranger, cast.lianluo, cast.daibiao):
        client.force_login(user)
        assert [client.post(url).status_code for url in urls] == [404] * len(urls)


@pytest.mark.parametrize("who", ["daibiao", "lianluo", "bumen"])
@pytest.mark.parametrize("url", [STATIONS, PEOPLE])
def test_lists_are_for_staff(client, cast, who, url):
    client.force_login(getattr(cast, who))

    assert client.get(url).status_code == 404
