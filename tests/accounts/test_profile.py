import pytest
from django.test import Client

from tests.factories.accounts import PASSWORD, make_user

ME = "/accounts/me/"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) MicroMessenger/8.0.50"
DESKTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0 Safari/537.36 Edg/126.0"


def sign_in(agent, username="banli"):
    client = Client(headers={"User-Agent": agent})
    client.post("/accounts/login/", {"login": username, "password": PASSWORD})
    return client


def test_my_page_shows_me_my_posts_and_the_ways_on(client, clerk):
    client.force_login(clerk)
    text = client.get(ME).content.decode()
    for expected in ("办小云", "banli", "云集街道 · 办理", "没有打开", "修改密码", "退出登录"):
        assert expected in text
    assert "管理账号" not in text


def test_managers_find_the_accounts_from_their_page(manager_client):
    assert "管理账号" in manager_client.get(ME).content.decode()


def test_my_page_needs_a_sign_in(client, db):
    assert client.get(ME)["Location"] == "/accounts/login/?next=/accounts/me/"


def test_my_devices_are_listed_in_words_and_the_others_can_be_signed_out(clerk):
    phone, desktop = sign_in(PHONE), sign_in(DESKTOP)
    text = desktop.get("/accounts/sessions/").content.decode()
    assert "苹果手机 · 微信" in text
    assert "Windows 电脑 · Edge 浏览器" in text
    assert "Mozilla" not in text

    assert desktop.post("/accounts/sessions/").status_code == 302
    assert desktop.get(ME).status_code == 200
    assert phone.get(ME).status_code == 302


def test_nobody_sees_the_devices_of_others(clerk, db):
    make_user("daibiao")
    sign_in(PHONE)
    text = sign_in(DESKTOP, "daibiao").get("/accounts/sessions/").content.decode()
    assert "苹果手机" not in text


def test_a_changed_password_signs_out_the_other_devices(clerk):
    phone, desktop = sign_in(PHONE), sign_in(DESKTOP)
    new = "yi-ge-xin-mima"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert desktop.post("/accounts/password/", data)["Location"] == ME
    assert desktop.get(ME).status_code == 200
    assert phone.get(ME).status_code == 302


@pytest.mark.parametrize("changes", [{"oldpassword": "wrong"}, {"password2": "other"}])
def test_a_mistake_leaves_the_password_as_it_was(client, clerk, changes):
    client.force_login(clerk)
    new = "yi-ge-xin-mima"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new} | changes
    page = client.post("/accounts/password/", data)
    assert page.status_code == 200
    assert "错误：" in page.content.decode()
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)
