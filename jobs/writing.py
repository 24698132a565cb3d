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

from jobs.cells import as_text

DEMO_BANNER = "演示数据"
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
    # openpyxl takes a quarter of a second to load: whoever writes no workbook is spared it.
    from openpyxl import Workbook

    from jobs.sheets import Sheet

    book = Workbook(write_only=True)
    sheet = Sheet(book.create_sheet(title[:31]))
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
        second = Sheet(book.create_sheet("填写说明"))
        second.set_widths((16, 10, 60, 30))
        for index, line in enumerate(notes):
            second.append(line, bold=index == 0)
    book.save(target)
    return count


def _widths(header: Sequence[str], widths: Sequence[int]) -> Iterator[int]:
    for place, name in enumerate(header):
        wanted = widths[place] if place < len(widths) else 2 * len(name) + 6
        yield min(max(wanted, 10), MAX_WIDTH)


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
