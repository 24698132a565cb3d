import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from jobs import cells

INVISIBLE = "\x00\u202e\u200b\ufeff"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        ("  张 三 ", "张 三"),
        ("\u3000张三\u3000", "张三"),
        ("张\xa0\xa0三", "张 三"),
        (f"张{INVISIBLE}三", "张三"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("\t表", "表"),
        ("㛃\ue000", "㛃\ue000"),
        (13912345678.0, "13912345678"),
        (4.2e11, "420000000000"),
        (1e-7, "0.0000001"),
        (111.305, "111.305"),
        (Decimal("111.300000"), "111.3"),
        (Decimal("100"), "100"),
        (float("nan"), ""),
        (True, "是"),
        (False, "否"),
        (7, "7"),
        (dt.date(2026, 5, 1), "2026-05-01"),
        (
            dt.datetime(2026, 5, 1),
            "2026-05-01",
        ),
        (
            dt.datetime(2026, 5, 1, 8, 30),
            "2026-05-01 08:30",
        ),
        (dt.datetime(2026, 5, 1, 8, 30, tzinfo=dt.UTC), "2026-05-01 16:30"),
        (dt.time(8, 30), "08:30"),
    ],
)
def test_a_cell_reads_as_what_a_person_would_have_typed(value, text):
    assert cells.as_text(value) == text


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("13912345678", "13912345678"),
        ("１３９１２３４５６７８", "13912345678"),
        ("+86 139-1234-5678", "13912345678"),
        ("13912345678.0", "13912345678"),
        ("1.3912345678E+10", "13912345678"),
        ("0717-6255555", "07176255555"),
    ],
)
def test_a_phone_is_normalised(cell, phone):
    assert cells.phone()(cell) == phone


def test_a_shortened_phone_is_refused_instead_of_filled_up_with_zeros():
    with pytest.raises(ValidationError) as caught:
        cells.phone()("1.39123E+10")
    assert caught.value.messages == [
        "表格软件把号码缩写成了「1.39123E+10」，后面几位已经丢了。请把这一列改成文本格式，重新填写。"
    ]


def test_digits_have_one_of_the_lengths():
    clean = cells.digits(6, 9)
    assert clean("４２０５０２") == "420502"
    assert clean("420502003.0") == "420502003"
    with pytest.raises(ValidationError) as caught:
        clean("42050")
    assert caught.value.messages == ["应是 6 或 9 位数字，现在是 5 位。"]
    with pytest.raises(ValidationError) as caught:
        clean("42O502")
    assert caught.value.messages == ["只能是数字，现在是「42O502」。"]


def test_text_has_a_longest_length():
    assert cells.text(3)("一二三") == "一二三"
    with pytest.raises(ValidationError) as caught:
        cells.text(3)("一二三四")
    assert caught.value.messages == ["最多 3 个字，现在有 4 个。"]


def test_a_code_keeps_its_letters_and_loses_full_width_forms_and_spaces():
    assert cells.code()("ＳＴ－ 001") == "ST-001"


def test_a_choice_is_one_of_the_labels():
    clean = cells.choice({"家": "home", "站": "station"})
    assert clean(" 站 ") == "station"
    with pytest.raises(ValidationError) as caught:
        clean("点")
    assert caught.value.messages == ["只能填 家、站，现在是「点」。"]


def test_a_decimal_is_rounded_and_kept_in_its_range():
    clean = cells.decimal(108, 117, 6)
    assert clean("１１１.30512345") == Decimal("111.305123")
    for wrong in ("200", "NaN", "Infinity", "东经111度"):
        with pytest.raises(ValidationError):
            clean(wrong)


@pytest.mark.parametrize(
    "cell",
    ["2026-05-01", "2026/5/1", "2026.5.1", "2026年5月1日", "20260501", "46143", "２０２６-5-1"],
)
def test_a_date_is_read_however_it_is_written(cell):
    assert cells.date()(cell) == dt.date(2026, 5, 1)


@pytest.mark.parametrize("cell", ["5月1日", "2026-13-01", "2026-02-30", "明天", "1"])
def test_what_is_no_date_is_refused(cell):
    with pytest.raises(ValidationError) as caught:
        cells.date()(cell)
    assert caught.value.messages == [f"不是一个日期：「{cell}」，请写成 2026-05-01 这样。"]
