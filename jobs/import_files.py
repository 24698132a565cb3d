"""The workbooks around an import: the template to fill in, the wrong rows with their reasons."""

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from jobs.columns import Column
from jobs.imports import TableImport
from jobs.plans import WrongRow
from jobs.writing import write_workbook

NOTES_HEADER = ("列", "必填", "怎么填", "例子")
REASON = "原因"
ROW_NUMBER = "原来的行号"


def template(cls: type[TableImport]) -> IO[bytes]:
    """An empty table with a second sheet that explains the columns."""
    notes = [NOTES_HEADER, *(_note(column) for column in cls.columns)]
    header = [column.name for column in cls.columns]
    target = io.BytesIO()
    write_workbook([], header, target, title=cls.label, notes=notes)
    target.seek(0)
    return target


def _note(column: Column) -> tuple[str, str, str, str]:
    return column.name, "必填" if column.required else "可不填", column.help, column.example


@contextmanager
def wrong_rows(cls: type[TableImport], wrong: list[WrongRow]) -> Iterator[IO[bytes]]:
    """The wrong rows as they were read, with a column of reasons; can be corrected and uploaded."""
    names = [column.name for column in cls.columns]
    rows = (
        ["；".join(row.reasons), row.number, *(row.cells.get(name, "") for name in names)]
        for row in wrong
    )
    with tempfile.TemporaryFile() as target:
        header = [REASON, ROW_NUMBER, *names]
        write_workbook(rows, header, target, title="有问题的行", widths=(50, 12))
        target.seek(0)
        yield target
