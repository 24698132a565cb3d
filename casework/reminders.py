"""What the calendar asks of people."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from accounts.models import Post, User
from areas.calendar import is_arranged
from areas.models import Area
from notifications.outbox import notify

FROM_MONTH = 11  # the State Council's notice comes in October or November


def remind_of_holidays(today: date) -> int:
    """From 1 November, once a week, until next year's days off are entered; the number told.

    Without them every date of the next year is provisional. Run as often as wanted: the key of
    the notice holds the week.
    """
    if today.month < FROM_MONTH or is_arranged(today.year + 1):
        return 0
    managers = User.objects.filter(
        is_active=True,
        posts__area=Area.get_root(),
        posts__role=Post.Role.MANAGER,
        posts__ended_at__isnull=True,
    ).distinct()
    notify(
        users=managers,
        text=f"{today.year + 1} 年的放假调休还没有录入，落在那一年的期限都是暂定的。",
        url=reverse("office:holidays"),
        key=f"holidays:{today:%G-%V}",
    )
    return len(managers)
