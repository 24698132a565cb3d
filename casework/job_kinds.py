"""Long work on clocks that a person waits for."""

from __future__ import annotations

from datetime import date

from casework import deadlines
from jobs.models import Job
from jobs.progress import Progress
from jobs.registry import job_kind

DEADLINES = "deadlines"


@job_kind(DEADLINES, "重新计算期限", resumable=True, result_template="casework/_moved.html")
def recompute_deadlines(job: Job, progress: Progress) -> None:
    """Every batch is a transaction of its own; started anew, it does what is left."""
    first, last = (date.fromisoformat(job.params[name]) for name in ("first", "last"))
    progress.start(deadlines.total(first, last), "正在重新计算期限")
    moved = 0
    for batch in deadlines.recompute(first, last):
        moved += batch.moved
        progress.advance(batch.seen)
    progress.finish({"moved": moved, "seen": progress.done})
