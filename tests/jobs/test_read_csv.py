import io

import pytest

from jobs.columns import Column
from jobs.tables import TableError, read_table
from tests.factories.jobs import csv_bytes

COLUMNS = (Column("姓名", required=True), Column("手机号", required=True))
ROWS = [["姓名", "手机号"], ["向明", "13900000001"], ["周镕", "13900000002"]]


def read(data, **options):
    table = read_table(io.BytesIO(data), COLUMNS, **options)
    return [list(row.cells.values()) for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_the_encoding_is_found_by_looking(encoding):
    assert read(csv_bytes(ROWS, encoding)) == ROWS[1:]


def test_a_character_beyond_gbk_survives_gb18030():
    rows = [["姓名", "手机号"], ["向㛃", "139"]]
    assert read(csv_bytes(rows, "gb18030")) == [["向㛃", "139"]]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_found_by_looking(delimiter):
    assert read(csv_bytes(ROWS).replace(b",", delimiter.encode())) == ROWS[1:]


def test_quotes_line_breaks_and_title_rows():
    data = '名册,\r\n姓名,手机号\r\n"向,明","139\n138"\r\n'.encode()
    assert read(data) == [["向,明", "139\n138"]]


def test_row_numbers_are_those_of_the_spreadsheet():
    table = read_table(io.BytesIO("姓名,手机号\n向明,1\n\n,\n周岚,2".encode()), COLUMNS)
    assert [row.number for row in table.rows] == [2, 5]


def test_nul_bytes_and_direction_marks_are_removed():
    assert read("姓名,手机号\n向\0明\u202e,1\0\n".encode()) == [["向明", "1"]]


def test_short_and_long_lines_are_tolerated():
    assert read("姓名,手机号\n向明\n周岚,2,3,4\n".encode()) == [["向明", ""], ["周岚", "2"]]


def test_an_apostrophe_put_there_against_formulas_is_taken_off():
    assert read("姓名,手机号\n'=向明,'+86139\n'向明,1".encode()) == [
        ["=向明", "+86139"],
        ["'向明", "1"],
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (b"\xff\xfe\x00", "读不出"),
        (b"\x81", "读不出"),
        (b"%PDF-1.7 ...", "不是表格"),
        (b"\x89PNG\r\n\x1a\n....", "不是表格"),
        (b"<html><table><tr><td>", "表头"),
        (b"a" * 200_000, "读不出"),
    ],
)
def test_what_is_no_table_is_refused_in_words(data, words):
    with pytest.raises(TableError) as caught:
        read(data)
    assert words in str(caught.value)


def test_sixty_thousand_rows_are_refused():
    data = "姓名,手机号\n" + "向明,139\n" * 60_000
    with pytest.raises(TableError) as caught:
        read(data.encode())
    assert str(caught.value) == "这份表有 60,000 行，一次最多 50,000 行。请分成几份再导入。"


def test_fifty_thousand_rows_are_read():
    assert len(read(("姓名,手机号\n" + "向明,139\n" * 50_000).encode())) == 50_000
