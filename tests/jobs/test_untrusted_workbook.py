"""What somebody might upload to bring the worker down."""

import io
import zipfile

import pytest

from jobs import containers
from jobs.columns import Column
from jobs.tables import TableError, read_table
from tests.factories.jobs import workbook_bytes

COLUMNS = (Column("姓名", required=True), Column("手机号", required=True))
ROWS = [["姓名", "手机号"], ["向明", "139"]]
SHEET = "xl/worksheets/sheet1.xml"


def repacked(*, drop=(), **replaced):
    """A workbook with some parts replaced ({name: bytes}) or left out."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook_bytes(ROWS))) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for entry in source.infolist():
            if entry.filename not in drop and entry.filename not in replaced:
                archive.writestr(entry.filename, source.read(entry))
        for name, data in replaced.items():
            archive.writestr(name, data)
    return target.getvalue()


def sheet_xml(cells):
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{cells}</sheetData></worksheet>"
    ).encode()


def refusal(data):
    with pytest.raises(TableError) as caught:
        read_table(io.BytesIO(data), COLUMNS)
    return str(caught.value)


def test_a_bomb_is_refused_before_it_is_parsed():
    assert refusal(repacked(**{"xl/media/bomb.xml": b"0" * 200 * 1024**2})) == containers.TOO_BIG


def test_a_dense_bomb_below_the_size_limit_is_refused_by_its_ratio():
    assert refusal(repacked(**{"xl/media/bomb.xml": b"0" * 60 * 1024**2})) == containers.TOO_BIG


@pytest.mark.parametrize(
    "cell",
    [
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>',
        "<row><x:c s='1'  r = 'XFD900000' ><v>1</v></x:c></row>",
    ],
)
def test_one_cell_in_the_last_corner_does_not_fill_the_memory(cell):
    assert refusal(repacked(**{SHEET: sheet_xml(cell)})) == containers.TOO_MANY_ROWS_USED


def test_cells_that_are_only_formatted_do_not_count():
    data = sheet_xml(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>手机号</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>向明</t></is></c><c r="B2"><v>139</v></c></row>'
        '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    )
    table = read_table(io.BytesIO(repacked(**{SHEET: data})), COLUMNS)
    assert [row.cells for row in table.rows] == [{"姓名": "向明", "手机号": "139"}]


def test_entities_are_not_unfolded():
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
        + sheet_xml('<row><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>')
    )
    assert "haha" not in refusal(repacked(**{SHEET: bomb}))


def test_a_wrong_checksum_is_found():
    data = bytearray(repacked())
    place = data.find(b"PK\x01\x02")
    data[place + 16] ^= 0xFF
    assert refusal(bytes(data)) == containers.NOT_A_TABLE


def test_an_archive_that_is_no_workbook():
    assert refusal(repacked(drop=("xl/workbook.xml",))) == containers.NOT_A_TABLE


def test_other_kinds_of_workbook_are_named():
    data = repacked(drop=("xl/workbook.xml",), **{"content.xml": b"<x/>"})
    assert refusal(data) == containers.OTHER_WORKBOOK


def test_the_first_bytes_alone_are_not_enough():
    assert refusal(b"PK\x03\x04" + b"\0" * 100) == containers.NOT_A_TABLE


def test_old_and_locked_workbooks_are_told_apart():
    ole = bytes.fromhex("d0cf11e0a1b11ae1")
    assert refusal(ole + b"\0" * 600) == containers.OLD_EXCEL
    assert refusal(ole + "EncryptedPackage".encode("utf-16-le")) == containers.LOCKED


def test_a_locked_archive_is_named():
    data = bytearray(repacked())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(signature, place + 4)
    assert refusal(bytes(data)) == containers.LOCKED


def test_a_full_workbook_of_fifty_thousand_rows_passes_the_guard():
    row = '<row r="{0}">' + "".join(
        f'<c r="{column}{{0}}" s="12" t="s"><v>{{1}}</v></c>' for column in "ABCDEFGHIJKL"
    )
    cells = "".join(row.format(n, n * 12) + "</row>" for n in range(1, 50_001))
    texts = "".join(
        f'<si><t>宜昌市某某街道某某社区{n}</t><phoneticPr fontId="1" type="noConversion"/></si>'
        for n in range(300_000)
    )
    data = repacked(**{SHEET: sheet_xml(cells), "xl/sharedStrings.xml": texts.encode()})
    containers.check_archive(io.BytesIO(data))


def test_an_entry_whose_name_is_no_text_is_refused():
    data = workbook_bytes([["姓名"], ["向明"]])
    at = data.index(b"PK\x01\x02")  # the first entry of the directory
    broken = bytearray(data)
    broken[at + 9] |= 0x08  # "this name is UTF-8"
    broken[at + 46] = 0xFF  # which no UTF-8 text begins with
    with pytest.raises(TableError):
        read_table(io.BytesIO(bytes(broken)), [Column("姓名", required=True)])
