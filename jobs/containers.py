"""Getting at the cells of an uploaded file without trusting it.

What a file is, is told by its first bytes, not by its name. A workbook is measured before it is
parsed: the parser keeps a dense grid, so one cell in the last row and column would take all
memory, and a small archive may unpack to gigabytes.
"""

from __future__ import annotations

import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any, NoReturn

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from jobs.writing import is_risky

# A real workbook of 50,000 rows and 12 columns unpacks to 40 MB as openpyxl writes it, to about
# twice that with Excel's styles and long texts; it is packed 13 : 1, uniform ones up to 40 : 1.
MAX_UNPACKED = 160 * 1024**2
MAX_RATIO = 100
RATIO_COUNTS_FROM = 8 * 1024**2
MAX_ENTRIES = 2_000
MAX_GRID_CELLS = 4_000_000
MAX_CSV_BYTES = 40 * 1024**2
MAX_SHEETS = 10
CSV_DELIMITERS = (",", "\t", ";")

_CHUNK = 1024**2
_TAG_ROOM = 512
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]{0,400}>")
_REFERENCE = re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]{1,3})(\d{1,7})\s*[\"']")
_FOREIGN = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x7fELF",
    b"MZ",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

NOT_A_TABLE = "这个文件不是表格，或者已经损坏。请用表格软件打开它，另存为 .xlsx 后再上传。"
OLD_EXCEL = "这是旧版的 .xls 表格。请用表格软件打开它，另存为 .xlsx 后再上传。"
OTHER_WORKBOOK = "这种表格格式还不能读。请用表格软件打开它，另存为 .xlsx 后再上传。"
LOCKED = "这份表格设了密码，打不开。请去掉密码，另存后再上传。"
TOO_BIG = "这份表格展开后太大。请只留下需要的列和行，把内容复制到一份新表格里再上传。"
TOO_MANY_ROWS_USED = "这份表格里用到的行或列太多。请把内容复制到一份新表格里再上传。"
UNREADABLE_TEXT = "读不出这个文件里的文字。请用表格软件打开它，另存为 .xlsx 后再上传。"
EMPTY = "这个文件是空的。"


class TableError(ValueError):
    """Why a file can't be used, in plain Chinese."""


@dataclass
class Sheet:
    """Rows of raw values from row 1 on; a merged range has its value in the first cell only."""

    rows: Sequence[Sequence[Any]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()


def glance(file: IO[bytes]) -> None:
    """Refuse what is no table at first sight, reading no more than a directory."""
    start = _start(file)
    if start.startswith(b"PK"):
        with _archive(file) as archive:
            _check_entries(archive.infolist())
    elif start == _OLE:
        _refuse_ole(file)
    elif start.startswith(_FOREIGN):
        raise TableError(NOT_A_TABLE)


def sheets(file: IO[bytes]) -> Iterator[Sheet]:
    """The visible sheets of a workbook, or the readings of a text file under each delimiter."""
    start = _start(file)
    if start.startswith(b"PK"):
        yield from _workbook_sheets(file)
    elif start == _OLE:
        _refuse_ole(file)
    elif start.startswith(_FOREIGN):
        raise TableError(NOT_A_TABLE)
    else:
        yield from _text_sheets(file)


def _start(file: IO[bytes]) -> bytes:
    file.seek(0)
    start = file.read(8)
    if not start:
        raise TableError(EMPTY)
    return start


def _refuse_ole(file: IO[bytes]) -> NoReturn:
    """Microsoft's older container: an .xls, or an .xlsx behind a password."""
    file.seek(0)
    raise TableError(LOCKED if _OLE_ENCRYPTED in file.read(MAX_CSV_BYTES) else OLD_EXCEL)


# --- workbooks


def _workbook_sheets(file: IO[bytes]) -> Iterator[Sheet]:
    check_archive(file)
    file.seek(0)
    try:
        book = CalamineWorkbook.from_object(file)
        visible = [s.name for s in book.sheets_metadata if s.visible == SheetVisibleEnum.Visible]
        for name in visible[:MAX_SHEETS]:
            yield _sheet(book.get_sheet_by_name(name))
    except (CalamineError, ValueError, OSError) as error:
        if isinstance(error, TableError):
            raise
        raise TableError(NOT_A_TABLE) from error


def _sheet(sheet: CalamineSheet) -> Sheet:
    rows = sheet.to_python(skip_empty_area=False)
    return Sheet(rows=rows, merged=sheet.merged_cell_ranges or ())


# What zipfile raises for archives whose bytes were changed: names, sizes, offsets, methods.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    OverflowError,
)


def check_archive(file: IO[bytes]) -> None:
    """Refuse what is not a workbook, is locked, or would unpack to more than can be handled."""
    with _archive(file) as archive:
        _check_entries(archive.infolist())
        for entry in archive.infolist():
            _measure(archive, entry)


@contextmanager
def _archive(file: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except TableError:
        raise
    except DAMAGED as error:
        raise TableError(NOT_A_TABLE) from error
    except RuntimeError as error:  # what zipfile raises for an encrypted entry
        raise TableError(LOCKED) from error


def _check_entries(entries: Sequence[zipfile.ZipInfo]) -> None:
    _check_kind({entry.filename.lower() for entry in entries})
    _check_size(entries)


def _check_kind(names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    known = names & {"xl/workbook.bin", "content.xml", "index/document.iwa"}
    raise TableError(OTHER_WORKBOOK if known else NOT_A_TABLE)


def _check_size(entries: Sequence[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    too_dense = unpacked > RATIO_COUNTS_FROM and unpacked / packed > MAX_RATIO
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or too_dense:
        raise TableError(TOO_BIG)


def _measure(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Unpack once in small pieces: sizes and checksums that lie are found, as is a huge grid."""
    last_row = last_column = 0
    rest = b""
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            row, column = _extent(text)
            last_row, last_column = max(last_row, row), max(last_column, column)
            if last_row * last_column > MAX_GRID_CELLS:
                raise TableError(TOO_MANY_ROWS_USED)
            cut = text.rfind(b"<")
            rest = text[cut:] if 0 <= len(text) - cut <= _TAG_ROOM and cut >= 0 else b""


def _extent(xml: bytes) -> tuple[int, int]:
    """The last row and column that hold something; cells that are only formatted don't count."""
    last_row = last_column = 0
    for tag in _CELL.findall(xml):
        if tag.endswith(b"/>"):
            continue
        reference = _REFERENCE.search(tag)
        if reference:
            last_row = max(last_row, int(reference[2]))
            last_column = max(last_column, _column_number(reference[1]))
    return last_row, last_column


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


# --- text files


def _text_sheets(file: IO[bytes]) -> Iterator[Sheet]:
    file.seek(0)
    data = file.read(MAX_CSV_BYTES + 1)
    if len(data) > MAX_CSV_BYTES:
        raise TableError(TOO_BIG)
    text = decode(data)
    for delimiter in CSV_DELIMITERS:
        if delimiter in text[:4_000] or delimiter == CSV_DELIMITERS[0]:
            yield Sheet(rows=_csv_rows(text, delimiter))


def decode(data: bytes) -> str:
    """UTF-8 with or without BOM, UTF-16 with BOM, or GB18030 (which holds GBK)."""
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError(UNREADABLE_TEXT)


def _csv_rows(text: str, delimiter: str) -> list[list[str]]:
    lines: Iterable[str] = io.StringIO(text.replace("\0", ""), newline="")
    try:
        return [_unquoted(row) for row in csv.reader(lines, delimiter=delimiter)]
    except csv.Error as error:
        raise TableError(UNREADABLE_TEXT) from error


def _unquoted(row: list[str]) -> list[str]:
    """Without the apostrophe that `write_csv` puts before what might be taken for a formula."""
    return [cell[1:] if cell[:1] == "'" and is_risky(cell[1:]) else cell for cell in row]
