"""Limits and who may assign to whom: shown with their origin, changed by managers, logged."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from casework.clock import Clock
from messages.desk.inherited import settings_of
from messages.models import AreaRules
from messages.models.rules import rules_for
from tests.factories.queries import count_queries

pytestmark = pytest.mark.django_db
URL, EDIT = reverse("office:rules"), reverse("office:edit_rules")


def setting(area, name):
    return next(found for found in settings_of(area) if found.name == name)


def test_each_setting_says_who_set_it(cast):
    AreaRules.objects.create(area=cast.tree.city, simple_limit=Clock(4))
    AreaRules.objects.create(area=cast.tree.yunji, sign_limit=Clock(2))

    for name, words, source in (
        ("simple_limit", "4 个工作日", "沿用宜昌市"),
        ("sign_limit", "2 个工作日", "本级设定"),
        ("complex_limit", "30 个工作日", "默认"),
    ):
        found = setting(cast.tree.yunji, name)
        assert (found.words, found.source_words) == (words, source)


def test_what_is_shown_is_what_holds(cast):
    AreaRules.objects.create(
        area=cast.tree.city, simple_limit=Clock(4), station_assigns=["village"]
    )
    AreaRules.objects.create(area=cast.tree.xiling, simple_limit=Clock(3))
    rules = rules_for(cast.tree.yunji)

    for found in settings_of(cast.tree.yunji):
        assert found.value == getattr(rules, found.name)


def test_who_may_assign_is_said_in_words(client, cast):
    client.force_login(cast.jiedao)
    page = client.get(URL)

    assert "站点可以直接交办给：村（社区）" in page.content.decode()
    assert [found.name for found in page.context["assigners"]] == [
        "station_assigns",
        "township_assigns",
    ]


def test_a_manager_changes_a_limit_and_it_is_logged(client, cast):
    client.force_login(cast.quxian)
    values = {
        "simple_limit_0": "4",
        "station_assigns": ["village", "township"],
        "reason": "区里通知",
    }
    response = client.post(EDIT, values)
    rules = rules_for(cast.tree.guoyuanlu)
    entry = AuditEntry.objects.get(action=AuditEntry.Action.SETTINGS_CHANGE)

    assert response.status_code == 302
    assert (rules.simple_limit, rules.station_assigns) == (Clock(4), ("village", "township"))
    assert entry.target == (
        "西陵区：一般事项办理期限：4 个工作日；站点可以交办到：村（社区）、乡镇（街道）"
    )
    assert entry.reason == "区里通知"


def test_what_is_emptied_is_inherited_again(client, cast):
    AreaRules.objects.create(area=cast.tree.xiling, simple_limit=Clock(3), sign_limit=Clock(2))
    client.force_login(cast.quxian)
    client.post(EDIT, {"sign_limit_0": "2", "reason": "取消"})

    assert rules_for(cast.tree.yunji).simple_limit == Clock(5)
    assert rules_for(cast.tree.yunji).sign_limit == Clock(2)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"simple_limit_0": "0"}, "simple_limit"),
        ({"simple_limit_0": "很快"}, "simple_limit"),
        ({"simple_limit_0": "99999999"}, "simple_limit"),
        ({"station_assigns": ["moon"]}, "station_assigns"),
        ({"simple_limit_0": "4", "reason": ""}, "reason"),
        ({}, "__all__"),  # nothing changed
    ],
)
def test_what_makes_no_sense_is_said_and_kept(client, cast, values, field):
    client.force_login(cast.quxian)
    response = client.post(EDIT, {"reason": "试试"} | values)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert values.get("simple_limit_0", "") in response.content.decode()
    assert AreaRules.objects.count() == 0


def test_a_superior_manager_sets_the_rules_of_an_area_below(client, cast):
    client.force_login(cast.shiji)
    url = f"{EDIT}?area={cast.tree.yunji.code}"

    assert client.get(url).context["area"] == cast.tree.yunji
    client.post(url, {"sign_limit_0": "3", "reason": "试点"})
    assert AreaRules.objects.get().area == cast.tree.yunji


def test_staff_read_and_managers_change_their_own_areas_alone(client, cast):
    client.force_login(cast.jiedao)
    assert client.get(URL).context["may_change"] is False
    assert client.get(EDIT).status_code == 404
    client.force_login(cast.quxian)
    for area in (cast.tree.city, cast.tree.yuanan, cast.tree.guoyuanlu):
        assert client.get(URL, {"area": area.code}).status_code == 404
        assert client.post(f"{EDIT}?area={area.code}", {"reason": "x"}).status_code == 404


@pytest.mark.parametrize("who", ["daibiao", "lianluo", "bumen"])
def test_rules_are_a_page_of_the_office(client, cast, who):
    client.force_login(getattr(cast, who))

    assert client.get(URL).status_code == 404


def test_the_same_queries_for_one_setting_and_three(client, cast):
    client.force_login(cast.quxian)
    AreaRules.objects.create(area=cast.tree.city, simple_limit=Clock(4))
    one = count_queries(client, URL)
    AreaRules.objects.create(area=cast.tree.xiling, simple_limit=Clock(4), sign_limit=Clock(3))

    assert count_queries(client, URL) == one <= 12
