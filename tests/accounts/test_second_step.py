import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry
from tests.clock import frozen
from tests.factories.accounts import PASSWORD, make_user

LOGIN = "/accounts/login/"
CODE = "/accounts/2fa/code/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_now(secret=SECRET):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def wrong_code():
    """Six digits that are not the code of this or a neighbouring half minute."""
    near = {format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + i)) for i in (-1, 0, 1)}
    return next(code for code in ("000000", "111111", "222222", "333333") if code not in near)


@pytest.fixture(autouse=True)
def clock():
    """It stands still: a code drawn at the end of a half minute is sent in the same one."""
    with frozen(timezone.now()) as now:
        yield now


@pytest.fixture
def person(db, rf):
    user = make_user("xianzhen", name="夏小镇")
    TOTP.activate(user, SECRET)
    return user


def first_step(client):
    return client.post(LOGIN, {"login": "xianzhen", "password": PASSWORD})


def second_step(client, code, **extra):
    return client.post(CODE, {"code": code}, **extra)


def test_the_password_alone_is_not_enough(client, person):
    assert first_step(client)["Location"] == CODE
    assert "_auth_user_id" not in client.session
    assert client.get("/accounts/me/").status_code == 302


def test_password_and_code_sign_in(client, person):
    first_step(client)
    assert "请输入验证码" in client.get(CODE).content.decode()
    assert second_step(client, code_now())["Location"] == "/accounts/"
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("later", [0, 30, 59])
def test_a_code_works_once(client, person, clock, later):
    code = code_now()
    first_step(client)
    second_step(client, code)
    clock.shift(later)
    thief = Client()
    first_step(thief)
    assert second_step(thief, code).status_code == 200
    assert "_auth_user_id" not in thief.session


def test_a_wrong_code_is_refused_in_chinese_and_logged(client, person):
    first_step(client)
    page = second_step(client, wrong_code())
    assert page.status_code == 200
    assert "验证码不对" in page.content.decode()
    entry = AuditEntry.objects.get(action="sign_in_failed")
    assert (entry.target, entry.reason) == ("xianzhen", "两步验证码不对")


def test_guessing_codes_locks_like_guessing_passwords(client, person, settings):
    settings.AXES_ENABLED = True
    first_step(client)
    statuses = [second_step(client, wrong_code()).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    assert second_step(client, code_now()).status_code == 429
    assert first_step(Client()).status_code == 429


def test_the_code_page_without_a_password_leads_to_the_sign_in(client, db):
    assert client.get(CODE)["Location"] == LOGIN


def test_setting_it_up_shows_a_code_to_scan_that_the_security_policy_allows(
    client, db, django_capture_on_commit_callbacks
):
    make_user("xianzhen")
    first_step(client)
    confirm = client.get("/accounts/2fa/on/")["Location"]
    assert confirm.startswith("/accounts/confirm/")
    client.post(confirm, {"password": PASSWORD})
    page = client.get("/accounts/2fa/on/")
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    assert "img-src 'self' data:" in page["Content-Security-Policy"]

    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post("/accounts/2fa/on/", {"code": code_now(secret)})
    assert done["Location"] == "/accounts/2fa/codes/"
    codes = client.get("/accounts/2fa/codes/").context["unused_codes"]
    assert len(codes) == 10
    logged = AuditEntry.objects.filter(action="second_step").values_list("reason", flat=True)
    assert set(logged) == {"打开验证器", "生成备用码"}


def test_a_recovery_code_replaces_the_phone_once(client, person):
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    first_step(client)
    assert second_step(client, code).status_code == 302
    other = Client()
    first_step(other)
    assert second_step(other, code).status_code == 200


def test_the_shared_secret_is_not_readable_in_the_database(person):
    stored = Authenticator.objects.get(user=person).data["secret"]
    assert SECRET not in stored


def test_switching_it_off_needs_the_password_again(client, person):
    first_step(client)
    second_step(client, code_now())
    confirm = client.get("/accounts/2fa/off/")["Location"]
    assert confirm.startswith("/accounts/confirm/")
    client.post(confirm, {"password": PASSWORD})
    assert client.get("/accounts/2fa/off/").status_code == 200
    assert client.post("/accounts/2fa/off/").status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()


@pytest.mark.parametrize(
    "path", ["2fa/", "2fa/codes/", "2fa/codes/new/", "2fa/confirm/", "confirm/"]
)
def test_every_page_about_it_speaks_chinese(client, person, path):
    RecoveryCodes.activate(person)
    first_step(client)
    second_step(client, code_now())
    client.post("/accounts/confirm/", {"password": PASSWORD})
    page = client.get(f"/accounts/{path}")
    assert page.status_code == 200
    assert "<h1>" in page.content.decode()


class TestRequiredForStaff:
    @pytest.fixture(autouse=True)
    def _required(self, settings):
        settings.STAFF_MFA_REQUIRED = True

    def test_staff_without_it_are_led_to_set_it_up(self, client, clerk):
        client.force_login(clerk)
        response = client.get("/accounts/me/")
        assert (response.status_code, response["Location"]) == (302, "/accounts/2fa/on/")

    def test_staff_without_it_may_still_sign_out(self, client, clerk):
        client.force_login(clerk)
        assert client.post("/accounts/logout/").status_code == 302

    def test_staff_with_it_pass(self, client, clerk):
        TOTP.activate(clerk, SECRET)
        client.force_login(clerk)
        assert client.get("/accounts/me/").status_code == 200

    def test_others_are_not_bothered(self, client, db):
        client.force_login(make_user("daibiao"))
        assert client.get("/accounts/me/").status_code == 200
