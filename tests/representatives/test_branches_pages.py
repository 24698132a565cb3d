"""功能型党支部: party members only, one secretary, several groups; and for staff alone."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from representatives.models import Representative
from stations.models import PartyBranch
from tests.access.rows_public import ROWS as PUBLIC_ROWS
from tests.access.world import make_world
from tests.factories.casework import make_representative
from tests.factories.register import make_branch, make_comrade, make_group, make_member
from tests.test_access import ROUTES, ROWS

pytestmark = pytest.mark.django_db
URL = reverse("office:branches")
NAME = "云集清流功能型党支部"


@pytest.fixture
def branch(cast):
    return make_branch(cast.tree.yunji, NAME)


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def comrade(name, cast):
    return make_representative(name, cast.station, is_party_member=True, pinyin="li er le")


def roles(branch):
    rows = branch.memberships.current().order_by("pk").select_related("representative")
    return [(row.representative.name, row.role) for row in rows]


def test_a_manager_enters_and_changes_a_branch(client, cast):
    client.force_login(cast.quxian)
    values = {"name": NAME, "area": "云集街道", "founded_on": "2024-07-01"}
    client.post(url("add_branch"), values)
    found = PartyBranch.objects.get()
    client.post(url("edit_branch", found.pk), values | {"founded_on": "2024-07-02"})
    assert AuditEntry.objects.get(target__startswith="修改党支部").reason == (
        "成立日期：2024-07-01 → 2024-07-02"
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": NAME}, "name"),
        ({"founded_on": "2999-01-01"}, "founded_on"),
        ({"area": "远安县"}, "area"),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(client, cast, branch, changes, field):
    client.force_login(cast.quxian)
    response = client.post(url("add_branch"), {"name": "新", "area": "云集街道"} | changes)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


def test_only_party_members_are_found(client, cast, branch):
    person = comrade("李二", cast)
    make_representative("李三", cast.station)
    client.force_login(cast.quxian)
    response = client.get(url("find_comrades", branch.pk), {"q": "李"})
    assert [row["person"] for row in response.context["people"]] == [person]


def test_who_is_no_party_member_is_refused(client, cast, branch):
    client.force_login(cast.quxian)
    data = {"person": cast.representative.pk, "role": "secretary"}
    response = client.post(url("add_comrade", branch.pk), data, follow=True)
    assert "秦望舒不是中共党员，不能编入党支部。" in response.content.decode()
    assert roles(branch) == []


def test_a_refused_secretary_leaves_the_old_one(client, cast, branch):
    make_comrade(branch, comrade("李二", cast), "secretary")
    client.force_login(cast.quxian)
    data = {"person": cast.representative.pk, "role": "secretary"}
    client.post(url("add_comrade", branch.pk), data)
    assert roles(branch) == [("李二", "secretary")]


def test_one_secretary_and_nobody_twice(client, cast, branch):
    first, second = comrade("李二", cast), comrade("王三", cast)
    client.force_login(cast.quxian)
    for person in (first, second, second):
        client.post(url("add_comrade", branch.pk), {"person": person.pk, "role": "secretary"})
    assert roles(branch) == [("李二", "member"), ("王三", "secretary")]
    back = branch.memberships.get(representative=first)
    client.post(url("make_secretary", branch.pk, back.pk), {"role": "secretary"})
    assert roles(branch) == [("李二", "secretary"), ("王三", "member")]
    client.post(url("leave_branch", branch.pk, back.pk))
    assert roles(branch) == [("王三", "member")]


def test_a_branch_serves_several_groups_and_a_group_has_one_branch(client, cast, branch):
    other = make_branch(cast.tree.yunji, "另一个")
    groups = [make_group(cast.tree.yunji, name) for name in ("甲组", "乙组")]
    client.force_login(cast.quxian)
    for group in groups:
        client.post(url("attach_group", branch.pk), {"group": group.pk})
    response = client.post(url("attach_group", other.pk), {"group": groups[0].pk}, follow=True)
    assert "甲组已经有党支部了" in response.content.decode()
    assert list(branch.groups.order_by("pk")) == groups
    client.post(url("detach_group", branch.pk, groups[0].pk))
    assert list(branch.groups.all()) == groups[1:]


def test_the_flag_of_a_person_is_set_by_managers_and_kept_while_in_a_branch(client, cast, branch):
    person = cast.representative
    client.force_login(cast.quxian)
    page = url("party_member", person.pk)
    client.post(page, {"on": "1"})
    assert Representative.objects.get(pk=person.pk).is_party_member
    make_comrade(branch, person)
    client.post(page, {"on": "0"})
    assert Representative.objects.get(pk=person.pk).is_party_member
    assert AuditEntry.objects.get(target="中共党员 秦望舒").reason == "不是 → 是"


def test_no_page_outside_the_office_names_a_branch_or_who_is_in_the_party():
    """Every page that somebody without an office gets, of everything that has to do with it."""
    world = make_world()
    cast = world.cast
    branch = make_branch(cast.tree.yunji, NAME)
    make_comrade(branch, cast.representative, "secretary")
    group = make_group(cast.tree.yunji, "清流小组", branch=branch)
    make_member(group, cast.representative, "leader")
    outside = ("anonymous", "daibiao", "lianluo", "zhanban", "bumen")
    seen, naming = 0, []
    for row in ROWS:
        kwargs = world.targets[row.target].own
        path = reverse(row.name, kwargs=kwargs)
        for role in outside:
            response = world.clients[role].get(path)
            if response.streaming:
                list(response.streaming_content)  # closes the file
                continue
            if response.status_code != 200:
                continue
            seen += 1
            page = response.content.decode(errors="ignore")
            if NAME in page or "党支部" in page or "中共党员" in page:
                naming.append((row.name, role))
    assert naming == []
    assert seen > len(PUBLIC_ROWS)
    assert "office:branch" in ROUTES
