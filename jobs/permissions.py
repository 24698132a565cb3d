"""Who may do what with a job; that it is seen at all is `Job.objects.visible_to`."""

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import User
from accounts.permissions import can_manage, offices_of
from jobs.imports import can_import
from jobs.job_kinds import IMPORT
from jobs.models import Job
from jobs.once import is_once
from jobs.states import KEEP_ONCE_FOR, OPEN, JobState

__all__ = ["can_cancel", "can_confirm", "can_download", "can_import", "can_take"]


def can_confirm(user: User | AnonymousUser, job: Job) -> bool:
    """Who looked at the preview confirms it: the person who uploaded the table."""
    if not job.is_waiting or job.created_by_id != user.pk:
        return False
    return job.kind != IMPORT or (can_import(user) and not job.result["counts"]["wrong"])


def can_cancel(user: User | AnonymousUser, job: Job) -> bool:
    """Everybody who sees a job may stop it: its owner, and the managers of its area."""
    return job.state in OPEN


def can_download(user: User | AnonymousUser, job: Job) -> bool:
    """What was made for an area, the managers of its offices as well; what somebody took along,
    nobody else. It holds what people of the office read, which running the system is no reason to.
    """
    if not job.result_file or is_once(job):
        return False
    return job.created_by_id == user.pk or (
        job.area is not None
        and any(office.contains(job.area) for office in offices_of(user))
        and can_manage(user, job.area)
    )


def can_take(user: User | AnonymousUser, job: Job) -> bool:
    """A secret, for whoever asked for it and nobody else, for a day."""
    if not (is_once(job) and job.result_file and job.state == JobState.DONE and job.finished_at):
        return False
    return job.created_by_id == user.pk and timezone.now() - job.finished_at < KEEP_ONCE_FOR
