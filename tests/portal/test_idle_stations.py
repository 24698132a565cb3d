"""建而不用: what counts as use, for how long, and who is counted."""

from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from jobs.models import Job
from jobs.states import JobState
from jobs.tasks import run_job
from messages.models import Burst, BurstMessage, Message
from portal.standards.checking import check_stations
from portal.standards.export import NOT_YOURS
from portal.standards.idle import HEADER
from stations.models import Station, Visit
from tests.factories import states
from tests.factories.casework import make_representative, make_station
from tests.factories.queries import count_queries
from tests.factories.standards import days_ago, make_group, make_visit

pytestmark = pytest.mark.django_db
URL = reverse("office:idle")


def idle_codes(client, user, **asked):
    check_stations()
    client.force_login(user)
    page = client.get(URL, asked)
    return [station.code for station, _ in page.context["rows"]]


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
    counts = client.get(URL).context["counts"]
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

    [(found, tally, url)] = client.get(reverse("office:idle_groups")).context["rows"]
    assert (found, tally.idle, tally.stations) == (group, 1, 2)
    assert [station.code for station, _ in client.get(url).context["rows"]] == ["S1"]
    client.force_login(cast.stranger)
    assert client.get(URL, {"group": group.pk}).status_code == 404
    assert client.get(URL, {"group": "x"}).status_code == 404


@pytest.mark.parametrize("days", ["0", "-5", "很久", "99999999999", "3651"])
def test_wrong_days_are_refused_beside_the_field(client, cast, days):
    client.force_login(cast.shiji)
    page = client.get(URL, {"days": days})

    assert page.status_code == 422
    assert "请填 1 到 3650 之间的天数。" in page.content.decode()
    assert page.context["form"]["days"].value() == days


def test_the_list_is_paged_by_code(client, cast):
    for number in range(32):
        make_station(cast.tree.jiajie, code=f"T{number:02d}")
    assert len(idle_codes(client, cast.shiji, days="30", kind="station")) == 30
    page = client.get(URL, {"days": "30", "kind": "station"})

    assert "days=30" in page.context["next_url"]
    rest = client.get(URL + page.context["next_url"]).context["rows"]
    assert [station.code for station, _ in rest] == ["T29", "T30", "T31"]


@pytest.mark.parametrize("name", ["office:idle", "office:idle_groups"])
def test_as_many_queries_for_many_as_for_one(client, cast, name):
    make_group(cast.tree.xiling, cast.representative, name="第零小组")
    check_stations()
    client.force_login(cast.shiji)
    before = count_queries(client, reverse(name))
    for number in range(3):
        place = make_station(cast.tree.jiajie, code=f"more-{number}")
        person = make_representative(f"代表{number}", place)
        make_group(cast.tree.xiling, person, name=f"小组{number}")
    check_stations()

    assert count_queries(client, reverse(name)) == before
    assert before <= 10


def test_the_export_has_all_rows_of_the_filter(client, cast, django_capture_on_commit_callbacks):
    make_station(cast.tree.yunji, code="H1", kind="home")
    check_stations()
    client.force_login(cast.shiji)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("office:export_idle"), {"kind": "home", "days": "30"})

    job = Job.objects.get()
    assert (job.state, job.label) == (JobState.DONE, "宜昌市 30 天没有使用的代表之家")
    assert AuditEntry.objects.filter(action="export", target=job.label).exists()
    with job.result_file.open("rb") as file:
        rows = list(openpyxl.load_workbook(file).active.values)
    assert rows[1:] == [
        HEADER,
        ("H1", "云集街道代表联络站", "代表之家", "西陵区云集街道", None, None, None, None),
    ]


def test_who_has_left_the_office_exports_nothing(client, cast, django_capture_on_commit_callbacks):
    client.force_login(cast.shiji)
    client.post(reverse("office:export_idle"), {"days": "30"})
    cast.shiji.posts.update(ended_at=timezone.now())
    job = Job.objects.get()
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, NOT_YOURS)
