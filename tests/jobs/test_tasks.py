from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from jobs import registry, tasks
from jobs.models import Job
from jobs.progress import JobError
from jobs.states import MAX_RESTARTS, JobState
from jobs.tasks import clean_jobs, run_job, sweep_jobs
from notifications.models import Notice
from tests.factories.jobs import make_job

LONG_AGO = timedelta(minutes=2, seconds=1)


@pytest.fixture
def kind(monkeypatch):
    """Register a kind "test" for this test: kind(run, resumable=…)."""
    monkeypatch.setattr(registry, "_kinds", {})

    def register(run, **options):
        registry.job_kind("test", "测试", **options)(run)

    return register


def nothing(job, progress):
    """Work that is done at once."""


def test_a_job_runs_once_however_often_it_is_called(kind, staff, run):
    calls = []
    kind(lambda job, progress: calls.append(job.pk))
    job = make_job(staff)
    assert run(job).state == JobState.DONE
    assert run(job).state == JobState.DONE
    assert calls == [job.pk]


def test_a_job_that_is_gone_is_no_error(db):
    assert run_job(4711) is None


def test_what_the_person_should_know_is_shown_as_it_is(kind, staff, run):
    def refuse(job, progress):
        raise JobError("这个月还没有数据。")

    kind(refuse)
    job = run(make_job(staff))
    assert (job.state, job.error) == (JobState.FAILED, "这个月还没有数据。")


@pytest.mark.parametrize(
    ("error", "words"), [(RuntimeError("secret"), tasks.BROKEN), (OperationalError(), tasks.BUSY)]
)
def test_an_unforeseen_error_ends_the_job_in_plain_words(kind, staff, run, error, words):
    def break_down(job, progress):
        raise error

    kind(break_down)
    job = run(make_job(staff))
    assert (job.state, job.error) == (JobState.FAILED, words)


def test_a_removed_kind_ends_the_job(staff, run):
    assert run(make_job(staff, kind="removed")).error == tasks.GONE


def test_a_job_that_asks_waits_and_tells(kind, staff, run):
    def ask(job, progress):
        job.ask({"counts": {}})
        return JobState.WAITING

    kind(ask)
    job = run(make_job(staff))
    assert (job.state, job.result) == (JobState.WAITING, {"counts": {}})
    assert Notice.objects.get().text == "「测试任务」核对好了，请您看一遍再确认。"


def test_a_job_cancelled_while_running_writes_nothing_more(kind, staff, run):
    def cancelled_meanwhile(job, progress):
        Job.objects.get(pk=job.pk).cancel()
        progress.write()

    kind(cancelled_meanwhile)
    assert run(make_job(staff)).state == JobState.CANCELLED


def test_a_job_finished_by_its_own_transaction_is_finished_once(kind, staff, run):
    kind(lambda job, progress: progress.finish({"rows": 3}))
    job = run(make_job(staff))
    assert (job.state, job.result) == (JobState.DONE, {"rows": 3})
    assert Notice.objects.count() == 1


# --- the sweeper


def test_a_job_the_queue_forgot_runs_after_two_minutes(
    kind, staff, django_capture_on_commit_callbacks
):
    kind(nothing)
    now = timezone.now()
    forgotten = make_job(staff, queued_at=now - LONG_AGO)
    fresh = make_job(staff, queued_at=now)
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_jobs() == {"reminded": 1, "resumed": 0}
    states = [Job.objects.get(pk=job.pk).state for job in (forgotten, fresh)]
    assert states == [JobState.DONE, JobState.QUEUED]


def test_a_killed_worker_is_noticed_and_the_job_resumed(
    kind, staff, django_capture_on_commit_callbacks
):
    kind(nothing, resumable=True)
    now = timezone.now()
    dead = make_job(staff, state=JobState.RUNNING, heartbeat_at=now - LONG_AGO)
    alive = make_job(staff, state=JobState.RUNNING, heartbeat_at=now)
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_jobs() == {"reminded": 0, "resumed": 1}
    dead.refresh_from_db()
    alive.refresh_from_db()
    assert (dead.state, dead.attempt, dead.restarts) == (JobState.DONE, 2, 1)
    assert alive.state == JobState.RUNNING


def test_a_job_that_cannot_be_resumed_says_so(kind, staff):
    kind(nothing)
    job = make_job(staff, state=JobState.RUNNING, heartbeat_at=timezone.now() - LONG_AGO)
    assert sweep_jobs() == {"reminded": 0, "resumed": 0}
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, tasks.BROKEN_OFF)


def test_a_job_that_kills_its_workers_is_given_up(kind, staff):
    kind(nothing, resumable=True)
    stale = timezone.now() - LONG_AGO
    job = make_job(staff, state=JobState.RUNNING, heartbeat_at=stale, restarts=MAX_RESTARTS)
    sweep_jobs()
    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_two_sweepers_resume_a_job_once(staff):
    now = timezone.now()
    job = make_job(staff, state=JobState.RUNNING, heartbeat_at=now - LONG_AGO)
    other = Job.objects.get(pk=job.pk)
    assert (job.requeue(now=now), other.requeue(now=now)) == (True, False)


def test_a_worker_that_shows_up_in_the_last_moment_keeps_its_job(staff):
    now = timezone.now()
    job = make_job(staff, state=JobState.RUNNING, heartbeat_at=now - LONG_AGO)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=now)
    assert job.requeue(now=now) is False


# --- forgetting


def test_files_of_last_week_are_forgotten_and_old_previews_cancelled(staff):
    week = timezone.now() - timedelta(days=7, seconds=1)
    done = make_job(staff, state=JobState.DONE, finished_at=week)
    waiting = make_job(staff, state=JobState.WAITING, heartbeat_at=week)
    assert clean_jobs() == 2
    assert clean_jobs() == 0
    done.refresh_from_db()
    waiting.refresh_from_db()
    assert (done.state, done.is_cleaned) == (JobState.DONE, True)
    assert (waiting.state, waiting.is_cleaned) == (JobState.CANCELLED, True)
