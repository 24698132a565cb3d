"""The list of idle stations as a workbook."""

from __future__ import annotations

import tempfile
from datetime import date

from django.core.files.base import File

from accounts.permissions import offices_of
from areas.models import Area
from jobs.models import Job
from jobs.progress import JobError, Progress
from jobs.registry import job_kind
from jobs.writing import write_workbook
from portal.standards.idle import HEADER, WIDTHS, IdleQuery, table
from stations.models import Group

IDLE_TABLE = "idle_stations"
NOT_YOURS = "您现在不在管这里的单位了，没有导出。"


@job_kind(IDLE_TABLE, "导出闲置站点", resumable=True)
def run(job: Job, progress: Progress) -> None:
    asked = job.params
    group = Group.objects.filter(pk=asked["group"]).first() if asked["group"] else None
    if job.area is None or (asked["group"] and group is None):
        raise JobError("要导出的范围已经不在了，请重新筛选再导出。")
    if not any(office.contains(job.area) for office in offices_of(job.created_by)):
        raise JobError(NOT_YOURS)
    query = IdleQuery(
        job.area, asked["days"], date.fromisoformat(asked["today"]), asked["kind"], group
    )
    found = list(query.idle().select_related("area", "standing").order_by("code"))
    Area.objects.prime_lineage([station.area for station in found])
    with tempfile.TemporaryFile() as target:
        rows = progress.each(table(found), len(found), "正在整理")
        write_workbook(rows, HEADER, target, title="闲置站点", widths=WIDTHS)
        target.seek(0)
        progress.save_result_file(File(target), f"{query}.xlsx")
