"""Tables to download: templates, error lists, exports.

Whatever voters and staff typed may stand in them, so no cell may become a formula: workbook
cells are typed as text, and in text files, which have no types, such cells get an apostrophe.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

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
    lead: str = "",
) -> int:
    """Write `rows` below `header` to an .xlsx; returns how many rows.

    Numbers and dates stay what they are, everything else is text. `notes` fill a second sheet,
    its first row being the heading. `lead` stands above the header, which then stays in sight.
    In a demo the first line says so; `read_table` skips that line.
    """
    book = Workbook(write_only=True)
    sheet = _Sheet(book.create_sheet(title[:31]))
    sheet.set_widths(_widths(header, widths))
    above = [[line] for line in (DEMO_BANNER if settings.DEMO else "", lead) if line]
    if lead:
        sheet.freeze(len(above) + 2)
    for words in above:
        sheet.append(words)
    sheet.append(header, bold=True)
    count = 0
    for row in rows:
        sheet.append(row)
        count += 1
    if notes:
        second = _Sheet(book.create_sheet("填写说明"))
        second.set_widths((16, 10, 60, 30))
        for index, line in enumerate(notes):
            second.append(line, bold=index == 0)
    book.save(target)
    return count


def _widths(header: Sequence[str], widths: Sequence[int]) -> Iterator[int]:
    for place, name in enumerate(header):
        wanted = widths[place] if place < len(widths) else 2 * len(name) + 6
        yield min(max(wanted, 10), MAX_WIDTH)


class _Sheet:
    """A write-only sheet. Styles are looked up once, not per cell: that took most of the time."""

    def __init__(self, sheet: Any) -> None:  # openpyxl has no types for what is used here
        self.sheet = sheet
        self.plain = self._style()
        self.bold = self._style(bold=True)
        # Stays text after being edited, or saved as a file without types.
        self.quoted = self._style(quoted=True)
        self.day = self._style(number_format="yyyy-mm-dd")
        self.moment = self._style(number_format="yyyy-mm-dd hh:mm")

    def _style(
        self, *, bold: bool = False, quoted: bool = False, number_format: str = TEXT_FORMAT
    ) -> Any:
        cell: Any = WriteOnlyCell(self.sheet)
        cell.number_format = number_format
        if bold:
            cell.font = Font(bold=True)
        if quoted:
            cell.quotePrefix = True
        return cell._style

    def set_widths(self, widths: Iterable[int]) -> None:
        """Also text by default: a phone typed into the template keeps all its digits."""
        for place, width in enumerate(widths, start=1):
            dimension = self.sheet.column_dimensions[get_column_letter(place)]
            dimension.width = width
            dimension.number_format = TEXT_FORMAT

    def freeze(self, row: int) -> None:
        """All above ``row`` stays in sight; to be said before anything is written."""
        self.sheet.freeze_panes = f"A{row}"

    def append(self, row: Sequence[Any], *, bold: bool = False) -> None:
        self.sheet.append([self._cell(value, bold) for value in row])

    def _cell(self, value: Any, bold: bool) -> Any:
        if value is None or value == "":
            return None
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return value
        if isinstance(value, date):
            return self._dated(value)
        text = as_text(value)
        cell: Any = WriteOnlyCell(self.sheet)
        cell._value = ILLEGAL_CHARACTERS_RE.sub("", text)[:MAX_CELL]
        cell.data_type = "s"  # openpyxl's own guess would have made "=…" a formula
        cell._style = self.bold if bold else self.quoted if is_risky(text) else self.plain
        return cell

    def _dated(self, value: date) -> Any:
        """A moment to the minute, as the clock here showed it: a sheet knows no time zones."""
        style = self.day
        if isinstance(value, datetime):
            local = timezone.localtime(value) if value.tzinfo else value
            value, style = local.replace(second=0, microsecond=0, tzinfo=None), self.moment
        cell: Any = WriteOnlyCell(self.sheet)
        cell.value, cell._style = value, style
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
