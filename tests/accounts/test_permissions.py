import pytest
from django.contrib.auth.models import AnonymousUser

from accounts import permissions
from accounts.models import Post, User
from accounts.permissions import (
    active_posts,
    can_manage,
    can_manage_account,
    is_manager,
    is_office_staff,
    managed_areas,
    managed_scope_q,
    office_scope_q,
    offices_of,
)
from areas.models import Area
from tests.factories.accounts import make_staff, make_user
from tests.factories.predicates import allowed, each, rules_of

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


# who manages what -----------------------------------------------------------------------------

# Areas with the posts of people; 高新区 administers 南苑街道, which is coded under 西陵区.
POSTS = {
    "city": ("city", MANAGER),
    "county": ("xiling", MANAGER),
    "peer": ("xiling", MANAGER),
    "clerk": ("xiling", STAFF),
    "street": ("yunji", MANAGER),
    "zone": ("gaoxin", MANAGER),
    "other_county": ("yuanan", MANAGER),
    "in_nanyuan": ("nanyuan", STAFF),
    "gone": ("xiling", MANAGER),  # the post has ended
    "two_offices": ("xiling", MANAGER),  # and staff of 远安县
    "lent": ("yunji", STAFF),  # the account is looked after in 远安县
}
BELOW_STREET = {"yunji", "guoyuanlu"}
BELOW_COUNTY = BELOW_STREET | {"xiling", "nanyuan"}
COUNTY = "county peer two_offices"
MANAGERS = f"root city street zone other_county {COUNTY}"

OF_NOTHING = {
    is_office_staff: {*POSTS} - {"gone"},
    is_manager: {*MANAGERS.split()},
}
# A system administrator manages everything, to appoint the first manager.
OF_AN_AREA = {
    "root city": BELOW_COUNTY | {"city", "gaoxin", "yuanan", "mingfeng"},
    COUNTY: BELOW_COUNTY,
    "street": BELOW_STREET,
    "zone": {"gaoxin", "nanyuan"},
    "other_county": {"yuanan", "mingfeng"},
}
OF_THE_STREET = {"street", "officer"}
OF_THE_COUNTY = OF_THE_STREET | {"county", "peer", "clerk", "gone", "in_nanyuan"}
OF_THE_CITY = OF_THE_COUNTY | {"city", "zone", "other_county", "two_offices", "lent"}
# Nobody manages himself, and nobody manages a system administrator here.
OF_AN_ACCOUNT = {
    "root": OF_THE_CITY | {"rootless"},
    "city": OF_THE_CITY - {"city"},
    "county": OF_THE_COUNTY - {"county"},
    "peer": OF_THE_COUNTY - {"peer"},
    "two_offices": OF_THE_COUNTY,
    "street": OF_THE_STREET - {"street"},
    "zone": {"in_nanyuan"},
}


@pytest.fixture
def people(tree, manager):
    users = {
        name: make_staff(getattr(tree, area), role=role, username=name)
        for name, (area, role) in POSTS.items()
    }
    users["gone"].posts.get().end(actor=manager)
    Post.objects.create(user=users["two_offices"], area=tree.yuanan, role=STAFF)
    User.objects.filter(pk=users["lent"].pk).update(area=tree.yuanan)
    make_user("officer", area=tree.guoyuanlu)
    make_user("rootless")
    make_user("root", is_superuser=True, area=tree.yunji)
    return list(User.objects.exclude(pk=manager.pk))


@pytest.mark.parametrize("predicate", OF_NOTHING, ids=lambda one: one.__name__)
def test_this_is_for_these_and_nobody_else(predicate, people):
    assert {user.username for user in people if predicate(user)} == OF_NOTHING[predicate]
    assert predicate(AnonymousUser()) is False


def test_a_system_administrator_manages_the_root_and_so_the_rest(tree, people):
    root = next(one for one in people if one.is_superuser)
    assert managed_areas(root) == [tree.city]


def test_managers_manage_downwards(tree, people):
    names = {*BELOW_COUNTY, "city", "gaoxin", "yuanan", "mingfeng"}
    areas = {name: getattr(tree, name) for name in names}
    assert allowed(people, can_manage, areas) == each(OF_AN_AREA)
    assert [name for name, area in areas.items() if can_manage(AnonymousUser(), area)] == []


def test_an_account_is_managed_where_everything_it_belongs_to_is(people):
    accounts = {account.username: account for account in people}
    assert allowed(people, can_manage_account, accounts) == OF_AN_ACCOUNT
    assert [one for one in people if can_manage_account(AnonymousUser(), one)] == []


def test_the_list_of_accounts_holds_those_that_may_be_managed(people):
    names = {one.username for one in people}
    seen = {
        user.username: {one.username for one in User.objects.visible_to(user)} & names
        for user in people
    }
    assert {name: what for name, what in seen.items() if what} == OF_AN_ACCOUNT


def test_every_predicate_has_its_table():
    scopes = {active_posts, offices_of, managed_areas, office_scope_q, managed_scope_q}
    assert rules_of(permissions) == {
        *OF_NOTHING,
        can_manage,
        can_manage_account,
        *scopes,
    }


def test_without_a_tree_a_superuser_manages_no_area(client, db):
    client.force_login(make_user("root", is_superuser=True))
    assert client.get("/accounts/manage/invite/").status_code == 200
