import datetime as dt
import io
import random

import pytest

from jobs.columns import Column
from jobs.tables import TableError, read_table
from tests.factories.jobs import workbook_bytes

COLUMNS = (
    Column("姓名", required=True),
    Column("手机号", required=True, aliases=("联系电话",)),
    Column("单位职务"),
)
HEADER = ["姓名", "手机号", "单位职务"]


def read(rows, *, columns=COLUMNS, prepare=None, **options):
    return read_table(io.BytesIO(workbook_bytes(rows, prepare=prepare)), columns, **options)


def values(table):
    return [list(row.cells.values()) for row in table.rows]


def test_rows_carry_the_number_they_have_in_the_spreadsheet():
    table = read([HEADER, ["向明", "13900000001", "村主任"], [], ["周岚", "13900000002", ""]])
    assert [(row.number, row.cells["姓名"]) for row in table.rows] == [(2, "向明"), (4, "周岚")]


def test_title_rows_above_the_heading_are_skipped():
    rows = [["宜昌市人大代表名册"], ["填表日期", "2026-11-19"], [], HEADER, ["向明", "139", ""]]
    table = read(rows)
    assert table.rows[0].number == 5
    assert values(table) == [["向明", "139", ""]]


def test_headings_come_in_any_order_with_others_between():
    table = read(
        [["序号", "单位职务", "手机号", "备注", "姓名"], [1, "村主任", "139", "好", "向明"]]
    )
    assert table.rows[0].cells == {"姓名": "向明", "手机号": "139", "单位职务": "村主任"}


def test_headings_are_recognised_with_spaces_stars_remarks_and_other_names():
    table = read([[" 姓 名 *", "联系电话（必填）：", "单位职务\n"], ["向明", "139", "村主任"]])
    assert values(table) == [["向明", "139", "村主任"]]


def test_a_column_that_may_be_missing_is_missing():
    table = read([["姓名", "手机号"], ["向明", "139"]])
    assert table.present == {"姓名", "手机号"}
    assert table.rows[0].cells == {"姓名": "向明", "手机号": "139"}


def test_a_missing_heading_is_named():
    with pytest.raises(TableError) as caught:
        read([["姓名", "职务"], ["向明", "村主任"]])
    assert "缺 「手机号」" in str(caught.value)


def test_a_heading_that_stands_twice_is_named():
    with pytest.raises(TableError) as caught:
        read([["姓名", "手机号", "手机号"], ["向明", "139", "138"]])
    assert str(caught.value) == "表头里「手机号」出现了两次，请删掉一列再上传。"


def test_the_table_may_stand_on_a_later_sheet():
    def prepare(sheet):
        second = sheet.parent.create_sheet("名册")
        second.append(HEADER)
        second.append(["向明", "139", ""])

    assert values(read([["说明", "请看下一页"]], prepare=prepare)) == [["向明", "139", ""]]


def test_a_hidden_sheet_is_not_read():
    def prepare(sheet):
        sheet.parent.create_sheet("封面")
        sheet.sheet_state = "hidden"

    with pytest.raises(TableError):
        read([HEADER, ["向明", "139", ""]], prepare=prepare)


def test_numbers_dates_and_truth_become_text():
    table = read([HEADER, ["向明", 13912345678.0, dt.date(2026, 5, 1)], ["周岚", 1.3e10, True]])
    assert values(table) == [["向明", "13912345678", "2026-05-01"], ["周岚", "13000000000", "是"]]


def test_formulas_give_their_stored_value_and_are_never_worked_out():
    table = read([HEADER, ["向明", "139", "=1+1"], ["周岚", "138", '=HYPERLINK("http://x")']])
    assert values(table) == [["向明", "139", ""], ["周岚", "138", ""]]


def test_a_merged_range_counts_for_all_its_rows():
    def prepare(sheet):
        sheet.merge_cells("C2:C3")
        sheet.merge_cells("A5:C9")

    rows = [HEADER, ["向明", "139", "云集街道"], ["周岚", "138", None], ["陈方", "137", "西坝"]]
    table = read(rows, prepare=prepare)
    assert values(table) == [
        ["向明", "139", "云集街道"],
        ["周岚", "138", "云集街道"],
        ["陈方", "137", "西坝"],
    ]


def test_a_merged_title_does_not_hide_the_heading():
    def prepare(sheet):
        sheet.merge_cells("A1:C1")

    assert values(read([["名册"], HEADER, ["向明", "139", ""]], prepare=prepare)) == [
        ["向明", "139", ""]
    ]


def test_invisible_characters_are_removed():
    def prepare(sheet):
        sheet["A2"] = "向_x0000_\u202e明\u200b"

    assert values(read([HEADER, ["", "１３９", " 职\u3000务 "]], prepare=prepare)) == [
        ["向明", "１３９", "职 务"]
    ]


def test_errors_in_cells_are_empty():
    def prepare(sheet):
        sheet["C2"].data_type = "e"

    assert values(read([HEADER, ["向明", "139", "#N/A"]], prepare=prepare)) == [["向明", "139", ""]]


def test_too_many_rows_are_refused_with_their_number():
    rows = [HEADER, *([f"姓名{n}", "139", ""] for n in range(12))]
    with pytest.raises(TableError) as caught:
        read(rows, max_rows=10)
    assert str(caught.value) == "这份表有 12 行，一次最多 10 行。请分成几份再导入。"


def test_empty_rows_do_not_count():
    table = read([HEADER, ["向明", "139", ""], *([" "] for _ in range(30))], max_rows=1)
    assert len(table.rows) == 1


def test_a_heading_without_rows_is_refused():
    with pytest.raises(TableError) as caught:
        read([HEADER])
    assert str(caught.value) == "表头下面没有内容。请填好以后再上传。"


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_workbook_is_refused_or_read_but_never_breaks(seed):
    data = bytearray(workbook_bytes([HEADER, *(["向明", "139", "村主任"] for _ in range(30))]))
    chance = random.Random(seed)
    for _ in range(chance.choice([1, 5, 50])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if seed % 4 == 0:
        data = data[: chance.randrange(len(data))]
    try:
        rows = read_table(io.BytesIO(data), COLUMNS).rows
    except TableError:
        rows = [None]
    assert len(rows) > 0
