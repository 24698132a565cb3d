"""The activity plan of a group: planned, held, called off; what a year still lacks."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from stations.models import GroupActivity
from tests.factories.register import make_activity, make_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(cast):
    return make_group(cast.tree.yunji)


def url(name, pk):
    return reverse(f"office:{name}", args=[pk])


def held(**changes):
    return {"held_on": timezone.localdate(), "attended": "12", "outcome": "看了四个小区"} | changes


def test_staff_plan_change_and_hold_an_activity(client, cast, group):
    client.force_login(cast.jiedao)
    plan = {"kind": "inspection", "title": "视察供水", "place": "水厂", "planned_on": "2026-11-03"}
    client.post(url("add_activity", group.pk), plan)
    activity = GroupActivity.objects.get()
    client.post(url("edit_activity", activity.pk), plan | {"title": "视察水厂"})
    client.post(url("hold_activity", activity.pk), held())
    activity.refresh_from_db()
    assert (activity.title, activity.attended, activity.outcome) == ("视察水厂", 12, "看了四个小区")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"attended": "0"}, "attended"),
        ({"attended": ""}, "attended"),
        ({"held_on": ""}, "held_on"),
        ({"held_on": timezone.localdate() + timedelta(days=2)}, "held_on"),
    ],
)
def test_what_was_held_has_a_day_and_people(client, cast, group, changes, field):
    activity = make_activity(group)
    client.force_login(cast.jiedao)
    response = client.post(url("hold_activity", activity.pk), held(**changes))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "看了四个小区" in response.content.decode()
    activity.refresh_from_db()
    assert activity.held_on is None


def test_what_was_held_cannot_be_called_off_and_what_is_off_cannot_be_held(client, cast, group):
    done = make_activity(group, held_on=timezone.localdate(), attended=3)
    off = make_activity(group, cancelled=True)
    client.force_login(cast.jiedao)
    client.post(url("cancel_activity", done.pk))
    client.post(url("hold_activity", off.pk), held())
    done.refresh_from_db()
    off.refresh_from_db()
    assert (done.cancelled, off.held_on) == (False, None)


def test_an_activity_is_called_off_and_on_again(client, cast, group):
    activity = make_activity(group)
    client.force_login(cast.jiedao)
    for data, cancelled in (({}, True), ({"on": "1"}, False)):
        client.post(url("cancel_activity", activity.pk), data)
        activity.refresh_from_db()
        assert activity.cancelled is cancelled


def test_a_year_says_which_of_the_five_kinds_it_lacks(client, cast, group):
    make_activity(
        group, kind="inspection", planned_on=date(2026, 3, 4), held_on=date(2026, 3, 5), attended=9
    )
    make_activity(group, kind="training", planned_on=date(2026, 12, 4))
    make_activity(group, kind="vote", planned_on=date(2026, 12, 5), cancelled=True)
    make_activity(group, kind="theme", planned_on=date(2025, 12, 5))
    client.force_login(cast.jiedao)
    response = client.get(url("group", group.pk) + "?year=2026")
    assert [(kind["held"], kind["planned"]) for kind in response.context["kinds"]] == [
        (1, 0),
        (0, 1),
        (0, 0),
        (0, 0),
        (0, 0),
    ]
    assert response.content.decode().count("还缺") == 3
