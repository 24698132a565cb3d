"""A list as a workbook: what is in it, who is on record, and what is left to the background."""

import io
from datetime import datetime

import openpyxl
import pytest
from django.http import QueryDict
from django.utils import timezone

from accounts.models import AuditEntry
from jobs.models import Job, start_job
from jobs.states import JobState
from jobs.tasks import run_job
from office.lists import exports
from tests.factories.casework import make_officer
from tests.factories.listings import export, exported, sheet_of
from tests.messages.worklist_cases import to_station
from tests.office.lists.samples import SAMPLES

pytestmark = pytest.mark.django_db
Action = AuditEntry.Action


@pytest.fixture
def changes(client, cast):
    for n in range(3):
        SAMPLES["audit"].add(cast, n)
    client.force_login(cast.shiji)


def on_record():
    entries = AuditEntry.objects.filter(action=Action.EXPORT).order_by("pk")
    return list(entries.values_list("actor__username", "target", "reason"))


def test_moments_are_real_dates_and_the_first_line_says_when_and_what(client, cast, changes):
    moment = timezone.make_aware(datetime(2026, 11, 3, 9, 12, 30))
    AuditEntry.objects.create(action=Action.ROLE_CHANGE, at=moment, area=cast.tree.city)
    data = export(client, "audit").getvalue()
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active

    assert sheet["A2"].value.startswith("操作记录，截至 ")
    assert (sheet["A4"].value, sheet["A4"].number_format) == (
        datetime(2026, 11, 3, 9, 12),
        "yyyy-mm-dd hh:mm",
    )
    assert sheet.freeze_panes == "A4"


def test_an_export_follows_filters_and_order(client, cast, changes):
    AuditEntry.record(actor=cast.shiji, action=Action.ROLE_CHANGE, target="岗位")
    lead, header, rows = exported(client, "audit", "action=settings_change&sort=at&after=7")

    assert lead.endswith("，事项：修改设置")
    assert header == ["时间", "谁", "做了什么", "对象", "原因", "地方"]
    assert [row[3] for row in rows] == ["第 0 件", "第 1 件", "第 2 件"]


def test_whoever_exports_is_on_record_with_what_was_asked_for(client, changes):
    export(client, "audit", "action=settings_change")
    assert on_record() == [("shiji", "操作记录", "事项：修改设置")]


def test_a_long_list_is_made_in_the_background(client, cast, changes, monkeypatch):
    monkeypatch.setattr(exports, "SHORT", 2)
    response = export(client, "audit", "action=settings_change")
    job = Job.objects.get()
    assert response["Location"] == job.get_absolute_url()
    assert (job.created_by, job.label) == (cast.shiji, "导出操作记录")

    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (JobState.DONE, 3, 3)
    assert job.result_name == f"操作记录 {timezone.localdate()}.xlsx"
    with job.result_file.open() as file:
        assert [row[3] for row in sheet_of(file.read())[3:]] == ["第 2 件", "第 1 件", "第 0 件"]
    assert on_record() == [("shiji", "操作记录", "事项：修改设置")]


def test_who_has_left_the_office_meanwhile_gets_nothing(client, cast, changes, monkeypatch):
    monkeypatch.setattr(exports, "SHORT", 2)
    export(client, "audit")
    cast.shiji.posts.all().delete()
    job = Job.objects.get()
    run_job(job.pk)
    job.refresh_from_db()

    assert (job.state, job.error) == (JobState.FAILED, exports.NOT_YOURS)


def test_a_place_that_is_no_longer_theirs_gives_nothing(cast):
    query = f"area={cast.tree.fengshan.code}"
    params = {"key": "idle", "query": query, "owner": ""}
    job = start_job(kind=exports.EXPORT, label="导出", created_by=cast.quxian, params=params)
    run_job(job.pk)
    job.refresh_from_db()

    assert (job.state, job.error) == (JobState.FAILED, exports.NOT_YOURS)


def queued(client, monkeypatch, user, key, query=""):
    """The job of a list that is too long to be waited for."""
    monkeypatch.setattr(exports, "_is_long", lambda listing: True)
    client.force_login(user)
    export(client, key, query)
    return Job.objects.latest("pk")


def outcome(job):
    run_job(job.pk)
    job.refresh_from_db()
    return job.state, job.error


def test_a_desk_that_is_gone_meanwhile_is_not_exported_as_another(client, cast, monkeypatch):
    officer = make_officer("秦望舒", cast.station, user=cast.daibiao)
    to_station(cast)
    job = queued(client, monkeypatch, cast.daibiao, "worklist", "desk=station&tab=all")
    officer.delete()

    assert outcome(job) == (JobState.FAILED, exports.NOT_YOURS)


def test_the_first_desk_is_remembered_when_none_was_asked_for(client, cast, monkeypatch):
    make_officer("秦望舒", cast.station, user=cast.daibiao)
    cast.submit()
    job = queued(client, monkeypatch, cast.daibiao, "worklist", "q=路灯")
    query = QueryDict(job.params["query"])
    assert (query["desk"], query["tab"]) == ("representative", "all")

    cast.representative.user = None
    cast.representative.save()
    assert outcome(job) == (JobState.FAILED, exports.NOT_YOURS)


@pytest.mark.parametrize("query", ["desk=department", "desk=x", "desk=station&tab=unsigned"])
def test_a_desk_or_tab_that_is_not_theirs_is_not_exported(client, cast, query):
    client.force_login(cast.lianluo)
    assert client.get(f"/desk/?{query}").status_code == 200
    assert export(client, "worklist", query).status_code == 404


def test_an_empty_parameter_is_none(client, cast):
    matter = to_station(cast)
    client.force_login(cast.lianluo)
    _, _, rows = exported(client, "worklist", f"desk=&tab=&q={matter.pk}")
    assert len(rows) == 1


def test_a_page_that_fell_back_exports_what_it_shows(client, cast):
    to_station(cast)
    client.force_login(cast.lianluo)
    listing = client.get("/desk/?desk=x&tab=mine").context["listing"]
    assert listing.settled.urlencode() == "desk=station&tab=mine"
    page = client.get("/desk/?desk=x&tab=mine").content.decode()
    assert 'name="query" value="desk=station&amp;tab=mine"' in page


@pytest.mark.parametrize("key", ["unit_classes", "idle", "idle_groups", "failing"])
def test_the_own_area_is_remembered_when_none_was_asked_for(client, cast, monkeypatch, key):
    job = queued(client, monkeypatch, cast.quxian, key)
    assert QueryDict(job.params["query"])["area"] == cast.quxian.posts.get().area.code

    cast.quxian.posts.update(area=cast.tree.fengshan)
    assert outcome(job) == (JobState.FAILED, exports.NOT_YOURS)


@pytest.mark.parametrize("key", ["nonsense", "audit"])
def test_no_list_of_that_name_or_not_for_these_eyes(client, cast, key):
    client.force_login(cast.jiedao)
    assert export(client, key).status_code == 404
    assert on_record() == []


def test_an_export_is_asked_for_by_post_alone(client, cast):
    client.force_login(cast.shiji)
    assert client.get("/office/lists/audit/export/").status_code == 405


def test_a_month_is_named_in_the_workbook_and_in_the_log(client, cast):
    client.force_login(cast.shiji)
    lead, _, _ = exported(client, "visits", "month=2026-10")

    assert lead.endswith("，2026 年 10 月")
    assert on_record() == [("shiji", "接待和走访", "2026 年 10 月")]
