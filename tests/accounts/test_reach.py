"""Who may take an account into his hands: whoever has authority over all that it can do."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from accounts.authority import BeyondReachError, words_of_keeper
from accounts.models import Post, User
from accounts.permissions import can_manage_account
from accounts.reach import areas_reached, office_over
from representatives.accounts import open_account
from representatives.models import Level, Representative, Seat
from stations.accounts import add_member
from stations.models import StationCover
from tests.factories.accounts import make_staff, make_user, signed_in
from tests.factories.casework import (
    make_department,
    make_officer,
    make_representative,
    make_seat,
    make_station,
)
from tests.factories.evaluations import make_evaluation

MANAGERS = {"street": "yunji", "county": "xiling", "city": "city", "zone": "gaoxin"}
EVERYBODY_ABOVE = {"street", "county", "city"}


@pytest.fixture
def managers(tree):
    """{level: who manages there}"""
    return {
        name: make_staff(getattr(tree, area), role=Post.Role.MANAGER, username=name)
        for name, area in MANAGERS.items()
    }


@pytest.fixture
def account(tree):
    """Opened in 云集街道, and nothing more yet."""
    return make_user("somebody", name="某人", area=tree.yunji)


def person_at(tree, account, name="某人"):
    station = make_station(tree.guoyuanlu)
    person = Representative(name=name, station=station, user=account)
    person.set_phone("13600000001")
    person.save()
    return person


def seat(level, area, body):
    def give(tree, account):
        where = getattr(tree, area)
        return make_seat(person_at(tree, account), where, level=level, body=body)

    return give


def suspended_seat(tree, account):
    seat(Level.COUNTY, "xiling", "第 1 选区")(tree, account).suspend()


def ended_seat(tree, account):
    given = seat(Level.COUNTY, "xiling", "第 1 选区")(tree, account)
    given.end(on=timezone.localdate(), reason="resigned")


def second_station_elsewhere(tree, account):
    make_officer("某人", make_station(tree.guoyuanlu), _other_station(tree), user=account)


def off_duty_elsewhere(tree, account):
    second_station_elsewhere(tree, account)
    account.liaison_officer.is_active = False
    account.liaison_officer.save()


def covers_elsewhere(tree, account):
    _cover(tree, account, timezone.localdate())


def covered_elsewhere_last_week(tree, account):
    _cover(tree, account, timezone.localdate() - timedelta(days=7))


def _cover(tree, account, day):
    officer = make_officer("某人", make_station(tree.guoyuanlu), user=account)
    StationCover.objects.create(
        station=_other_station(tree), officer=officer, starts_on=day, ends_on=day
    )


def _other_station(tree):
    return make_station(tree.jiajie, code="S2")  # of 西坝街道, also in 西陵区


def department_of_the_county(tree, account):
    make_department(tree.xiling, "西陵区城市管理局（示例）", account)


def post_in_the_county(tree, account):
    Post.objects.create(user=account, area=tree.xiling)


CAN = [
    (lambda tree, account: None, EVERYBODY_ABOVE),
    (seat(Level.TOWNSHIP, "yunji", "云集街道第 1 选区"), EVERYBODY_ABOVE),
    (seat(Level.COUNTY, "xiling", "第 1 选区"), {"county", "city"}),
    (seat(Level.CITY, "city", "西陵区"), {"city"}),
    (seat(Level.PROVINCE, "city", "宜昌市"), {"city"}),
    (suspended_seat, {"county", "city"}),
    (ended_seat, EVERYBODY_ABOVE),
    (second_station_elsewhere, {"county", "city"}),
    (off_duty_elsewhere, EVERYBODY_ABOVE),
    (covers_elsewhere, {"county", "city"}),
    (covered_elsewhere_last_week, EVERYBODY_ABOVE),
    (department_of_the_county, {"county", "city"}),
    (post_in_the_county, {"county", "city"}),
]
ACTS = ["activation_slip", "revoke_activation", "end_sessions", "reset_second_step"]


@pytest.mark.parametrize(("give", "allowed"), CAN)
def test_who_has_authority_over_all_that_an_account_can_do(tree, managers, account, give, allowed):
    """Predicate and list say the same; nobody else sees the account at all."""
    give(tree, account)
    may = {name for name, one in managers.items() if can_manage_account(one, account)}
    listed = {
        name
        for name, one in managers.items()
        if User.objects.visible_to(one).filter(pk=account.pk).exists()
    }
    assert (may, listed) == (allowed, allowed)
    assert not can_manage_account(AnonymousUser(), account)


@pytest.mark.parametrize("act", ACTS)
def test_a_township_gets_at_nothing_of_whoever_votes_in_the_county(tree, managers, account, act):
    seat(Level.COUNTY, "xiling", "第 1 选区")(tree, account)
    url = reverse(f"accounts:{act}", args=[account.pk])
    before = User.objects.get(pk=account.pk).password
    codes = {
        name: signed_in(one).post(url).status_code
        for name, one in managers.items()
        if name in ("street", "zone")
    }
    assert codes == {"street": 404, "zone": 404}
    assert User.objects.get(pk=account.pk).password == before


def test_an_elector_of_a_running_evaluation_is_the_organisers(cast):
    """Also without a seat there any more: the list of electors is frozen."""
    evaluation = make_evaluation(cast, area=cast.tree.city)
    assert cast.tree.city not in areas_reached(cast.daibiao)
    evaluation.electors.create(representative=cast.representative)
    assert cast.tree.city in areas_reached(cast.daibiao)
    evaluation.state = "cancelled"
    evaluation.save()
    assert cast.tree.city not in areas_reached(cast.daibiao)


# who does it instead --------------------------------------------------------------------------


def test_the_lowest_office_with_authority_is_named(tree, managers, account):
    seat(Level.COUNTY, "xiling", "第 1 选区")(tree, account)
    assert words_of_keeper(account) == (
        "某人的账号能办理西陵区、云集街道、果园路社区的事，"
        "由西陵区人大常委会的账号管理员开通和重置。"
    )
    managers["county"].posts.update(ended_at=timezone.now())
    assert "由宜昌市人大常委会的账号管理员" in words_of_keeper(account)
    Post.objects.update(ended_at=timezone.now())
    assert "由系统管理员开通" in words_of_keeper(account)


def test_a_street_of_the_zone_is_the_countys_too_whose_code_it_carries(tree, managers):
    assert office_over([tree.nanyuan, tree.xiling]) == tree.xiling
    assert office_over([tree.nanyuan, tree.gaoxin]) == tree.gaoxin
    assert office_over([tree.xiling, tree.yuanan]) == tree.city


# giving more ----------------------------------------------------------------------------------


def test_an_account_is_opened_by_who_has_authority_over_its_seats(tree, managers):
    person = person_at(tree, None)
    make_seat(person, tree.xiling)
    with pytest.raises(BeyondReachError, match="由西陵区人大常委会的账号管理员开通"):
        open_account(person, username="moumou", actor=managers["street"])
    person.refresh_from_db()
    assert (person.user, User.objects.filter(username="moumou").exists()) == (None, False)
    assert open_account(person, username="moumou", actor=managers["county"]).area == tree.yunji


def test_the_page_says_who_opens_it_instead_of_a_form(tree, managers):
    person = person_at(tree, None)
    make_seat(person, tree.xiling)
    street = signed_in(managers["street"])
    shown = street.get(reverse("office:representative", args=[person.pk])).content.decode()
    url = reverse("office:open_account", args=["representative", person.pk])
    assert "账号由西陵区人大常委会的账号管理员开通和重置" in shown
    assert url not in shown
    for answer in (street.get(url, follow=True), street.post(url, {"username": "x"}, follow=True)):
        assert "某人的账号由西陵区人大常委会的账号管理员开通" in answer.content.decode()
    assert (
        url
        in signed_in(managers["county"])
        .get(reverse("office:representative", args=[person.pk]))
        .content.decode()
    )


def test_an_officer_of_two_counties_is_opened_by_the_city(tree, managers):
    far = make_station(tree.fengshan, code="S9")
    officer = make_officer("某人", make_station(tree.guoyuanlu), far)
    url = reverse("office:open_account", args=["officer", officer.pk])
    for level in ("street", "county"):
        page = signed_in(managers[level]).post(url, {"username": "moumou"}, follow=True)
        assert "由宜昌市人大常委会的账号管理员开通" in page.content.decode()
    assert not User.objects.filter(username="moumou").exists()
    signed_in(managers["city"]).post(url, {"username": "moumou"})
    officer.refresh_from_db()
    assert officer.user.username == "moumou"


def test_a_township_gives_a_county_account_no_department(tree, managers, account):
    seat(Level.COUNTY, "xiling", "第 1 选区")(tree, account)
    body = make_department(tree.yunji, "云集街道城管办")
    with pytest.raises(BeyondReachError):
        add_member(body, username="somebody", name="某人", actor=managers["street"])
    assert body.members.count() == 0


def test_a_post_is_given_by_who_has_authority_over_all_the_rest(tree, managers, account):
    seat(Level.COUNTY, "xiling", "第 1 选区")(tree, account)
    with pytest.raises(BeyondReachError):
        Post.appoint(account, tree.yunji, Post.Role.STAFF, actor=managers["street"])
    assert account.posts.count() == 0
    Post.appoint(account, tree.yunji, Post.Role.STAFF, actor=managers["county"])
    assert account.posts.count() == 1


# acts on a seat -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("give", "allowed"),
    [
        (seat(Level.TOWNSHIP, "yunji", "云集街道第 1 选区"), EVERYBODY_ABOVE),
        (seat(Level.COUNTY, "xiling", "第 1 选区"), {"county", "city"}),
        (seat(Level.CITY, "city", "西陵区"), {"city"}),
    ],
)
@pytest.mark.parametrize("act", ["suspend_seat", "end_seat"])
def test_a_seat_is_the_matter_of_its_congress(tree, managers, give, allowed, act):
    given = give(tree, None)
    url = reverse(f"office:{act}", args=[given.pk])
    codes = {name: signed_in(one).get(url).status_code for name, one in managers.items()}
    assert codes == {name: 200 if name in allowed else 404 for name in managers}
    page = signed_in(managers["street"]).get(
        reverse("office:representative", args=[given.representative_id])
    )
    assert (url in page.content.decode()) is ("street" in allowed)


def test_who_decides_about_a_seat_is_said_beside_it(tree, managers):
    given = seat(Level.CITY, "city", "西陵区")(tree, None)
    page = signed_in(managers["county"]).get(
        reverse("office:representative", args=[given.representative_id])
    )
    assert "暂停、终止由宜昌市人大常委会办理。" in page.content.decode()
    assert Seat.objects.get().is_active


def test_many_accounts_of_a_department_cost_one_question(tree, django_assert_num_queries):
    from office.accounts import account_lines

    manager = make_staff(tree.xiling, role=Post.Role.MANAGER)
    users = [make_user(f"user{n}", area=tree.yunji) for n in range(5)]
    make_representative("某人", make_station(tree.fengshan), user=users[0])
    account_lines(manager, users)  # what a user object reads once
    with django_assert_num_queries(1):
        lines = account_lines(manager, users)
    assert [line["may_manage"] for line in lines] == [False, True, True, True, True]


def test_an_account_without_an_area_of_its_own_is_listed_where_its_seats_are(tree, managers):
    """Opened in the administration: nobody wrote down whose it is."""
    nameless = make_user("wushu", name="无属")
    make_representative("无属", make_station(tree.guoyuanlu), user=nameless)
    page = signed_in(managers["county"]).get(reverse("accounts:manage"), {"all": "1"})
    assert page.status_code == 200
    assert "wushu" in page.content.decode()


def test_an_officer_comes_back_by_who_has_authority_over_the_account(tree, managers):
    station = make_station(tree.guoyuanlu)
    account = make_user("moumou", name="某人", area=tree.yunji)
    officer = make_officer("某人", station, user=account)
    officer.is_active = False
    officer.save()
    make_representative("某人", station, user=account)  # with a seat in the county
    url = reverse("office:switch", args=["officer", officer.pk])
    answer = signed_in(managers["street"]).post(url, {"reason": "回来了"}, follow=True)
    officer.refresh_from_db()
    assert "由西陵区人大常委会的账号管理员开通和重置" in answer.content.decode()
    assert not officer.is_active
    signed_in(managers["county"]).post(url, {"reason": "回来了"})
    officer.refresh_from_db()
    assert officer.is_active
