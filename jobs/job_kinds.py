"""The import as a job of two steps: check, then (after a person confirmed) apply."""

from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction

from accounts.models import AuditEntry
from jobs.import_files import wrong_rows
from jobs.imports import (
    CONFLICT,
    TRIES,
    StalePlanError,
    TableImport,
    can_import,
    get_import,
    import_scope,
)
from jobs.models import PREVIEW, Job
from jobs.plans import Plan, PlannedRow
from jobs.progress import JobError, Progress
from jobs.registry import job_kind
from jobs.states import JobState
from jobs.tables import Table, TableError, read_table

IMPORT = "import"
CHECK, APPLY = "check", "apply"
PREVIEW_ROWS = 20
PREVIEW_TEXT = 80

NOT_ALLOWED = "您现在没有导入的权限了。请找上级的账号管理员。"
MOVED_ON = "您查看之后，资料有了变动。下面是重新核对的结果，请再看一遍。"


@job_kind(IMPORT, "导入", resumable=True, result_template="jobs/includes/_import.html")
def run(job: Job, progress: Progress) -> JobState | None:
    """Safe to resume: the check writes no data, and the apply commits together with the job."""
    importer = importer_of(job)
    progress.start(0, "正在读取表格")
    table = read_input(job, importer)
    if job.step == APPLY:
        return apply(job, importer, table, progress)
    return ask(job, importer, importer.check(table, progress), progress)


def importer_of(job: Job) -> TableImport:
    """With the scope that the person has now, not the one at the time of uploading."""
    cls = get_import(job.params["slug"])
    if cls is None or not can_import(job.created_by):
        raise JobError(NOT_ALLOWED)
    return cls(actor=job.created_by, scope=import_scope(job.created_by))


def read_input(job: Job, importer: TableImport) -> Table:
    try:
        with job.input_file.open("rb") as file:
            return read_table(file, importer.columns)
    except TableError as error:
        raise JobError(str(error)) from error


def ask(
    job: Job, importer: TableImport, plan: Plan, progress: Progress, remark: str = ""
) -> JobState | None:
    """Show what would be written and wait; if there is nothing to write, that is the result."""
    if plan.wrong:
        progress.advance(0, "正在整理有问题的行")
        with wrong_rows(type(importer), plan.wrong) as workbook:
            progress.save_result_file(File(workbook), f"{importer.label}-有问题的行.xlsx")
    result = describe(importer, plan) | {"remark": remark}
    if plan.is_empty and not plan.wrong:
        progress.finish(result)
        return None
    job.ask(result, note=f"有 {len(plan.wrong):,} 行要改" if plan.wrong else "")
    return JobState.WAITING


def apply(job: Job, importer: TableImport, table: Table, progress: Progress) -> JobState | None:
    """Work the plan out anew; if it is the one that was confirmed, write it at one stroke."""
    for _ in range(TRIES):
        plan = importer.check(table, progress)
        if plan.digest() != job.result["digest"]:
            return ask(job, importer, plan, progress, MOVED_ON)
        progress.start(0, "正在写入")
        try:
            commit(job, importer, plan, progress)
        except (StalePlanError, IntegrityError):
            continue
        return None
    raise JobError(CONFLICT)


def commit(job: Job, importer: TableImport, plan: Plan, progress: Progress) -> None:
    """Data, job and audit log together. Two imports of one kind write one after the other."""
    with transaction.atomic():
        others = Job.objects.running().filter(kind=IMPORT, params__slug=importer.slug)
        list(others.select_for_update().order_by("pk").values_list("pk", flat=True))
        progress.write()  # raises if it was cancelled meanwhile, and holds the row until the end
        importer.write(plan)
        counts = plan.counts
        AuditEntry.record(
            actor=job.created_by,
            action=AuditEntry.Action.IMPORT_RUN,
            target=job.label,
            reason=f"新增 {counts['new']}，修改 {counts['changed']}",
            area=job.area,
        )
        progress.finish(job.result | {"remark": ""})


# --- the preview


def describe(importer: TableImport, plan: Plan) -> dict[str, Any]:
    """What the page shows, as JSON: {"counts", "digest", "preview": [row, …]}."""
    return {"counts": plan.counts, "digest": plan.digest(), PREVIEW: preview(importer, plan)}


def preview(importer: TableImport, plan: Plan) -> list[dict[str, Any]]:
    """The first rows that would change or are wrong, in the order of the file; else the first."""
    lines: list[tuple[bool, int, dict[str, Any]]] = []
    for state in ("new", "changed", "unchanged"):
        for row in sorted(getattr(plan, state), key=lambda row: row.number)[:PREVIEW_ROWS]:
            lines.append((state == "unchanged", row.number, _line(importer, state, row)))
    for wrong in plan.wrong[:PREVIEW_ROWS]:
        title = "；".join(wrong.reasons)
        name = wrong.cells.get(importer.columns[0].name, "")[:PREVIEW_TEXT]
        line = {"number": wrong.number, "state": "wrong", "title": name, "remark": title}
        lines.append((False, wrong.number, line))
    first = sorted(lines, key=lambda line: line[:2])[:PREVIEW_ROWS]
    return [line for _, _, line in sorted(first, key=lambda line: line[1])]


def _line(importer: TableImport, state: str, row: PlannedRow) -> dict[str, Any]:
    def show(name: str, value: Any) -> str:
        return importer.show(name, value)[:PREVIEW_TEXT]

    line = {
        "number": row.number,
        "state": state,
        "title": importer.title(row.values)[:PREVIEW_TEXT],
        "remark": row.remark,
    }
    if state == "new":
        filled = [c for c in importer.columns if row.values.get(c.key) not in (None, "")]
        line["values"] = [{"name": c.name, "value": show(c.key, row.values[c.key])} for c in filled]
    else:
        line["changes"] = [
            {"name": importer.heading(name), "old": show(name, old), "new": show(name, new)}
            for name, (old, new) in row.changes.items()
        ]
    return line
