"""The State Council's notice is read as it is pasted, and slips of the pen are named."""

from datetime import date

import pytest

from areas.calendar import explain_day, is_arranged, named_days
from areas.holiday_notice import enter_notice, read_notice
from areas.models import DayOverride, HolidayNotice

NOTICE = """关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历腊月二十九、周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月13日（周六）上班。
三、清明节：4月5日（周一）放假，与周末连休。
节假日期间，要妥善安排好值班和安全保卫工作。
"""


def days(text, year=2027):
    plan = read_notice(text, year)
    assert plan.errors == []
    return {day: is_working for day, (is_working, _) in plan.days.items()}


def test_the_notice_names_days_off_and_days_at_work():
    found = read_notice(NOTICE, 2027)

    assert found.errors == []
    assert [day for day, (is_working, _) in found.days.items() if is_working] == [
        date(2027, 1, 31),
        date(2027, 2, 13),
    ]
    assert len(found.days) == 3 + 7 + 2 + 1
    assert found.days[date(2027, 2, 11)] == (False, "春节放假")
    assert found.days[date(2027, 2, 13)] == (True, "春节调休上班")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2027-02-06,春节,work", {date(2027, 2, 6): True}),
        ("2027/2/7 休", {date(2027, 2, 7): False}),
        ("２月８日（星期一）　放假", {date(2027, 2, 8): False}),
        ("2 月 6 日、13 日上班", {date(2027, 2, 6): True, date(2027, 2, 13): True}),
        ("2026年12月27日（周日）上班", {date(2026, 12, 27): True}),
        ("4月30日到5月1日休息", {date(2027, 4, 30): False, date(2027, 5, 1): False}),
        (
            "10月9日（周六）上班，10日（周日）休息",
            {date(2027, 10, 9): True, date(2027, 10, 10): False},
        ),
    ],
)
def test_lists_are_read_as_people_write_them(line, expected):
    assert days(line) == expected


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("2月6日（周五）上班", "2027 年 2 月 6 日是周六，不是周五。"),
        ("2月30日上班", "没有这一天。"),
        ("2月6日", "没有写这几天是放假还是上班。"),
        ("6日上班", "没有写几月。"),
        ("2月9日至2月3日放假", "开始和结束的日子对不上。"),
        ("2028年1月1日放假", "这一天不在 2027 年。"),
        ("2月6日上班，2月6日放假", "2 月 6 日前面写的正好相反。"),
    ],
)
def test_what_can_not_be_is_said_with_its_line(line, error):
    plan = read_notice(line, 2027)

    assert plan.errors == [
        f"「{line.replace('（', '(').replace('）', ')')}」：{error}".replace("，2月", ",2月")
    ]


@pytest.mark.django_db
def test_a_year_is_arranged_once_its_notice_is_entered():
    assert (is_arranged(2026), is_arranged(2027)) == (True, False)

    enter_notice(read_notice(NOTICE, 2027), year=2027, document="国办发明电〔2026〕8号")

    assert is_arranged(2027)
    assert explain_day(date(2027, 1, 31)).is_working
    assert not explain_day(date(2027, 2, 5)).is_working
    ((year, notes),) = named_days([2027])
    assert (year, date(2027, 2, 13) in [note.day for note in notes]) == (2027, True)


@pytest.mark.django_db
def test_only_days_that_change_become_overrides_and_a_day_set_by_hand_stays():
    DayOverride.objects.create(day=date(2027, 2, 13), is_working=False, reason="全市抗洪")

    enter_notice(read_notice(NOTICE, 2027), year=2027, document="通知")

    entered = DayOverride.objects.filter(notice__isnull=False).order_by("day")
    assert list(entered.values_list("day", "is_working")) == [
        (date(2027, 1, 31), True),
        (date(2027, 2, 11), False),
    ]
    assert DayOverride.objects.get(day=date(2027, 2, 13)).reason == "全市抗洪"


@pytest.mark.django_db
def test_a_notice_that_is_withdrawn_takes_its_days_along():
    notice = enter_notice(read_notice(NOTICE, 2027), year=2027, document="通知")

    notice.delete()

    assert (HolidayNotice.objects.count(), DayOverride.objects.count()) == (0, 0)
    assert not is_arranged(2027)
    assert not explain_day(date(2027, 1, 31)).is_working


def test_holidays_that_are_not_spoken_of_are_named():
    assert read_notice(NOTICE, 2027).unnamed() == ["劳动", "端午", "中秋", "国庆"]


@pytest.mark.parametrize("blank", [" ", "\u3000", "\t"])
def test_thousands_of_blanks_take_no_longer_than_one(blank):
    """A pattern that tried every way to share them out would not come back."""
    text = f"1月1日{blank * 2400}至{blank * 2400}3日放假"

    assert sorted(read_notice(text, 2027).days) == [date(2027, 1, day) for day in (1, 2, 3)]
