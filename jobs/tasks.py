"""Running jobs, finding the forgotten ones, forgetting the old ones."""

from datetime import datetime

import structlog
from celery import shared_task
from django.db import Error as DatabaseProblem
from django.utils import timezone

from jobs.models import Job
from jobs.progress import JobError, JobLostError, Progress
from jobs.registry import Kind
from jobs.states import MAX_RESTARTS, JobState

log = structlog.get_logger(__name__)

GONE = "这种任务已经不再提供。"
BROKEN = "处理时出了差错，没有完成。请稍后再试一次；如果还是不行，请告诉系统管理员。"
BROKEN_OFF = "处理中途断了，请重新发起一次。"
BUSY = "现在同时写入的人太多，没有写进去。请过几分钟再试一次。"


@shared_task(name="jobs.run", ignore_result=True)
def run_job(pk: int) -> None:
    """Do one job. A second call for the same job finds nothing to claim."""
    job = Job.objects.select_related("created_by", "area").filter(pk=pk).first()
    if job is None:
        log.warning("job_gone", job=pk)
        return
    if job.claim():
        perform(job)


def perform(job: Job) -> None:
    """Run a claimed job to its end, whatever the end is."""
    kind = job.kind_info
    if kind is None:
        job.fail(GONE)
        return
    try:
        _run(kind, job)
    except JobLostError:
        log.info("job_lost", job=job.pk, attempt=job.attempt)
    except JobError as problem:
        job.fail(str(problem))
    except DatabaseProblem:
        log.exception("job_database_problem", job=job.pk)
        job.fail(BUSY)
    except Exception:
        # A job must not stay "running" because of an error nobody foresaw; the log has it all.
        log.exception("job_broken", job=job.pk)
        job.fail(BROKEN)


def _run(kind: Kind, job: Job) -> None:
    outcome = kind.run(job, Progress(job))
    if outcome != JobState.WAITING:
        job.finish()


@shared_task(name="jobs.sweep", ignore_result=True)
def sweep_jobs() -> dict[str, int]:
    """Every minute: what the queue forgot goes in line again, what lost its worker resumes."""
    now = timezone.now()
    reminded = sum(job.remind_queue(now=now) for job in Job.objects.forgotten(now))
    resumed = sum(revive(job, now=now) for job in Job.objects.stale(now))
    return {"reminded": reminded, "resumed": resumed}


def revive(job: Job, *, now: datetime) -> bool:
    """Resume a job whose worker died, or say that it was broken off."""
    kind = job.kind_info
    if kind is not None and kind.resumable and job.restarts < MAX_RESTARTS:
        return job.requeue(now=now)
    job.fail(BROKEN_OFF)
    return False


@shared_task(name="jobs.clean", ignore_result=True)
def clean_jobs() -> int:
    """Every hour: delete the files and previews of jobs that ended a week ago."""
    jobs = list(Job.objects.outdated(timezone.now()))
    for job in jobs:
        if job.is_waiting:
            job.cancel()
        job.clean_files()
    return len(jobs)
