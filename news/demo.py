"""公告 of the demo."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.models import User
from areas.models import Area, Level
from news.models import Article
from stations.models import Station

NEWS = (
    ("代表联络站接待安排有调整", "本月接待日遇休息日顺延到下一个工作日，具体日期见各站点页面。"),
    (
        "会前集中视察即将开始",
        "各代表小组将在两周内到社区、村和企业视察，欢迎向就近的代表反映情况。",
    ),
    ("留言办理情况按月公布", "每月 10 日前公布上月留言的办理数量和满意情况，数字注明截至时间。"),
    ("代表向选民述职活动通知", "述职会在各联络站举行，选民可以到场听取，也可以书面提意见。"),
)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def write_notices(clerk: User, showcase: Station, today: date) -> int:
    """Of the city, of every county, of the showcase's street and of the showcase itself."""
    root = Area.get_root()
    counties = Area.objects.at_level(Level.COUNTY)
    street = showcase.area.office_area()
    places: list[tuple[Area, Station | None]] = [(root, None)] * 3
    places += [(county, None) for county in counties]
    places += [(street, None), (showcase.area, showcase)]
    rows = []
    for turn, (area, station) in enumerate(places):
        title, body = NEWS[turn % len(NEWS)]
        day = today - timedelta(days=3 * turn + 1)
        over = day + timedelta(days=30) if turn % 5 == 4 else None
        rows.append(
            Article(
                area=area,
                station=station,
                title=f"{station or area}：{title}"[:60],
                body=body,
                published_on=day,
                until=over,
                **Article.published_columns(by=clerk, at=_morning(day)),
            )
        )
    return len(Article.objects.bulk_create(rows))
