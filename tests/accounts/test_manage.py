import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from accounts.models import ActivationLink, AuditEntry, User
from tests.factories.accounts import PASSWORD, make_staff, make_user
from tests.factories.listings import rows_on

LIST = "/accounts/manage/"


def rows(response):
    return [account.username for account in rows_on(response)]


def act(client, name, pk):
    return client.post(reverse(f"accounts:{name}", args=[pk]))


def test_a_manager_sees_the_staff_of_his_areas_with_their_last_sign_in(manager_client, clerk, tree):
    make_staff(tree.mingfeng, username="elsewhere")
    make_staff(tree.city, username="above")
    make_user("lianluo", area=tree.guoyuanlu)
    page = manager_client.get(LIST)
    assert rows(page) == ["banli"]
    assert "云集街道" in page.content.decode()
    assert "还没登录过" in page.content.decode()


def test_on_request_he_sees_the_other_accounts_of_his_areas_too(manager_client, clerk, tree):
    make_user("lianluo", area=tree.guoyuanlu)
    make_user("yuanan", area=tree.mingfeng)
    assert rows(manager_client.get(LIST, {"all": "1"})) == ["lianluo", "banli"]


def test_accounts_are_found_by_name_or_account(manager_client, clerk, tree):
    make_staff(tree.xiba, username="xibagu", name="古小坝")
    assert rows(manager_client.get(LIST, {"q": "小坝"})) == ["xibagu"]
    assert rows(manager_client.get(LIST, {"q": "BANLI"})) == ["banli"]
    assert rows(manager_client.get(LIST, {"q": "没有这个人"})) == []


@pytest.mark.parametrize("role", ["clerk", "voter_side", "anonymous"])
def test_for_others_the_pages_do_not_exist(client, clerk, role):
    if role != "anonymous":
        client.force_login(clerk if role == "clerk" else make_user("daibiao"))
    expected = 302 if role == "anonymous" else 404
    assert client.get(LIST).status_code == expected
    assert client.get(reverse("accounts:invite")).status_code == expected
    for name in (
        "activation_slip",
        "revoke_activation",
        "end_sessions",
        "reset_second_step",
        "end_post",
    ):
        assert act(client, name, clerk.pk).status_code == expected


def invite(client, area, **changes):
    data = {"name": "新小办", "username": "xinban", "area": area.pk, "role": "staff"} | changes
    return client.post(reverse("accounts:invite"), data)


def test_inviting_opens_an_account_without_a_password_and_a_post(manager_client, manager, tree):
    assert invite(manager_client, tree.yunji)["Location"] == LIST
    user = User.objects.get(username="xinban")
    assert (user.name, user.area, user.has_usable_password()) == ("新小办", tree.yunji, False)
    post = user.posts.get()
    assert (post.area, post.role, post.ended_at) == (tree.yunji, "staff", None)
    entry = AuditEntry.objects.get(action="role_change")
    assert (entry.actor, entry.area) == (manager, tree.yunji)


@pytest.mark.parametrize("area", ["city", "mingfeng", "gaoxin", "guoyuanlu"])
def test_posts_are_given_only_in_offices_of_ones_own_areas(manager_client, tree, area):
    page = invite(manager_client, getattr(tree, area))
    assert page.status_code == 200
    assert page.context["form"].errors["area"]
    assert not User.objects.filter(username="xinban").exists()


def test_an_existing_person_gets_a_further_post(manager_client, clerk, tree):
    invite(manager_client, tree.xiba, name="办小云", username="Banli")
    assert [post.area for post in clerk.posts.order_by("area__path")] == [tree.yunji, tree.xiba]


@pytest.mark.parametrize(
    ("name", "area", "wrong"),
    [("别的人", "xiba", "username"), ("办小云", "yunji", "area")],
)
def test_an_account_name_in_use_is_not_taken_over(manager_client, clerk, tree, name, area, wrong):
    page = invite(manager_client, getattr(tree, area), name=name, username="banli")
    assert list(page.context["form"].errors) == [wrong]
    assert clerk.posts.count() == 1


def test_an_account_of_another_county_is_not_pulled_over(manager_client, tree):
    other = make_staff(tree.mingfeng, username="yuanren", name="袁安人")
    page = invite(manager_client, tree.yunji, name="袁安人", username="yuanren")
    assert page.context["form"].errors["username"] == [
        "袁安人的账号能办理鸣凤镇的事，由系统管理员开通和重置。"  # nobody manages there yet
    ]
    assert other.posts.count() == 1


def test_a_slip_carries_link_and_code_and_cannot_be_looked_up_again(manager_client, manager, clerk):
    page = act(manager_client, "activation_slip", clerk.pk)
    text = page.content.decode()
    link = page.context["link"]
    assert page.status_code == 200
    assert link in text
    assert 'src="data:image/svg+xml;base64,' in text
    assert "no-store" in page["Cache-Control"]
    assert Client().get(link).status_code == 200
    assert ActivationLink.objects.get().issued_by == manager
    assert (
        manager_client.get(reverse("accounts:activation_slip", args=[clerk.pk])).status_code == 405
    )


@pytest.mark.parametrize(
    "name", ["activation_slip", "revoke_activation", "end_sessions", "reset_second_step"]
)
def test_accounts_outside_ones_areas_are_out_of_reach(manager_client, manager, tree, name):
    above = make_staff(tree.city, username="above")
    root = make_user("root", is_superuser=True, area=tree.yunji)
    for account in (above, root, manager):
        assert act(manager_client, name, account.pk).status_code == 404
    above.refresh_from_db()
    assert above.check_password(PASSWORD)


def test_a_slip_can_be_revoked(manager_client, clerk):
    link = act(manager_client, "activation_slip", clerk.pk).context["link"]
    assert act(manager_client, "revoke_activation", clerk.pk)["Location"] == LIST
    assert Client().get(link).status_code == 410


def test_ending_a_post_takes_the_office_away(manager_client, manager, clerk, tree):
    post = clerk.posts.get()
    assert act(manager_client, "end_post", post.pk)["Location"] == LIST
    post.refresh_from_db()
    assert post.ended_at is not None
    entry = AuditEntry.objects.get(action="role_change")
    assert (entry.actor, entry.area, entry.target) == (
        manager,
        tree.yunji,
        "结束岗位：办小云 · 云集街道",
    )


def test_posts_elsewhere_and_ones_own_cannot_be_ended(manager_client, manager, tree):
    elsewhere = make_staff(tree.mingfeng).posts.get()
    for post in (elsewhere, manager.posts.get()):
        assert act(manager_client, "end_post", post.pk).status_code == 404
        post.refresh_from_db()
        assert post.is_active


def test_ending_all_sessions_signs_out_everywhere(manager_client, manager, clerk):
    browser = Client()
    browser.post("/accounts/login/", {"login": "banli", "password": PASSWORD})
    assert browser.get("/accounts/me/").status_code == 200
    act(manager_client, "end_sessions", clerk.pk)
    assert browser.get("/accounts/me/").status_code == 302
    entry = AuditEntry.objects.get(action="session_end")
    assert (entry.actor, entry.target) == (manager, "banli：全部 1 处登录")


def test_a_lost_phone_is_helped_by_taking_off_the_second_step(manager_client, manager, clerk):
    TOTP.activate(clerk, "JBSWY3DPEHPK3PXP")
    act(manager_client, "reset_second_step", clerk.pk)
    assert not Authenticator.objects.filter(user=clerk).exists()
    entry = AuditEntry.objects.get(action="second_step")
    assert (entry.actor, entry.target) == (manager, "解除 banli 的两步验证")


def test_the_superuser_appoints_the_first_manager_anywhere(client, tree):
    client.force_login(make_user("root", is_superuser=True))
    assert invite(client, tree.city, role="manager")["Location"] == LIST
    assert User.objects.get(username="xinban").posts.get().is_manager


def test_rights_given_in_the_administration_are_logged(client, clerk):
    root = make_user("root", is_superuser=True, is_staff=True)
    client.force_login(root)
    page = client.get(f"/admin/accounts/user/{clerk.pk}/change/")
    assert page.status_code == 200
    assert "phone" not in page.context["adminform"].form.fields
    data = {
        "username": "banli",
        "name": "办小云",
        "is_active": "on",
        "is_staff": "on",
        "posts-TOTAL_FORMS": "0",
        "posts-INITIAL_FORMS": "0",
    }
    assert client.post(f"/admin/accounts/user/{clerk.pk}/change/", data).status_code == 302
    clerk.refresh_from_db()
    assert clerk.is_staff
    entry = AuditEntry.objects.get(action="role_change")
    assert (entry.actor, entry.target) == (root, "系统管理修改账号：办小云")
