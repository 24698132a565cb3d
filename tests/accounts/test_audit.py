from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone

from accounts.models import AppendOnlyError, AuditEntry, Post
from tests.factories.accounts import PASSWORD, make_staff, make_user

Action = AuditEntry.Action


def attempt(client, username, password, address="203.0.113.77"):
    data = {"login": username, "password": password}
    return client.post("/accounts/login/", data, REMOTE_ADDR=address)


def test_an_entry_keeps_who_what_why_and_the_network(rf, clerk, tree):
    request = rf.get("/", REMOTE_ADDR="203.0.113.77")
    entry = AuditEntry.record(
        actor=clerk,
        action=Action.PHONE_REVEAL,
        target="MZ-0001",
        reason="回访",
        area=tree.yunji,
        request=request,
    )
    entry.refresh_from_db()
    assert (entry.actor, entry.actor_name, entry.action) == (clerk, "办小云", "phone_reveal")
    assert (entry.target, entry.reason, entry.area) == ("MZ-0001", "回访", tree.yunji)
    assert entry.network == "203.0.113.0/24"


def test_long_texts_are_cut_instead_of_failing(db):
    entry = AuditEntry.record(actor=None, action="export", target="长" * 999, reason="因" * 999)
    assert (len(entry.target), len(entry.reason)) == (200, 500)


def test_an_unknown_action_is_refused(db):
    with pytest.raises(ValueError, match="polish"):
        AuditEntry.record(actor=None, action="polish")


def test_entries_are_never_changed_or_deleted(db):
    entry = AuditEntry.record(actor=None, action="export")
    for forbidden in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(reason=""),
    ):
        with pytest.raises(AppendOnlyError):
            forbidden()
    assert AuditEntry.objects.count() == 1


def test_whoever_acted_cannot_be_deleted(clerk):
    AuditEntry.record(actor=clerk, action="export")
    with pytest.raises(ProtectedError):
        clerk.delete()


def test_signing_in_and_out_is_logged(client, clerk, tree):
    attempt(client, "banli", PASSWORD)
    client.post("/accounts/logout/")
    entries = AuditEntry.objects.order_by("id")
    assert [(e.action, e.actor, e.area) for e in entries] == [
        ("sign_in", clerk, tree.yunji),
        ("sign_out", clerk, tree.yunji),
    ]
    assert entries[0].network == "203.0.113.0/24"


def test_a_failed_sign_in_names_the_account_it_aimed_at(client, clerk, tree):
    attempt(client, "banli", "wrong")
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.target) == ("sign_in_failed", None, "banli")
    assert entry.area == tree.yunji


def test_what_is_typed_instead_of_an_account_is_not_kept(client, db):
    attempt(client, "my-password-in-the-wrong-box", "wrong")
    assert AuditEntry.objects.get().target == "没有这个账号"


def test_ending_ones_other_sessions_is_logged(client, clerk):
    attempt(Client(), "banli", PASSWORD)
    attempt(client, "banli", PASSWORD)
    client.post("/accounts/sessions/")
    entry = AuditEntry.objects.get(action="session_end")
    assert (entry.actor, entry.target) == (clerk, "banli：其他 1 处登录")


def test_changing_the_password_is_logged(client, clerk):
    attempt(client, "banli", PASSWORD)
    new = "yi-ge-xin-mima"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/accounts/password/", data)["Location"] == "/accounts/me/"
    assert AuditEntry.objects.filter(action="password_change", actor=clerk).count() == 1


def test_entries_are_seen_by_the_offices_of_their_area_and_by_their_actor(tree, clerk, manager):
    here = AuditEntry.record(actor=None, action="export", area=tree.guoyuanlu)
    elsewhere = AuditEntry.record(actor=None, action="export", area=tree.mingfeng)
    own = AuditEntry.record(actor=clerk, action="export", area=tree.mingfeng)
    nowhere = AuditEntry.record(actor=None, action="export")
    stranger, root = make_user("daibiao"), make_user("root", is_superuser=True)
    assert set(AuditEntry.objects.visible_to(clerk)) == {here, own}
    assert set(AuditEntry.objects.visible_to(manager)) == {here}
    assert set(AuditEntry.objects.visible_to(stranger)) == set()
    assert set(AuditEntry.objects.visible_to(root)) == {here, elsewhere, own, nowhere}


def test_the_administration_shows_entries_but_changes_none(client, db):
    entry = AuditEntry.record(actor=None, action="export")
    client.force_login(make_user("root", is_superuser=True, is_staff=True))
    page = f"/admin/accounts/auditentry/{entry.pk}"
    assert client.get("/admin/accounts/auditentry/").status_code == 200
    assert client.get(f"{page}/change/").status_code == 200
    assert client.post(f"{page}/change/", {"reason": "x"}).status_code == 403
    assert client.post(f"{page}/delete/", {"post": "yes"}).status_code == 403
    assert client.get("/admin/accounts/auditentry/add/").status_code == 403


def test_one_active_post_per_person_and_area(tree, clerk):
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(user=clerk, area=tree.yunji)


def test_a_post_may_be_given_again_after_it_ended(tree, clerk, manager):
    clerk.posts.get().end(actor=manager)
    Post.appoint(clerk, tree.yunji, Post.Role.MANAGER, actor=manager)
    assert clerk.posts.active().get().is_manager
    logged = AuditEntry.objects.filter(action="role_change", actor=manager, area=tree.yunji)
    assert logged.count() == 2


def test_a_post_ends_once(tree, clerk, manager):
    first, second = clerk.posts.get(), clerk.posts.get()
    assert first.end(actor=manager) is True
    assert second.end(actor=manager) is False


def test_a_post_cannot_end_before_it_began(tree):
    user = make_staff(tree.yunji)
    with pytest.raises(IntegrityError), transaction.atomic():
        user.posts.update(ended_at=timezone.now() - timedelta(days=365))
