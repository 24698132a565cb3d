"""Five wrong passwords, then a pause; for one account and one address."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from accounts import activation
from accounts.lockout import FAILURES_PER_ADDRESS
from areas.dates import chinese_datetime
from tests.factories.accounts import PASSWORD, make_user

LOGIN = "/accounts/login/"
LIMIT = 5


@pytest.fixture(autouse=True)
def _with_axes(settings):
    settings.AXES_ENABLED = True


@pytest.fixture
def person(db):
    return make_user("daibiao", name="代小表")


WRONG = "wrong"


def attempt(client, password=WRONG, username="daibiao", address="203.0.113.7"):
    data = {"login": username, "password": password}
    return client.post(LOGIN, data, REMOTE_ADDR=address)


def lock(client):
    return [attempt(client).status_code for _ in range(LIMIT)]


def test_the_fifth_wrong_password_locks_with_429(client, person):
    assert lock(client) == [200, 200, 200, 200, 429]


def test_the_page_says_in_chinese_when_to_try_again(client, person):
    lock(client)
    page = attempt(client)
    text = page.content.decode()
    assert page.status_code == 429
    until = AccessAttempt.objects.get().attempt_time + timedelta(minutes=30)
    assert f"请在 <strong>{chinese_datetime(until)}</strong> 以后再试" in text
    assert 1 <= int(page["Retry-After"]) <= 30 * 60


def test_during_the_pause_the_right_password_does_not_help(client, person):
    lock(client)
    assert attempt(client, PASSWORD).status_code == 429
    assert "_auth_user_id" not in client.session


def test_the_pause_does_not_grow_by_trying(client, person):
    lock(client)
    last = AccessAttempt.objects.get().attempt_time
    attempt(client)
    attempt(client, PASSWORD)
    assert AccessAttempt.objects.get().attempt_time == last


def test_another_network_may_sign_in_meanwhile(client, person):
    lock(client)
    assert attempt(Client(), PASSWORD, address="198.51.100.9").status_code == 302


def test_another_account_from_the_same_address_may_sign_in(client, person):
    make_user("lianluo")
    lock(client)
    assert attempt(Client(), PASSWORD, username="lianluo").status_code == 302


@pytest.mark.parametrize("spelling", ["DAIBIAO", " daibiao", "Daibiao"])
def test_spelling_the_name_differently_does_not_restart_the_count(client, person, spelling):
    for _ in range(LIMIT - 1):
        attempt(client)
    assert attempt(client, username=spelling).status_code == 429


def test_after_the_pause_the_right_password_works_again(client, person):
    lock(client)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=31))
    assert attempt(client, PASSWORD).status_code == 302


def test_four_wrong_ones_and_a_right_one_start_afresh(client, person):
    for _ in range(LIMIT - 1):
        attempt(client)
    assert attempt(client, PASSWORD).status_code == 302
    assert attempt(Client()).status_code == 200


def test_a_new_activation_is_the_way_out_of_the_pause(client, person, db):
    lock(client)
    token = activation.issue(person, actor=make_user("guanli"))
    new = "yi-ge-xin-mima"
    data = {"new_password1": new, "new_password2": new}
    client.post(f"/accounts/activate/{token}/", data, REMOTE_ADDR="203.0.113.7")
    assert attempt(client, new).status_code == 302


def test_one_password_tried_on_many_accounts_stops_the_address(client, person):
    AccessAttempt.objects.create(
        username="others",
        ip_address="203.0.113.7",
        failures_since_start=FAILURES_PER_ADDRESS,
        attempt_time=timezone.now(),
    )
    assert attempt(client, PASSWORD).status_code == 429
    assert attempt(Client(), PASSWORD, address="198.51.100.9").status_code == 302


def test_no_password_is_kept_with_the_attempts(client, person):
    attempt(client, "a-secret-typed-by-mistake")
    assert "a-secret" not in AccessAttempt.objects.get().post_data
