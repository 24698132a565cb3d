"""Long work on matters that a person waits for."""

from __future__ import annotations

from datetime import date

from jobs.models import Job
from jobs.progress import Progress
from jobs.registry import job_kind
from messages import deadlines

DEADLINES = "deadlines"


@job_kind(DEADLINES, "重新计算期限", resumable=True, result_template="office/includes/_moved.html")
def recompute_deadlines(job: Job, progress: Progress) -> None:
    """Every batch is a transaction of its own; started anew, it does what is left."""
    day = date.fromisoformat(job.params["day"])
    progress.start(deadlines.total(day), "正在重新计算期限")
    moved = 0
    for batch in deadlines.recompute(day):
        moved += batch.moved
        progress.advance(batch.seen)
    progress.finish({"moved": moved, "seen": progress.done})
