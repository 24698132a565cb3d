from datetime import date, datetime

from django import template

from areas.dates import chinese_date, chinese_datetime

register = template.Library()


@register.filter
def cdate(day: date | None) -> str:
    """「12 月 3 日（周四）」; nothing for an empty value."""
    return chinese_date(day) if day else ""


@register.filter
def cdatetime(moment: datetime | None) -> str:
    """「11 月 19 日 09:12」; nothing for an empty value."""
    return chinese_datetime(moment) if moment else ""
