"""Long work on matters that a person waits for."""

from __future__ import annotations

import tempfile

from django.core.files.base import File

from jobs.models import Job
from jobs.progress import Progress
from jobs.registry import job_kind
from jobs.writing import write_workbook
from messages.codes import figures as code_figures

CODES_TABLE = "codes_table"


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
