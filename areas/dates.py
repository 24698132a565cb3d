"""Dates and times as the pages write them: 「12 月 3 日（周四）」, 「11 月 19 日 09:12」."""

from datetime import date, datetime

from django.utils import timezone

_WEEKDAYS = "一二三四五六日"


def chinese_date(day: date, *, today: date | None = None) -> str:
    """「12 月 3 日（周四）」, in another year 「2027 年 1 月 4 日（周一）」."""
    day = local_day(day)
    return f"{_month_and_day(day, today)}（周{_WEEKDAYS[day.weekday()]}）"


def chinese_datetime(moment: datetime, *, today: date | None = None) -> str:
    """「11 月 19 日 09:12」 in local time, in another year with the year in front."""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{_month_and_day(local.date(), today)} {local:%H:%M}"


def local_day(day: date) -> date:
    """The calendar day here; an aware moment is brought to local time first."""
    if not isinstance(day, datetime):
        return day
    return (timezone.localtime(day) if timezone.is_aware(day) else day).date()


def _month_and_day(day: date, today: date | None) -> str:
    year = "" if day.year == (today or timezone.localdate()).year else f"{day.year} 年 "
    return f"{year}{day.month} 月 {day.day} 日"
