"""建而不用: what counts as use, for how long, and who is counted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from messages.models import Burst, BurstMessage, Message
from portal.standards.checking import check_stations
from stations.models import Station, Visit
from tests.factories import states
from tests.factories.casework import make_representative, make_station
from tests.factories.listings import exported, rows_on
from tests.factories.standards import days_ago, make_group, make_visit

pytestmark = pytest.mark.django_db
URL = reverse("office:idle")


def idle_codes(client, user, **asked):
    check_stations()
    client.force_login(user)
    page = client.get(URL, asked)
    return [station.code for station in rows_on(page)]


def test_a_station_never_used_is_idle(client, cast):
    assert idle_codes(client, cast.shiji) == ["S1"]


def test_a_message_is_use(client, cast):
    message = cast.submit()
    assert idle_codes(client, cast.shiji) == []

    Message.objects.filter(pk=message.pk).update(submitted_at=timezone.now() - timedelta(days=100))
    assert idle_codes(client, cast.shiji) == ["S1"]
    assert idle_codes(client, cast.shiji, days="101") == []


def test_an_answer_is_use(client, cast):
    message = states.replied(cast)
    long_ago = timezone.now() - timedelta(days=200)
    Message.objects.filter(pk=message.pk).update(submitted_at=long_ago)
    assert idle_codes(client, cast.shiji) == []

    Message.objects.filter(pk=message.pk).update(replied_at=long_ago)
    assert idle_codes(client, cast.shiji) == ["S1"]


@pytest.mark.parametrize("kind", Visit.Kind.values)
def test_a_visit_of_any_kind_is_use(client, cast, kind):
    visit = make_visit(cast.station, cast.lianluo, kind=kind, days=89)
    assert idle_codes(client, cast.shiji) == []

    Visit.objects.filter(pk=visit.pk).update(day=days_ago(90))
    assert idle_codes(client, cast.shiji) == ["S1"]


def test_what_may_be_self_posted_is_no_use(client, cast):
    burst = Burst.objects.create(station=cast.station, day=timezone.localdate(), kind="device")
    BurstMessage.objects.create(burst=burst, message=cast.submit())

    assert idle_codes(client, cast.shiji) == ["S1"]


def test_a_younger_station_is_not_idle_yet(client, cast):
    Station.objects.update(opened_on=days_ago(30))

    assert idle_codes(client, cast.shiji) == []
    assert idle_codes(client, cast.shiji, days="30") == ["S1"]


def test_counts_are_by_kind_and_by_area_and_in_the_order_of_codes(client, cast):
    make_station(cast.tree.xuetangwan, code="Z1")
    make_station(cast.tree.yunji, code="H1", kind="home")
    make_visit(cast.station, cast.lianluo)

    assert idle_codes(client, cast.shiji) == ["H1", "Z1"]
    assert idle_codes(client, cast.shiji, kind="home") == ["H1"]
    counts = client.get(URL).context["listing"].counts
    assert [(t.key, t.idle, t.stations) for t in counts.by_kind] == [
        ("home", 1, 1),
        ("station", 1, 2),
        ("contact_point", 0, 0),
    ]
    assert [(t.name, t.idle, t.stations) for t in counts.by_area] == [
        ("西陵区", 1, 2),
        ("远安县", 0, 0),
        ("高新区", 1, 1),
    ]


def test_an_office_sees_its_own_stations_alone(client, cast):
    make_station(cast.tree.fengshan, code="away")

    assert idle_codes(client, cast.jiedao) == ["S1"]
    assert idle_codes(client, cast.stranger) == ["away"]
    assert client.get(URL, {"area": cast.tree.xiling.code}).status_code == 404


def test_by_group_the_stations_of_its_members(client, cast):
    other = make_station(cast.tree.jiajie, code="S2")
    make_visit(other, cast.lianluo)
    people = [cast.representative, make_representative("甲街代表", other)]
    group = make_group(cast.tree.xiling, *people, name="联合小组")
    check_stations()
    client.force_login(cast.quxian)

    [found] = rows_on(client.get(reverse("office:idle_groups")))
    assert (found, found.tally.idle, found.tally.stations) == (group, 1, 2)
    assert [station.code for station in rows_on(client.get(found.idle_url))] == ["S1"]
    client.force_login(cast.stranger)
    assert client.get(URL, {"group": group.pk}).status_code == 404
    assert client.get(URL, {"group": "x"}).status_code == 404


@pytest.mark.parametrize("days", ["0", "-5", "很久", "99999999999", "3651"])
def test_wrong_days_are_refused_beside_the_field_and_the_usual_ones_asked(client, cast, days):
    client.force_login(cast.shiji)
    page = client.get(URL, {"days": days})
    listing = page.context["listing"]

    assert "请填 1 到 3650 之间的天数。" in page.content.decode()
    assert (listing.filter.form["days"].value(), listing.asked.days) == (days, 90)


def test_the_workbook_says_what_was_asked_and_when_each_was_used(client, cast):
    make_station(cast.tree.yunji, code="H1", kind="home")
    check_stations()
    client.force_login(cast.shiji)
    lead, header, rows = exported(client, "idle", "kind=home&days=30")

    assert lead.endswith("，宜昌市 30 天没有使用的代表之家")
    assert dict(zip(header, rows[0], strict=True)) == {
        "站点": "云集街道代表联络站",
        "类型": "代表之家",
        "区划": "云集街道",
        "编号": "H1",
        "地方": "西陵区云集街道",
        "建站日期": None,
        "最近留言": None,
        "最近答复": None,
        "最近来访或走访": None,
    }
    assert len(rows) == 1
