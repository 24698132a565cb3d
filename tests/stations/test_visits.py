"""接待和走访: recorded by officers and staff, listed by month with its totals."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from stations.models import Visit
from tests.factories.casework import make_station
from tests.factories.listings import rows_on
from tests.factories.register import make_visit

pytestmark = pytest.mark.django_db
URL = reverse("office:visits")


def add(client, station, **changes):
    values = {
        "day": timezone.localdate(),
        "kind": "walk_in",
        "visitors": "4",
        "representatives": "1",
        "note": "问停车",
    } | changes
    return client.post(reverse("office:add_visit", args=[station.pk]), values)


@pytest.mark.parametrize("who", ["lianluo", "jiedao", "quxian"])
def test_officers_and_staff_record_a_visit(client, cast, who):
    client.force_login(getattr(cast, who))
    assert add(client, cast.station).status_code == 302
    visit = Visit.objects.get()
    assert (visit.visitors, visit.representatives, visit.recorded_by.username) == (4, 1, who)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"visitors": "0", "representatives": "0"}, "visitors"),
        ({"visitors": "-1"}, "visitors"),
        ({"day": timezone.localdate() + timedelta(days=1)}, "day"),
        ({"kind": ""}, "kind"),
        ({"kind": "party"}, "kind"),
    ],
)
def test_what_makes_no_sense_is_said_and_kept(client, cast, changes, field):
    client.force_login(cast.lianluo)
    response = add(client, cast.station, **changes)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "问停车" in response.content.decode()
    assert Visit.objects.count() == 0


def test_a_month_is_added_up_by_kind(client, cast):
    today = timezone.localdate()
    make_visit(cast.station, cast.lianluo, visitors=3, representatives=2)
    make_visit(cast.station, cast.lianluo, visitors=5, representatives=1)
    make_visit(cast.station, cast.lianluo, kind="outreach", visitors=7)
    make_visit(cast.station, cast.lianluo, day=today.replace(day=1) - timedelta(days=1))
    client.force_login(cast.quxian)
    response = client.get(URL)

    totals = [(row["times"], row["people"], row["members"]) for row in response.context["totals"]]
    assert totals == [(2, 8, 3), (0, 0, 0), (1, 7, 0)]
    assert len(rows_on(response)) == 3


def test_only_the_stations_one_looks_after_are_listed(client, cast):
    other = make_station(cast.tree.fengshan, code="S2")
    make_visit(cast.station, cast.lianluo)
    make_visit(other, cast.stranger)
    for user, station in ((cast.lianluo, cast.station), (cast.stranger, other)):
        client.force_login(user)
        assert [visit.station for visit in rows_on(client.get(URL))] == [station]
    client.force_login(cast.lianluo)
    assert client.get(f"{URL}?station={other.pk}").status_code == 404


def test_visits_are_narrowed_by_way_and_place_and_so_are_their_sums(client, cast):
    make_visit(cast.station, cast.lianluo, kind="walk_in", visitors=4)
    other = make_station(cast.tree.jiajie, code="J1")
    elsewhere = make_visit(other, cast.lianluo, kind="reception", visitors=7)
    client.force_login(cast.quxian)

    assert rows_on(client.get(URL, {"kind": "reception"})) == [elsewhere]
    page = client.get(URL, {"area": cast.tree.xiba.code})
    assert rows_on(page) == [elsewhere]
    assert sum(row["people"] for row in page.context["totals"]) == 7
    assert rows_on(client.get(URL, {"area": cast.tree.yuanan.code})) == []


def test_who_has_few_stations_is_asked_for_no_place(client, cast):
    client.force_login(cast.lianluo)
    assert list(client.get(URL).context["listing"].filter.filters) == ["kind"]
    client.force_login(cast.quxian)
    assert list(client.get(URL).context["listing"].filter.filters) == ["kind", "area"]


def test_older_ones_follow_on_the_next_page(client, cast):
    made = [make_visit(cast.station, cast.lianluo) for _ in range(31)]
    client.force_login(cast.quxian)
    first = client.get(URL)
    second = client.get(f"{URL}{first.context['listing'].around['after']}")
    assert [visit.pk for visit in rows_on(second)] == [made[0].pk]


def test_a_mistake_is_corrected_or_taken_back(client, cast):
    visit = make_visit(cast.station, cast.lianluo)
    client.force_login(cast.lianluo)
    changed = {"day": visit.day, "kind": "reception", "visitors": "9", "representatives": "0"}
    client.post(reverse("office:edit_visit", args=[visit.pk]), changed)
    visit.refresh_from_db()
    assert visit.visitors == 9
    client.post(reverse("office:delete_visit", args=[visit.pk]))
    assert Visit.objects.count() == 0
    assert "群众 9 人" in AuditEntry.objects.get(target__contains="删除接待走访").reason


def test_months_that_make_no_sense_are_the_present_one(client, cast):
    client.force_login(cast.quxian)
    for month in ("2026-13", "昨天", "0000-01", "9999-12", ""):
        response = client.get(f"{URL}?month={month}")
        assert response.context["listing"].month == timezone.localdate().replace(day=1)
