"""Working on the small congress: officers of the station and the offices above it."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from community.models import (
    CommunityMeeting,
    Disclosure,
    GroupTask,
    ResidentRepresentative,
    SmallCongress,
)
from tests.factories.casework import make_officer, make_station
from tests.factories.community import (
    make_congress,
    make_disclosure,
    make_meeting,
    make_resident,
    make_task,
)
from tests.factories.listings import rows_on
from tests.factories.queries import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-23 10:00", tick=False)]
TODAY = date(2026, 11, 23)
CLEAN = "收入 12.6 万元，支出 11.9 万元。"


def post(client, name, row, /, **values):
    return client.post(reverse(f"office:{name}", args=[row.pk]), values)


# set up ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["lianluo", "jiedao", "quxian"])
def test_officers_and_staff_set_one_up_once(client, cast, who):
    client.force_login(getattr(cast, who))
    for _ in range(2):
        post(client, "set_up_community", cast.station, founded_on="2026-11-01", stale_days="45")
    congress = SmallCongress.objects.get()
    assert (congress.stale_days, congress.working_groups.count()) == (45, 6)


def test_only_a_village_or_community_has_one(client, cast):
    home = make_station(cast.tree.yunji, code="H1", kind="home")
    client.force_login(cast.quxian)
    assert client.get(reverse("office:set_up_community", args=[home.pk])).status_code == 404


@pytest.mark.parametrize(
    ("founded_on", "stale_days", "words"),
    [
        ("2026-11-24", "30", "11 月 24 日（周二）还没到，到了再记。"),
        ("2026-11-01", "0", "请填 1 到 365 的天数。"),
    ],
)
def test_wrong_settings_are_said(client, cast, founded_on, stale_days, words):
    client.force_login(cast.lianluo)
    response = post(
        client, "set_up_community", cast.station, founded_on=founded_on, stale_days=stale_days
    )
    assert response.status_code == 422
    assert f"错误：{words}" in response.content.decode()


def test_an_officer_is_offered_to_set_up_what_is_missing(client, cast):
    client.force_login(cast.lianluo)
    url = reverse("office:communities")
    assert client.get(url).context["listing"].without == [cast.station]
    make_congress(cast.station)
    assert client.get(url).context["listing"].without == []


def test_an_officer_of_another_station_sees_nothing_of_it(client, cast, congress):
    other = make_officer("何一舟", make_station(cast.tree.xiaolinyuan, code="S9"), user=cast.cunju)
    client.force_login(other.user)
    assert rows_on(client.get(reverse("office:communities"))) == []
    assert client.get(reverse("office:community", args=[congress.pk])).status_code == 404


# residents ------------------------------------------------------------------------------------


def term(**changes):
    return {
        "name": "覃春兰",
        "represents": "1 号楼",
        "starts_on": "2026-09-01",
        "ends_on": "2029-08-31",
    } | changes


def test_a_resident_is_registered_and_a_second_term_may_not_overlap(client, cast, congress):
    client.force_login(cast.lianluo)
    post(client, "add_resident", congress, **term())
    response = post(
        client, "add_resident", congress, **term(starts_on="2029-08-31", ends_on="2030-01-01")
    )
    assert response.status_code == 422
    assert "错误：和这位居民代表已有的任期重叠了" in response.content.decode()
    assert ResidentRepresentative.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("add_resident", {"name": "覃春兰 13900001234"}),
        ("add_resident", {"represents": "1 号楼，420502199001011234"}),
        ("plan_meeting", {"topic": "找 139 0000 1234 商量"}),
    ],
)
def test_no_mobile_or_identity_number_is_published(client, cast, congress, name, values):
    client.force_login(cast.lianluo)
    response = post(client, name, congress, **term(planned_on="2026-11-30") | values)
    assert response.status_code == 422
    assert "这里写的会公开" in response.content.decode()
    assert (congress.residents.count(), congress.meetings.count()) == (0, 0)


def test_a_term_that_ends_before_it_starts_is_said(client, cast, congress):
    client.force_login(cast.lianluo)
    response = post(client, "add_resident", congress, **term(ends_on="2026-08-31"))
    assert "错误：任期结束要晚于开始。" in response.content.decode()


@pytest.mark.parametrize(
    ("act", "name"),
    [
        ("add_resident", "residents"),
        ("plan_meeting", "meetings"),
        ("add_task", "working_group"),
        ("publish_disclosure", "disclosures"),
    ],
)
def test_a_list_beside_a_refused_form_is_sorted_and_filtered_on_its_own_page(
    client, cast, congress, act, name
):
    """The address that was posted to answers nothing else."""
    make_resident(congress)
    make_meeting(congress)
    make_disclosure(congress, cast.lianluo)
    owner = congress.working_groups.first() if act == "add_task" else congress
    make_task(congress.working_groups.first())
    client.force_login(cast.lianluo)
    response = post(client, act, owner)
    url = reverse(f"office:{name}", args=[owner.pk])
    sorts = [head.url for head in response.context["listing"].heads if head.url]

    assert (response.status_code, bool(sorts)) == (422, True)
    assert {link.partition("?")[0] for link in sorts} == {url}
    assert {client.get(link).status_code for link in sorts} == {200}
    filters = response.content.decode().split('<form class="filters"')[1:]
    places = [form.partition(">")[0].partition('action="')[2].partition('"')[0] for form in filters]
    assert places == ([url] if act == "add_resident" else [])


def test_a_term_is_ended_and_shown_as_over(client, cast, congress):
    resident = make_resident(congress)
    client.force_login(cast.lianluo)
    bad = post(client, "end_resident", resident, ends_on="2026-09-01")
    assert bad.status_code == 422
    post(client, "end_resident", resident, ends_on="2026-11-01")
    page = client.get(reverse("office:residents", args=[congress.pk]))
    [shown] = rows_on(page)
    assert (page.context["serving"], shown, shown.state) == (0, resident, "over")
    by_state = {"serving": [], "coming": [], "over": [resident]}
    for state, found in by_state.items():
        url = reverse("office:residents", args=[congress.pk])
        assert rows_on(client.get(url, {"state": state})) == found


# meetings -------------------------------------------------------------------------------------


def test_a_meeting_is_planned_held_and_then_cannot_be_cancelled(client, cast, congress):
    client.force_login(cast.lianluo)
    post(client, "plan_meeting", congress, planned_on="2026-11-20", topic="停车位")
    meeting = CommunityMeeting.objects.get()
    values = {"held_on": "2026-11-20", "attended": "23", "decisions": "先划消防通道。"}
    assert post(client, "hold_meeting", meeting, **values | {"attended": "0"}).status_code == 422
    assert (
        post(client, "hold_meeting", meeting, **values | {"held_on": "2026-11-24"}).status_code
        == 422
    )
    post(client, "hold_meeting", meeting, **values)
    post(client, "cancel_meeting", meeting)
    meeting.refresh_from_db()
    assert (meeting.held_on, meeting.attended) == (date(2026, 11, 20), 23)


def test_a_planned_meeting_is_cancelled(client, cast, congress):
    meeting = make_meeting(congress)
    client.force_login(cast.jiedao)
    post(client, "cancel_meeting", meeting)
    assert CommunityMeeting.objects.count() == 0


# working groups -------------------------------------------------------------------------------


def test_a_group_is_renamed_and_convened_by_a_serving_resident(client, cast, congress):
    group = congress.working_groups.first()
    resident = make_resident(congress)
    former = make_resident(congress, "老代表", starts_on=date(2020, 1, 1), ends_on=date(2023, 1, 1))
    client.force_login(cast.lianluo)
    assert (
        post(client, "edit_working_group", group, name="楼道组", convenor=former.pk).status_code
        == 422
    )
    assert (
        post(client, "edit_working_group", group, name="物业监督组", convenor="").status_code == 422
    )
    post(client, "edit_working_group", group, name="楼道组", convenor=resident.pk)
    group.refresh_from_db()
    assert (group.name, group.convenor) == ("楼道组", resident)


def test_the_log_of_a_group(client, cast, congress):
    group = congress.working_groups.first()
    client.force_login(cast.lianluo)
    post(client, "add_task", group, day="2026-11-20", text="清理楼道")
    task = GroupTask.objects.get()
    post(client, "switch_task", task, done="1")
    task.refresh_from_db()
    assert task.is_done is True
    post(client, "delete_working_group", group)
    assert congress.working_groups.count() == 6
    post(client, "delete_working_group", congress.working_groups.last())
    assert congress.working_groups.count() == 5


# disclosures ----------------------------------------------------------------------------------


def publish(client, congress, **changes):
    values = {"column": "property", "title": "物业费收支", "body": CLEAN, "is_checked": "on"}
    return post(client, "publish_disclosure", congress, **values | changes)


def test_an_entry_is_published_today_and_withdrawn_at_once(client, cast, congress):
    client.force_login(cast.lianluo)
    publish(client, congress)
    entry = Disclosure.objects.get()
    assert (entry.published_on, entry.published_by) == (TODAY, cast.lianluo)
    for _ in range(2):
        post(client, "withdraw_disclosure", entry)
    assert Disclosure.objects.public(TODAY).count() == 0
    assert AuditEntry.objects.filter(action="publish").count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"column": ""}, "请选一个栏目。"),
        ({"is_checked": ""}, "请看一遍内容，再勾选这一项。"),
        ({"body": "请打 13812345678"}, "里面像是有个人信息：电话「13812345678」"),
    ],
)
def test_what_is_not_ready_is_not_published(client, cast, congress, changes, words):
    client.force_login(cast.lianluo)
    response = publish(client, congress, **changes)
    assert response.status_code == 422
    assert f"错误：{words}" in response.content.decode()
    assert Disclosure.objects.count() == 0


def test_a_hot_line_is_published_when_somebody_says_it_is_meant(client, cast, congress):
    client.force_login(cast.lianluo)
    publish(client, congress, body="热线 0717-6000000", is_meant="on")
    assert Disclosure.objects.count() == 1


# cost -----------------------------------------------------------------------------------------


def fill(cast, congress, number):
    for _ in range(number):
        make_resident(congress, f"居民{ResidentRepresentative.objects.count()}")
        make_meeting(congress)
        make_task(congress.working_groups.first())
        make_disclosure(congress, cast.lianluo)


@pytest.mark.parametrize(
    "name", ["community", "residents", "meetings", "working_groups", "disclosures"]
)
def test_a_page_costs_the_same_for_one_and_three(client, cast, congress, name):
    client.force_login(cast.lianluo)
    url = reverse(f"office:{name}", args=[congress.pk])
    fill(cast, congress, 1)
    one = count_queries(client, url)
    fill(cast, congress, 2)
    assert count_queries(client, url) == one
