"""Long work on stations that a person waits for."""

from __future__ import annotations

import tempfile

from django.core.files.base import File

from inspections.models import ScoreSheet
from inspections.results import WIDTHS, Results
from jobs.models import Job
from jobs.progress import JobError, Progress
from jobs.registry import job_kind
from jobs.tables import write_workbook

RESULTS = "inspection_results"


@job_kind(RESULTS, "导出督查结果", resumable=True)
def export_results(job: Job, progress: Progress) -> None:
    """What the person may see when the work is done, not when it was asked for."""
    sheet = ScoreSheet.objects.filter(pk=job.params["sheet"]).first()
    if sheet is None or job.created_by is None:
        raise JobError("这张评分表已经不在了。")
    results = Results(sheet, job.created_by)
    lines = progress.each(results.rows(), results.total(), "正在整理督查结果")
    with tempfile.TemporaryFile() as target:
        write_workbook(lines, results.header, target, title="督查结果", widths=WIDTHS)
        target.seek(0)
        progress.save_result_file(File(target), f"{sheet}.xlsx")
