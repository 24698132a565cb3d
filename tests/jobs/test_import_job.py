"""The import as a job: check, preview, confirm, apply; also twice, in parallel, and killed."""

import datetime as dt

import openpyxl
import pytest
from django.db import transaction

from accounts.models import AuditEntry, Post
from areas.models import DayOverride
from jobs import job_kinds
from jobs.models import Job
from jobs.progress import JobLostError, Progress
from jobs.states import JobState
from jobs.tasks import run_job
from tests.factories.jobs import DAYS, DayImport

MAY = dt.date(2026, 5, 1)
WRONG = [*DAYS, ["2026-06-01", "否", "错"], ["2026-07-01", "也许", ""]]


@pytest.fixture
def checked(upload, run):
    def start(rows=DAYS):
        return run(upload(rows))

    return start


def days():
    return list(DayOverride.objects.order_by("day").values_list("day", "is_working", "reason"))


def test_nothing_is_written_before_the_confirmation(checked):
    job = checked()
    assert (job.state, job.error) == (JobState.WAITING, "")
    assert job.result["counts"] == {"new": 2, "changed": 0, "unchanged": 0, "wrong": 0}
    assert days() == []


def test_confirmed_it_is_written_and_logged(checked, run, manager):
    job = checked()
    job.confirm(step="apply")
    assert run(job).state == JobState.DONE
    assert days() == [(MAY, False, "劳动节"), (dt.date(2026, 5, 9), True, "调休")]
    entry = AuditEntry.objects.get(action=AuditEntry.Action.IMPORT_RUN)
    assert (entry.actor, entry.target, entry.reason) == (
        manager,
        "导入工作日调整",
        "新增 2，修改 0",
    )


def test_the_preview_shows_what_will_change(checked):
    DayOverride.objects.create(day=MAY, reason="五一")
    lines = checked().result["preview"]
    assert lines[0] == {
        "number": 2,
        "state": "changed",
        "title": "2026-05-01",
        "remark": "",
        "changes": [{"name": "原因", "old": "五一", "new": "劳动节"}],
    }
    assert [line["state"] for line in lines] == ["changed", "new"]


def test_the_preview_has_twenty_rows_and_prefers_those_that_change(checked):
    start = dt.date(2026, 1, 1)
    rows = [[str(start + dt.timedelta(n)), "否", "休"] for n in range(40)]
    DayOverride.objects.bulk_create(DayOverride(day=row[0], reason="休") for row in rows[:30])
    lines = checked([DAYS[0], *rows]).result["preview"]
    assert [line["number"] for line in lines] == [*range(2, 12), *range(32, 42)]
    assert [line["state"] for line in lines] == ["unchanged"] * 10 + ["new"] * 10


def test_wrong_rows_come_back_with_their_reasons(checked):
    job = checked(WRONG)
    lines = [line for line in job.result["preview"] if line["state"] == "wrong"]
    assert [line["title"] for line in lines] == ["2026-06-01", "2026-07-01"]
    assert job.result["counts"] == {"new": 2, "changed": 0, "unchanged": 0, "wrong": 2}
    with job.result_file.open("rb") as file:
        rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(file).active.rows]
    assert rows == [
        ["演示数据", None, None, None, None],
        ["原因", "原来的行号", "日期", "上班", "原因"],
        ["这个原因不行。", 4, "2026-06-01", "否", "错"],
        [
            "「上班」只能填 是、否，现在是「也许」。；「原因」没有填。",
            5,
            "2026-07-01",
            "也许",
            None,
        ],
    ]


def test_the_same_file_again_is_done_without_asking(checked, run):
    first = checked()
    first.confirm(step="apply")
    run(first)
    again = checked()
    assert (again.state, again.result["counts"]["unchanged"]) == (JobState.DONE, 2)


def test_two_workers_apply_a_confirmed_import_once(checked, run):
    job = checked()
    job.confirm(step="apply")
    claimed = Job.objects.get(pk=job.pk)
    assert claimed.claim()
    assert run(job).state == JobState.RUNNING  # the second worker finds nothing to claim
    job_kinds.run(claimed, Progress(claimed))
    assert Job.objects.get(pk=job.pk).state == JobState.DONE
    assert len(days()) == 2


def test_a_worker_given_up_for_dead_writes_nothing(checked):
    job = checked()
    job.confirm(step="apply")
    first = Job.objects.get(pk=job.pk)
    first.claim()
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED)
    second = Job.objects.get(pk=job.pk)
    second.claim()
    with pytest.raises(JobLostError):
        job_kinds.run(first, Progress(first))
    assert days() == []
    job_kinds.run(second, Progress(second))
    assert len(days()) == 2


def test_killed_while_writing_it_is_resumed_as_if_nothing_had_been(checked, run, monkeypatch):
    class Killed(BaseException):
        """As a worker that vanishes: no handler of ours gets to see it."""

    job = checked()
    job.confirm(step="apply")
    apply = DayImport.apply

    def killed(self, plan):
        apply(self, plan)
        raise Killed

    monkeypatch.setattr(DayImport, "apply", killed)
    with pytest.raises(Killed), transaction.atomic():
        run_job(job.pk)
    assert days() == []
    monkeypatch.setattr(DayImport, "apply", apply)
    assert run(job).state == JobState.DONE
    assert len(days()) == 2


def test_cancelled_in_the_last_moment_nothing_is_written(checked, run, monkeypatch):
    job = checked()
    job.confirm(step="apply")
    check = DayImport.check

    def cancelled(self, table, progress=None):
        plan = check(self, table, progress)
        Job.objects.get(pk=job.pk).cancel()
        return plan

    monkeypatch.setattr(DayImport, "check", cancelled)
    assert run(job).state == JobState.CANCELLED
    assert days() == []


def test_a_change_since_the_preview_asks_again(checked, run):
    job = checked()
    DayOverride.objects.create(day=MAY, reason="别人改的")
    job.confirm(step="apply")
    job = run(job)
    assert (job.state, job.result["remark"]) == (JobState.WAITING, job_kinds.MOVED_ON)
    assert job.result["counts"] == {"new": 1, "changed": 1, "unchanged": 0, "wrong": 0}
    assert days() == [(MAY, False, "别人改的")]
    job.confirm(step="apply")
    assert run(job).state == JobState.DONE
    assert days()[0] == (MAY, False, "劳动节")


def test_a_change_between_comparing_and_writing_is_noticed(checked, run, monkeypatch):
    job = checked()
    job.confirm(step="apply")
    check = DayImport.check

    def overtaken(self, table, progress=None):
        plan = check(self, table, progress)
        DayOverride.objects.get_or_create(day=dt.date(2026, 12, 1), defaults={"reason": "别人"})
        return plan

    monkeypatch.setattr(DayImport, "check", overtaken)
    job = run(job)
    # The other day does not touch the plan, so the second try writes what was confirmed.
    assert job.state == JobState.DONE
    assert len(days()) == 3


def test_what_changed_between_comparing_and_writing_is_shown_before_it_is_overwritten(
    checked, run, monkeypatch
):
    DayOverride.objects.create(day=MAY, reason="原来的")
    job = checked()
    job.confirm(step="apply")
    check = DayImport.check

    def overtaken(self, table, progress=None):
        plan = check(self, table, progress)
        DayOverride.objects.filter(day=MAY).update(reason="别人改的")
        return plan

    monkeypatch.setattr(DayImport, "check", overtaken)
    job = run(job)
    assert (job.state, job.result["remark"]) == (JobState.WAITING, job_kinds.MOVED_ON)
    assert days() == [(MAY, False, "别人改的")]


def test_who_lost_the_post_cannot_apply_any_more(checked, run, manager):
    job = checked()
    job.confirm(step="apply")
    Post.objects.get(user=manager).end(actor=manager)
    job = run(job)
    assert (job.state, job.error) == (JobState.FAILED, job_kinds.NOT_ALLOWED)
    assert days() == []


def test_an_unusable_table_ends_in_plain_words(checked):
    job = checked([["随便", "什么"]])
    assert job.state == JobState.FAILED
    assert job.error == (
        "没有找到完整的表头，缺 「日期」、「原因」。请下载模板，对照检查第一行的列名。"
    )


def test_progress_counts_the_rows(checked):
    job = checked()
    assert (job.done, job.total) == (2, 2)


def test_who_waits_reads_what_is_done_now(checked, monkeypatch):
    notes = []
    load = DayImport.load_existing

    def seen(self, scope):
        notes.append(Job.objects.get().note)
        return load(self, scope)

    monkeypatch.setattr(DayImport, "load_existing", seen)
    checked()
    assert notes == ["正在与现有资料比较"]
