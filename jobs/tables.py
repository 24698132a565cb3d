"""Tables that people upload, read into rows of clean text; and tables to download.

table = read_table(file, columns)
for row in table.rows:
    row.number, row.cells["姓名"]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple

from jobs.cells import as_text
from jobs.columns import Column, plain_heading
from jobs.containers import MAX_GRID_CELLS, Sheet, TableError, sheets
from jobs.writing import write_csv, write_workbook

__all__ = ["Column", "Row", "Table", "TableError", "read_table", "write_csv", "write_workbook"]

MAX_ROWS = 50_000
HEADER_WITHIN = 20


class Row(NamedTuple):
    number: int  #: as the spreadsheet counts, from 1
    cells: dict[str, str]  #: by Column.name; only columns that the file has


@dataclass(frozen=True)
class Table:
    rows: list[Row]
    present: frozenset[str]  #: names of the columns that the file has


def read_table(
    file: IO[bytes] | str | Path, columns: Sequence[Column], max_rows: int = MAX_ROWS
) -> Table:
    """Read an .xlsx or a text file with separated values; the content decides, not the name.

    The heading row is the first of the top 20 rows that holds all required headings, in any
    order, on any visible sheet. Other columns and empty rows are left out. Formulas give the
    value they had when the file was saved. Raises TableError, in Chinese.
    """
    if isinstance(file, str | Path):
        with open(file, "rb") as opened:
            return read_table(opened, columns, max_rows)
    missing: list[str] | None = None
    for sheet in sheets(file):
        header = find_header(sheet, columns)
        if isinstance(header, Header):
            return _table(sheet, header, max_rows)
        missing = header if missing is None else min(missing, header, key=len)
    raise TableError(_no_header(missing or [column.name for column in columns if column.required]))


class Header(NamedTuple):
    at: int  #: index of the row
    places: dict[str, int]  #: Column.name -> index of the cell


def find_header(sheet: Sheet, columns: Sequence[Column]) -> Header | list[str]:
    """The heading row, or what is missing from the row that comes nearest."""
    needed = [column.name for column in columns if column.required] or [columns[0].name]
    nearest = needed
    for index, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        places = _places(row, columns)
        missing = [name for name in needed if name not in places]
        if not missing:
            return Header(index, places)
        if len(missing) < len(nearest):
            nearest = missing
    return nearest


def _places(row: Sequence[Any], columns: Sequence[Column]) -> dict[str, int]:
    headings = [plain_heading(as_text(cell)) for cell in row]
    places: dict[str, int] = {}
    for column in columns:
        found = [i for i, heading in enumerate(headings) if heading in column.headings()]
        if len(found) > 1:
            raise TableError(f"表头里「{column.name}」出现了两次，请删掉一列再上传。")
        if found:
            places[column.name] = found[0]
    return places


def _no_header(missing: Iterable[str]) -> str:
    named = "、".join(f"「{name}」" for name in missing)
    return f"没有找到完整的表头，缺 {named}。请下载模板，对照检查第一行的列名。"


def _table(sheet: Sheet, header: Header, max_rows: int) -> Table:
    rows = _filled(sheet, header)
    texts = [
        Row(number, {name: _cell(row, place) for name, place in header.places.items()})
        for number, row in enumerate(rows[header.at + 1 :], start=header.at + 2)
    ]
    kept = [row for row in texts if any(row.cells.values())]
    if len(kept) > max_rows:
        raise TableError(f"这份表有 {len(kept):,} 行，一次最多 {max_rows:,} 行。请分成几份再导入。")
    if not kept:
        raise TableError("表头下面没有内容。请填好以后再上传。")
    return Table(kept, frozenset(header.places))


def _cell(row: Sequence[Any], place: int) -> str:
    return as_text(row[place]) if place < len(row) else ""


def _filled(sheet: Sheet, header: Header) -> Sequence[Sequence[Any]]:
    """Rows below the heading, with a merged range's value in all of its cells.

    A row that holds nothing else stays empty: somebody merged beyond the end of the list.
    """
    rows = sheet.rows
    columns = set(header.places.values())
    budget = MAX_GRID_CELLS
    for (top, left), (bottom, right) in sheet.merged:
        if top <= header.at or top >= len(rows):
            continue
        value = rows[top][left] if left < len(rows[top]) else ""
        for index in range(top, min(bottom + 1, len(rows))):
            budget -= 1
            if budget < 0:
                return rows
            row = rows[index]
            if any(as_text(cell) for cell in row) and isinstance(row, list):
                for place in columns.intersection(range(left, min(right + 1, len(row)))):
                    row[place] = value
    return rows
