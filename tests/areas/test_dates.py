from datetime import UTC, date, datetime

from django.template import Context, Template

from areas.dates import chinese_date, chinese_datetime

TODAY = date(2026, 11, 22)


def test_date_carries_its_weekday():
    assert chinese_date(date(2026, 12, 3), today=TODAY) == "12 月 3 日（周四）"
    assert chinese_date(date(2026, 11, 22), today=TODAY) == "11 月 22 日（周日）"


def test_date_of_another_year_carries_the_year():
    assert chinese_date(date(2027, 1, 4), today=TODAY) == "2027 年 1 月 4 日（周一）"
    assert chinese_date(date(2025, 12, 31), today=TODAY) == "2025 年 12 月 31 日（周三）"


def test_time_is_local_time():
    moment = datetime(2026, 11, 19, 1, 12, tzinfo=UTC)
    assert chinese_datetime(moment, today=TODAY) == "11 月 19 日 09:12"
    assert chinese_datetime(moment.replace(year=2027), today=TODAY) == "2027 年 11 月 19 日 09:12"


def test_moment_late_in_the_day_falls_on_the_local_day():
    assert chinese_date(datetime(2026, 12, 2, 17, tzinfo=UTC), today=TODAY) == "12 月 3 日（周四）"


def test_filters_write_dates_and_leave_empty_values_empty():
    page = Template("{% load chinese_dates %}{{ d|cdate }}|{{ m|cdatetime }}|{{ none|cdate }}")
    context = Context({"d": date(1999, 12, 3), "m": datetime(1999, 1, 9, 1, tzinfo=UTC)})
    assert page.render(context) == "1999 年 12 月 3 日（周五）|1999 年 1 月 9 日 09:00|"
