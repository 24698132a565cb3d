"""The small congress of a community, for tests. Nobody here exists."""

from datetime import date
from typing import Any

from django.utils import timezone

from community.models import (
    CommunityMeeting,
    Disclosure,
    GroupTask,
    ResidentRepresentative,
    SmallCongress,
    WorkingGroup,
)
from stations.models import Station


def make_congress(station: Station, **fields: Any) -> SmallCongress:
    congress = SmallCongress(station=station, **{"founded_on": date(2026, 9, 1)} | fields)
    congress.set_up()
    return congress


def make_resident(
    congress: SmallCongress, name: str = "覃春兰", **fields: Any
) -> ResidentRepresentative:
    term = {"starts_on": date(2026, 9, 1), "ends_on": date(2029, 8, 31)}
    resident = ResidentRepresentative(congress=congress, name=name, **term | fields)
    resident.begin()
    return resident


def make_meeting(congress: SmallCongress, **fields: Any) -> CommunityMeeting:
    values = {"topic": "停车位怎么划", "planned_on": date(2026, 10, 12)}
    return CommunityMeeting.objects.create(congress=congress, **values | fields)


def make_task(group: WorkingGroup, **fields: Any) -> GroupTask:
    values = {"day": date(2026, 10, 20), "text": "清理楼道"}
    return GroupTask.objects.create(group=group, **values | fields)


def make_disclosure(congress: SmallCongress, by: Any, **fields: Any) -> Disclosure:
    values = {
        "column": "property",
        "title": "物业费收支",
        "body": "收入 12.6 万元。",
        "published_on": timezone.localdate(),
    } | Disclosure.published_columns(by=by, at=timezone.now())
    return Disclosure.objects.create(congress=congress, **values | fields)
