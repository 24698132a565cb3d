import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import Post, User
from accounts.permissions import (
    can_manage,
    can_manage_account,
    is_manager,
    is_office_staff,
    office_scope_q,
    offices_of,
)
from areas.models import Area
from tests.factories.accounts import make_staff, make_user

STAFF, MANAGER = Post.Role.STAFF, Post.Role.MANAGER


def visible(user):
    return set(Area.objects.filter(office_scope_q(user, prefix="")))


def test_offices_are_the_areas_of_active_posts_in_one_query(tree, django_assert_num_queries):
    user = make_staff(tree.yunji)
    Post.objects.create(user=user, area=tree.yuanan)
    with django_assert_num_queries(1):
        assert offices_of(user) == [tree.yunji, tree.yuanan]
        assert is_office_staff(user)
        assert not is_manager(user)


def test_an_ended_post_is_no_office(tree, manager):
    user = make_staff(tree.yunji)
    user.posts.get().end(actor=manager)
    user = User.objects.get(pk=user.pk)
    assert offices_of(user) == []
    assert not is_office_staff(user)


def test_strangers_have_no_office(db):
    assert offices_of(AnonymousUser()) == []
    assert not is_manager(AnonymousUser())


def test_an_office_sees_its_sub_tree_and_what_is_coded_under_it(tree):
    seen = visible(make_staff(tree.xiling))
    assert {tree.xiling, tree.yunji, tree.guoyuanlu, tree.nanyuan, tree.xuetangwan} <= seen
    assert not seen & {tree.city, tree.gaoxin, tree.yuanan, tree.mingfeng}


def test_two_offices_see_both_sub_trees(tree):
    user = make_staff(tree.yunji)
    Post.objects.create(user=user, area=tree.mingfeng)
    expected = {
        tree.yunji,
        tree.guoyuanlu,
        tree.xiaolinyuan,
        tree.mingfeng,
        tree.fengshan,
        tree.leizu,
    }
    assert visible(user) == expected


def test_without_a_post_nothing_is_in_scope_not_even_for_a_superuser(tree):
    assert visible(make_user("daibiao")) == set()
    assert visible(make_user("root", is_superuser=True)) == set()


@pytest.mark.parametrize(
    ("post", "role", "target", "allowed"),
    [
        ("xiling", MANAGER, "xiling", True),
        ("xiling", MANAGER, "yunji", True),
        ("xiling", MANAGER, "nanyuan", True),
        ("gaoxin", MANAGER, "nanyuan", True),
        ("xiling", MANAGER, "city", False),
        ("xiling", MANAGER, "gaoxin", False),
        ("xiling", MANAGER, "mingfeng", False),
        ("city", MANAGER, "guoyuanlu", True),
        ("xiling", STAFF, "xiling", False),
    ],
)
def test_managers_manage_downwards(tree, post, role, target, allowed):
    user = make_staff(getattr(tree, post), role=role)
    assert can_manage(user, getattr(tree, target)) is allowed


def test_a_superuser_manages_everything_to_appoint_the_first_manager(tree):
    assert can_manage(make_user("root", is_superuser=True), tree.city)


def account(tree, kind):
    if kind == "clerk":
        return make_staff(tree.yunji, username=kind)
    if kind == "peer":
        return make_staff(tree.xiling, role=MANAGER, username=kind)
    if kind == "chief":
        return make_staff(tree.city, username=kind)
    if kind == "also_above":
        user = make_staff(tree.yunji, username=kind)
        Post.objects.create(user=user, area=tree.city)
        return user
    if kind == "lent_from_elsewhere":
        user = make_staff(tree.yunji, username=kind)
        User.objects.filter(pk=user.pk).update(area=tree.yuanan)
        return User.objects.get(pk=user.pk)
    if kind == "officer":
        return make_user(kind, area=tree.guoyuanlu)
    if kind == "rootless":
        return make_user(kind)
    return make_user(kind, is_superuser=True, area=tree.yunji)


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        ("clerk", True),
        ("peer", True),
        ("officer", True),
        ("chief", False),
        ("also_above", False),
        ("lent_from_elsewhere", False),
        ("rootless", False),
        ("root", False),
    ],
)
def test_an_account_is_managed_where_everything_it_belongs_to_is(tree, manager, kind, allowed):
    other = account(tree, kind)
    assert can_manage_account(manager, other) is allowed
    assert User.objects.visible_to(manager).filter(pk=other.pk).exists() is allowed


def test_a_superuser_manages_all_but_superusers(tree, clerk):
    root, rootless = make_user("root", is_superuser=True), make_user("rootless")
    other = make_user("other_root", is_superuser=True)
    managed = {account for account in (clerk, rootless, other) if can_manage_account(root, account)}
    assert managed == {clerk, rootless}
    assert set(User.objects.visible_to(root)) == {clerk, rootless}


def test_without_a_tree_a_superuser_manages_no_area(client, db):
    client.force_login(make_user("root", is_superuser=True))
    assert client.get("/accounts/manage/invite/").status_code == 200


def test_nobody_manages_himself(manager):
    assert not can_manage_account(manager, manager)
    assert not User.objects.visible_to(manager).filter(pk=manager.pk).exists()
