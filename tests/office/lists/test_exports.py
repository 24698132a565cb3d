"""A list as a workbook: what is in it, who is on record, and what is left to the background."""

import io
from datetime import datetime

import openpyxl
import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from jobs.models import Job, start_job
from jobs.states import JobState
from jobs.tasks import run_job
from office.lists import exports
from tests.factories.listings import export, exported, sheet_of
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
