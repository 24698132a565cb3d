"""代表小组: found, entered, changed; each member a person, once; one leader."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from representatives.models import GroupMembership
from representatives.views import members
from stations.models import Group
from tests.factories.casework import make_representative, make_seat
from tests.factories.listings import rows_on
from tests.factories.queries import count_queries
from tests.factories.register import make_group, make_member

pytestmark = pytest.mark.django_db
URL = reverse("office:groups")


@pytest.fixture
def group(cast):
    return make_group(cast.tree.yunji)


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def values(**changes):
    return {
        "name": "城建代表小组",
        "kind": "professional",
        "area": "西陵区",
        "field": "城建",
    } | changes


def roles(group):
    rows = group.memberships.current().order_by("pk")
    return [(row.representative.name, row.role) for row in rows.select_related("representative")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=professional", ["城建代表小组"]),
        ("field=城", ["城建代表小组"]),
        ("area=云集街道", ["第 1 代表小组"]),
        ("q=第 1", ["第 1 代表小组"]),
        ("area=不知道", []),
    ],
)
def test_the_list_is_narrowed(client, cast, group, query, found):
    make_group(cast.tree.xiling, "城建代表小组", kind="professional", field="城建")
    make_group(cast.tree.mingfeng, "鸣凤镇代表小组")
    client.force_login(cast.quxian)
    assert [row.name for row in rows_on(client.get(f"{URL}?{query}"))] == found


def test_a_manager_enters_and_changes_a_group(client, cast):
    client.force_login(cast.quxian)
    response = client.post(url("add_group"), values())
    group = Group.objects.get()
    assert response.url == url("group", group.pk)
    client.post(url("edit_group", group.pk), values(field="城建环保"))
    assert AuditEntry.objects.get(target__startswith="修改代表小组").reason == (
        "领域：城建 → 城建环保"
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"field": ""}, "field"),
        ({"kind": "regional"}, "field"),
        ({"area": "远安县"}, "area"),
        ({"name": "第 1 代表小组", "area": "云集街道"}, "name"),
        ({"kind": ""}, "kind"),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(client, cast, group, changes, field):
    client.force_login(cast.quxian)
    response = client.post(url("add_group"), values(**changes))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert Group.objects.count() == 1


def test_members_are_found_by_name_and_pinyin_in_the_own_county(client, cast, group):
    make_representative("覃远安", _far(cast), pinyin="qin yuan an qya")
    near = make_representative("覃近", cast.station, pinyin="qin jin qj")
    client.force_login(cast.quxian)
    for text in ("覃", "qin", "qj"):
        response = client.get(url("find_members", group.pk), {"q": text})
        assert [row["person"] for row in response.context["people"]] == [near]


def _far(cast):
    from tests.factories.casework import make_station

    return make_station(cast.tree.fengshan, code="F1")


def test_a_person_with_seats_at_two_levels_is_one_member(client, cast, group):
    make_seat(cast.representative, cast.tree.city, level="city", body="西陵区")
    make_member(group, cast.representative)
    client.force_login(cast.quxian)
    assert "成员 1 人" in client.get(url("group", group.pk)).content.decode()


def test_the_same_person_twice_is_refused(client, cast, group):
    make_member(group, cast.representative)
    client.force_login(cast.quxian)
    response = client.post(
        url("add_member", group.pk),
        {"person": cast.representative.pk, "role": "leader"},
        follow=True,
    )
    assert "这位代表已经在小组里了。" in response.content.decode()
    assert roles(group) == [("秦望舒", "member")]


def test_a_new_leader_makes_the_old_one_a_member(client, cast, group):
    second = make_representative("李二", cast.station)
    client.force_login(cast.quxian)
    for person in (cast.representative, second):
        client.post(url("add_member", group.pk), {"person": person.pk, "role": "leader"})
    assert roles(group) == [("秦望舒", "member"), ("李二", "leader")]

    first = group.memberships.get(representative=cast.representative)
    client.post(url("change_role", group.pk, first.pk), {"role": "leader"})
    assert roles(group) == [("秦望舒", "leader"), ("李二", "member")]
    assert AuditEntry.objects.filter(target__startswith="代表小组").latest("pk").reason == (
        "秦望舒：组员 → 组长，原组长李二改为组员"
    )


def test_nobody_steps_down_for_who_has_left_at_the_same_moment(client, cast, group, monkeypatch):
    make_member(group, cast.representative, "leader")
    second = make_member(group, make_representative("李二", cast.station))
    make_room = members._make_room

    def after_leaving(*args):
        group.memberships.filter(pk=second.pk).update(left_on=timezone.localdate())
        return make_room(*args)

    monkeypatch.setattr(members, "_make_room", after_leaving)
    client.force_login(cast.quxian)
    page = client.post(url("change_role", group.pk, second.pk), {"role": "leader"}, follow=True)

    assert "刚有人改过名单" in page.content.decode()
    assert ("秦望舒", "leader") in roles(group)
    assert not AuditEntry.objects.exists()


def test_who_leaves_stays_in_the_record_and_may_come_back(client, cast, group):
    member = make_member(group, cast.representative, "leader")
    client.force_login(cast.quxian)
    client.post(url("leave_group", group.pk, member.pk))
    assert roles(group) == []
    client.post(url("add_member", group.pk), {"person": cast.representative.pk})
    assert roles(group) == [("秦望舒", "member")]
    assert GroupMembership.objects.count() == 2


@pytest.mark.parametrize("person", ["", "0", "x", "99999999999999999999"])
def test_nobody_is_added_by_a_number_that_is_nobodys(client, cast, group, person):
    client.force_login(cast.quxian)
    assert client.post(url("add_member", group.pk), {"person": person}).status_code == 404


def test_a_stranger_is_not_added(client, cast, group):
    far = make_representative("覃远安", _far(cast))
    client.force_login(cast.quxian)
    assert client.post(url("add_member", group.pk), {"person": far.pk}).status_code == 404
    assert roles(group) == []


def test_who_serves_no_more_is_not_added(client, cast, group):
    former = make_representative("付离任", cast.station)
    former.seats.get().end(on=timezone.localdate(), reason="resigned")
    client.force_login(cast.quxian)
    assert client.post(url("add_member", group.pk), {"person": former.pk}).status_code == 404
    assert roles(group) == []


def test_a_group_stops_and_starts_again(client, cast, group):
    client.force_login(cast.quxian)
    for is_active in (False, True):
        client.post(url("switch_group", group.pk), {"reason": "调整"})
        group.refresh_from_db()
        assert group.is_active is is_active


def test_the_same_queries_for_one_member_and_three(client, cast, group):
    make_member(group, cast.representative, "leader")
    client.force_login(cast.quxian)
    page = url("group", group.pk)
    one = count_queries(client, page)
    for name in ("李二", "王三"):
        make_member(group, make_representative(name, cast.station))
    assert count_queries(client, page) == one
