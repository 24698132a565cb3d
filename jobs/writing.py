"""Tables to download: templates, error lists, exports.

Whatever voters and staff typed may stand in them, so no cell may become a formula: workbook
cells are typed as text, and in text files, which have no types, such cells get an apostrophe.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from jobs.cells import as_text

DEMO_BANNER = "演示数据"
TEXT_FORMAT = "@"
MAX_CELL = 32_767
MAX_WIDTH = 60

_RISKY = re.compile(r"^\s*[=+\-@\t\r\n＝＋－＠]")


def is_risky(text: str) -> bool:
    """Whether a spreadsheet might take this text for a formula."""
    return bool(_RISKY.match(text))


def write_workbook(
    rows: Iterable[Sequence[Any]],
    header: Sequence[str],
    target: IO[bytes] | str | Path,
    *,
    title: str = "表",
    widths: Sequence[int] = (),
    notes: Sequence[Sequence[str]] = (),
) -> int:
    """Write `rows` below `header` to an .xlsx; returns how many rows.

    Numbers stay numbers, everything else is text. `notes` fill a second sheet, its first row
    being the heading. In a demo the first line says so; `read_table` skips that line.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    _set_widths(sheet, header, widths)
    if settings.DEMO:
        sheet.append([_text_cell(sheet, DEMO_BANNER)])
    sheet.append([_text_cell(sheet, name, bold=True) for name in header])
    count = 0
    for row in rows:
        sheet.append([_any_cell(sheet, value) for value in row])
        count += 1
    if notes:
        _write_notes(book.create_sheet("填写说明"), notes)
    book.save(target)
    return count


def _write_notes(sheet: WriteOnlyWorksheet, notes: Sequence[Sequence[str]]) -> None:
    for place, width in enumerate((16, 10, 60, 30), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for index, line in enumerate(notes):
        sheet.append([_text_cell(sheet, text, bold=index == 0) for text in line])


def _set_widths(sheet: WriteOnlyWorksheet, header: Sequence[str], widths: Sequence[int]) -> None:
    """Columns wide enough, and text by default: a phone typed into it keeps all its digits."""
    for place, name in enumerate(header, start=1):
        dimension = sheet.column_dimensions[get_column_letter(place)]
        wanted = widths[place - 1] if place <= len(widths) else 2 * len(name) + 6
        dimension.width = min(max(wanted, 10), MAX_WIDTH)
        dimension.number_format = TEXT_FORMAT


def _any_cell(sheet: WriteOnlyWorksheet, value: Any) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return value
    return _text_cell(sheet, as_text(value))


def _text_cell(sheet: WriteOnlyWorksheet, text: str, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:MAX_CELL]
    cell.data_type = "s"  # openpyxl would have made "=…" a formula
    cell.number_format = TEXT_FORMAT
    if is_risky(text):
        cell.quotePrefix = True  # stays text after being edited or saved as something else
    if bold:
        cell.font = Font(bold=True)
    return cell


def write_csv(rows: Iterable[Sequence[Any]], header: Sequence[str]) -> Iterator[bytes]:
    """The lines of a UTF-8 file with BOM, as Excel wants it; for StreamingHttpResponse."""
    line = io.StringIO()
    writer = csv.writer(line)
    yield b"\xef\xbb\xbf"
    if settings.DEMO:
        yield from _drain(writer, line, [DEMO_BANNER])
    yield from _drain(writer, line, header)
    for row in rows:
        yield from _drain(writer, line, [_csv_value(value) for value in row])


def _drain(writer: Any, line: io.StringIO, row: Sequence[Any]) -> Iterator[bytes]:
    writer.writerow(row)
    yield line.getvalue().encode()
    line.seek(0)
    line.truncate()


def _csv_value(value: Any) -> Any:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return value
    text = as_text(value)
    return f"'{text}" if is_risky(text) else text
