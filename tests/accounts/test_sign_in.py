import pytest
from django.urls import reverse

from accounts.models import Post
from tests.factories.accounts import PASSWORD, make_staff, make_user

LOGIN = "/accounts/login/"


def sign_in(client, username="daibiao", password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": username, "password": password}, **extra)


@pytest.fixture
def person(db):
    return make_user("daibiao", name="代小表")


def test_the_form_asks_for_login_and_password_in_chinese(client, db):
    page = client.get(LOGIN)
    assert page.status_code == 200
    text = page.content.decode()
    assert 'name="login"' in text
    assert 'name="password"' in text
    assert "<h1>登录</h1>" in text


def test_the_right_password_leads_home(client, person):
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/accounts/")
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("typed", ["Daibiao", " daibiao ", "DAIBIAO", "ｄａｉｂｉａｏ"])
def test_an_account_name_ignores_case_width_and_spaces(client, person, typed):
    assert sign_in(client, typed).status_code == 302


def test_a_wrong_password_keeps_the_name_and_says_so_plainly(client, person):
    response = sign_in(client, password="wrong")
    text = response.content.decode()
    assert response.status_code == 200
    assert "账号或密码不对" in text
    assert 'value="daibiao"' in text
    assert "_auth_user_id" not in client.session


def test_an_unknown_account_and_a_wrong_password_look_the_same(client, person):
    unknown = sign_in(client, "nobody", "wrong").content.decode()
    wrong = sign_in(client, "daibiao", "wrong").content.decode()
    assert "账号或密码不对" in unknown
    assert "账号或密码不对" in wrong


def test_a_switched_off_account_cannot_sign_in(client, person):
    person.is_active = False
    person.save()
    assert sign_in(client).status_code == 200
    assert "_auth_user_id" not in client.session


def test_signing_in_returns_to_the_page_that_was_asked_for(client, person):
    response = client.post(
        LOGIN, {"login": "daibiao", "password": PASSWORD, "next": "/accounts/me/"}
    )
    assert response["Location"] == "/accounts/me/"


def test_signing_in_never_leads_to_another_site(client, person):
    response = client.post(
        LOGIN, {"login": "daibiao", "password": PASSWORD, "next": "https://example.org/"}
    )
    assert response["Location"] == "/accounts/"


def test_a_nul_byte_in_the_account_name_is_an_ordinary_mistake(client, person):
    assert sign_in(client, "dai\0biao").status_code == 200


@pytest.mark.parametrize(
    ("kind", "home"),
    [("person", "/desk/"), ("staff", "/office/"), ("root", "/admin/"), ("root_staff", "/office/")],
)
def test_home_is_where_the_work_is(client, tree, kind, home):
    is_root = kind.startswith("root")
    user = make_user("someone", is_superuser=is_root, is_staff=is_root)
    if kind.endswith("staff"):
        Post.objects.create(user=user, area=tree.yunji)
    client.force_login(user)
    assert client.get("/accounts/")["Location"] == home


def test_an_ended_post_no_longer_leads_to_the_office(client, tree, manager):
    staff = make_staff(tree.yunji)
    staff.posts.get().end(actor=manager)
    client.force_login(staff)
    assert client.get("/accounts/")["Location"] == "/desk/"


def test_the_administration_uses_the_one_login(client, db):
    response = client.get("/admin/login/?next=/admin/")
    assert (response.status_code, response["Location"]) == (302, f"{LOGIN}?next=%2Fadmin%2F")


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "email/",
        "password/reset/",
        "confirm-email/",
        "social/connections/",
        "2fa/webauthn/",
        "login/code/",
    ],
)
def test_what_allauth_could_do_but_we_do_not_offer_has_no_address(client, person, path):
    client.force_login(person)
    assert client.get(f"/accounts/{path}").status_code == 404


def test_signing_out_asks_first_and_acts_on_post(client, person):
    client.force_login(person)
    assert client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post(reverse("account_logout")).status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_session_gets_a_new_key_at_sign_in(client, person):
    client.get(LOGIN)
    session = client.session
    session["before"] = "1"
    session.save()
    before = session.session_key
    sign_in(client)
    assert client.session.session_key != before


def test_a_session_lasts_as_long_as_the_idle_limit(client, person, settings):
    sign_in(client)
    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE
