"""An import over a model that is at hand, and makers for jobs and uploaded files."""

import io
from datetime import UTC, datetime

import openpyxl
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from areas.models import DayOverride
from jobs import cells
from jobs.bulk import update_rows
from jobs.imports import Column, TableImport
from jobs.models import Job
from jobs.states import FINISHED, JobState

NOW = datetime(2026, 11, 19, 1, 12, tzinfo=UTC)


class DayImport(TableImport):
    """工作日调整: 日期 is the key; a reason of 「错」 is refused when the row is cleaned."""

    slug = "test-days"
    label = "工作日调整"
    intro = "导入与日历不同的上班日和休息日。"
    columns = (
        Column(
            "日期", cells.date(), required=True, field="day", help="哪一天", example="2026-05-01"
        ),
        Column("上班", cells.yes_no(), field="is_working", empty=False, help="是 或 否"),
        Column("原因", cells.text(20), required=True, field="reason", aliases=("说明",)),
    )
    key_fields = ("day",)

    def load_existing(self, scope):
        rows = DayOverride.objects.values("pk", "day", "is_working", "reason")
        return {(row["day"],): row for row in rows}

    def clean_row(self, row):
        if row["reason"] == "错":
            raise ValidationError("这个原因不行。")
        return row

    def apply(self, plan):
        DayOverride.objects.bulk_create(
            [DayOverride(**row.values) for row in plan.new], batch_size=1000
        )
        changes = {row.existing["pk"]: row.values for row in plan.changed}
        update_rows(DayOverride.objects.all(), changes, ["is_working", "reason"])


DAYS = [
    ["日期", "上班", "原因"],
    ["2026-05-01", "否", "劳动节"],
    ["2026-05-09", "是", "调休"],
]


def make_job(user, **fields):
    """A queued job of no registered kind."""
    state = fields.get("state", JobState.QUEUED)
    if state in FINISHED:
        fields.setdefault("finished_at", NOW)
    if state == JobState.RUNNING:
        fields = {"started_at": NOW, "heartbeat_at": NOW, "attempt": 1, **fields}
    return Job.objects.create(created_by=user, **{"kind": "test", "label": "测试任务", **fields})


def workbook_bytes(rows, *, prepare=None):
    """An .xlsx with `rows` on its first sheet; `prepare(sheet)` may spoil it."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if prepare:
        prepare(book.active)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def workbook_file(rows, name="名册.xlsx", **options):
    return SimpleUploadedFile(name, workbook_bytes(rows, **options))


def csv_bytes(rows, encoding="utf-8"):
    return "\r\n".join(",".join(map(str, row)) for row in rows).encode(encoding)
