"""Long work on matters that a person waits for."""

from __future__ import annotations

import tempfile
from datetime import date

from django.core.files.base import File

from jobs.models import Job
from jobs.progress import Progress
from jobs.registry import job_kind
from jobs.writing import write_workbook
from messages.codes import figures as code_figures
from messages.desk import deadlines

DEADLINES = "deadlines"
CODES_TABLE = "codes_table"


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


@job_kind(CODES_TABLE, "导出二维码清单", resumable=True)
def write_codes(job: Job, progress: Progress) -> None:
    """The codes within the offices of whoever asked, as they are now."""
    total = code_figures.count_codes(job.created_by)
    rows = progress.each(code_figures.table_rows(job.created_by), total, "正在整理")
    with tempfile.TemporaryFile() as target:
        write_workbook(
            rows, code_figures.HEADER, target, title="二维码", widths=code_figures.WIDTHS
        )
        progress.save_result_file(File(target), "二维码清单.xlsx")
