"""Results that are handed out once: whoever fetches the file destroys it."""

from __future__ import annotations

from jobs.models import Job
from jobs.states import JobState


def is_once(job: Job) -> bool:
    return job.kind_info is not None and job.kind_info.once


def take_result(job: Job) -> bytes | None:
    """The file of a ``once`` kind, destroyed with this call; None for the second of two."""
    name = job.result_file.name
    held = Job.objects.filter(pk=job.pk, state=JobState.DONE, result_file=name)
    if not name or not held.update(result_file=""):
        return None
    storage = job.result_file.storage
    try:
        with storage.open(name, "rb") as file:
            data: bytes = file.read()
    except FileNotFoundError:
        return None
    finally:
        storage.delete(name)
    return data
