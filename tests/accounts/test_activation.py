from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import activation
from accounts.models import ActivationLink, AuditEntry
from tests.factories.accounts import PASSWORD, make_user
from yichang_renda.logging import mask

NEW_PASSWORD = "xuan-yi-ge-mima"


@pytest.fixture
def person(db):
    return make_user("daibiao", name="代小表")


def path(token):
    return f"/accounts/activate/{token}/"


def set_password(client, token, first=NEW_PASSWORD, second=NEW_PASSWORD):
    return client.post(path(token), {"new_password1": first, "new_password2": second})


def sign_in(client, password):
    return client.post("/accounts/login/", {"login": "daibiao", "password": password})


def test_the_link_lets_its_owner_choose_a_password(client, person, manager):
    token = activation.issue(person, actor=manager)
    page = client.get(path(token))
    assert page.status_code == 200
    assert "代小表，您好" in page.content.decode()

    response = set_password(client, token)
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/")
    assert "_auth_user_id" not in client.session
    assert sign_in(client, NEW_PASSWORD).status_code == 302


def test_looking_at_the_link_spends_nothing(client, person, manager):
    token = activation.issue(person, actor=manager)
    for _ in range(3):
        assert client.get(path(token)).status_code == 200
    assert set_password(client, token).status_code == 302


def test_a_link_works_once_and_then_says_so(client, person, manager):
    token = activation.issue(person, actor=manager)
    set_password(client, token)
    again = set_password(client, token, "ling-yi-ge-mima", "ling-yi-ge-mima")
    assert again.status_code == 410
    assert "已经用过一次" in again.content.decode()
    person.refresh_from_db()
    assert person.check_password(NEW_PASSWORD)


def test_of_two_people_with_the_same_page_open_one_wins(person, manager):
    activation.issue(person, actor=manager)
    first, second = ActivationLink.objects.get(), ActivationLink.objects.get()
    activation.redeem(first, NEW_PASSWORD)
    with pytest.raises(activation.ActivationSpentError):
        activation.redeem(second, "ling-yi-ge-mima")
    person.refresh_from_db()
    assert person.check_password(NEW_PASSWORD)


def test_an_expired_link_says_whom_to_ask(client, person, manager):
    token = activation.issue(person, actor=manager)
    ActivationLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    for page in (client.get(path(token)), set_password(client, token)):
        assert page.status_code == 410
        assert "它过期了" in page.content.decode()
        assert "管一民" in page.content.decode()


def test_a_link_lives_seven_days(person, manager):
    activation.issue(person, actor=manager)
    link = ActivationLink.objects.get()
    assert link.expires_at - link.created_at == timedelta(days=7)


def test_a_newer_link_ends_the_older_one(client, person, manager):
    old = activation.issue(person, actor=manager)
    new = activation.issue(person, actor=manager)
    page = client.get(path(old))
    assert page.status_code == 410
    assert "换了新的激活单" in page.content.decode()
    assert client.get(path(new)).status_code == 200


def test_a_revoked_link_is_worthless(client, person, manager):
    token = activation.issue(person, actor=manager)
    assert activation.revoke(person, actor=manager) is True
    assert set_password(client, token).status_code == 410
    assert activation.revoke(person, actor=manager) is False


@pytest.mark.parametrize("token", ["nonsense", "a" * 26, "x" * 500, "%00", "激活"])
def test_what_never_was_a_link_is_404_and_says_whom_to_ask(client, db, token):
    page = client.get(path(token))
    assert page.status_code == 404
    assert "请核对有没有输错" in page.content.decode()


def test_a_link_typed_in_capitals_works(client, person, manager):
    token = activation.issue(person, actor=manager)
    assert client.get(path(token.upper())).status_code == 200


def test_a_switched_off_account_is_not_opened_by_an_old_slip(client, person, manager):
    token = activation.issue(person, actor=manager)
    person.refresh_from_db()
    person.is_active = False
    person.save()
    assert set_password(client, token).status_code == 410


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("short", "short"),
        ("12345678", "12345678"),
        ("daibiao1", "daibiao1"),
        ("password", "password"),
        (NEW_PASSWORD, "another-one"),
    ],
)
def test_a_weak_or_mistyped_password_leaves_the_link_open(client, person, manager, first, second):
    token = activation.issue(person, actor=manager)
    page = set_password(client, token, first, second)
    assert page.status_code == 200
    assert "错误：" in page.content.decode()
    assert ActivationLink.objects.get().is_usable


def test_issuing_ends_the_old_password_and_every_session(client, person, manager):
    phone, desktop = Client(), Client()
    sign_in(phone, PASSWORD)
    sign_in(desktop, PASSWORD)
    activation.issue(person, actor=manager)
    assert phone.get("/accounts/me/").status_code == 302
    assert desktop.get("/accounts/me/").status_code == 302
    assert sign_in(client, PASSWORD).status_code == 200


def test_only_the_digest_of_a_token_is_stored(person, manager):
    token = activation.issue(person, actor=manager)
    link = ActivationLink.objects.get()
    assert link.token_digest == activation.digest(token)
    assert token not in str(ActivationLink.objects.values().get())
    assert not AuditEntry.objects.filter(target__contains=token).exists()


def test_tokens_have_128_bits_and_no_easily_misread_signs():
    tokens = {activation.new_token() for _ in range(200)}
    assert len(tokens) == 200
    assert {len(token) for token in tokens} == {26}
    assert set("".join(tokens)) <= set("abcdefghijklmnopqrstuvwxyz234567")


def test_logs_hide_the_secret_part_of_a_link(person, manager):
    token = activation.issue(person, actor=manager)
    assert token not in mask(f"GET {activation.link_url(token)} 200")


def test_issue_revoke_and_use_are_logged_with_their_actors(client, person, manager):
    activation.issue(person, actor=manager)
    activation.revoke(person, actor=manager)
    token = activation.issue(person, actor=manager)
    set_password(client, token)
    entries = AuditEntry.objects.filter(action="activation").order_by("id")
    assert [(e.actor, e.target) for e in entries] == [
        (manager, "daibiao：签发激活链接"),
        (manager, "daibiao：收回激活链接"),
        (manager, "daibiao：签发激活链接"),
        (person, "daibiao：已设密码"),
    ]


def test_activating_signs_out_whoever_used_this_browser_before(client, person, manager):
    token = activation.issue(person, actor=manager)
    client.force_login(manager)
    set_password(client, token)
    assert "_auth_user_id" not in client.session
