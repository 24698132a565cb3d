import io

import openpyxl
import pytest

from jobs.columns import Column
from jobs.tables import read_table, write_csv, write_workbook

RISKY = ["=1+1", "+86139", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠x", " =1"]


def written(rows, header, **options):
    target = io.BytesIO()
    count = write_workbook(rows, header, target, **options)
    target.seek(0)
    return count, openpyxl.load_workbook(target)


@pytest.mark.parametrize("text", RISKY)
def test_no_text_becomes_a_formula_in_a_workbook(text):
    _, book = written([[text, text]], ["一", "=二"])
    kinds = {cell.data_type for row in book.active.rows for cell in row if cell.value}
    assert kinds == {"s"}
    assert book.active["A3"].value == text.strip()
    assert book.active["A3"].quotePrefix is True


@pytest.mark.parametrize("text", RISKY)
def test_no_text_becomes_a_formula_in_a_text_file(text):
    lines = b"".join(write_csv([[text]], ["一"])).decode("utf-8-sig").splitlines()
    assert lines[2] == f"'{text.strip()}"


def test_a_text_file_reads_back_as_it_was():
    rows = [["=1+1", "向,明"], ["+86139", '"周"岚']]
    data = b"".join(write_csv(rows, ["一", "二"]))
    table = read_table(io.BytesIO(data), (Column("一", required=True), Column("二")))
    assert [list(row.cells.values()) for row in table.rows] == rows


def test_phones_stay_text_and_numbers_stay_numbers():
    count, book = written([["013912345678", 42, 1.5, None]], list("甲乙丙丁"))
    assert count == 1
    assert [cell.value for cell in book.active[3]] == ["013912345678", 42, 1.5, None]
    assert book.active["A3"].number_format == "@"


def test_characters_a_workbook_cannot_hold_are_left_out():
    _, book = written([["向\x00\x0b明", "长" * 40_000]], ["一", "二"])
    assert book.active["A3"].value == "向明"
    assert len(book.active["B3"].value) == 32_767


def test_an_export_of_the_demo_says_so(settings):
    _, demo = written([["向明"]], ["姓名"])
    settings.DEMO = False
    _, real = written([["向明"]], ["姓名"])
    assert [row[0].value for row in demo.active.rows] == ["演示数据", "姓名", "向明"]
    assert [row[0].value for row in real.active.rows] == ["姓名", "向明"]


def test_notes_stand_on_a_second_sheet():
    _, book = written([], ["姓名"], title="代表", notes=[("列", "怎么填"), ("姓名", "真名")])
    assert book.sheetnames == ["代表", "填写说明"]
    assert [[cell.value for cell in row] for row in book["填写说明"].rows] == [
        ["列", "怎么填"],
        ["姓名", "真名"],
    ]
