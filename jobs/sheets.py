"""A sheet of a workbook to download: cells typed as text, so that none becomes a formula."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from jobs.cells import as_text
from jobs.writing import is_risky

TEXT_FORMAT = "@"
MAX_CELL = 32_767


class Sheet:
    """Write-only. Styles are looked up once, not per cell: that took most of the time."""

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
