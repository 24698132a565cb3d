"""Groups, branches, reception days, visits and notices, for tests."""

import io
from datetime import date, time
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from news.models import Article
from representatives.models import BranchMembership, GroupMembership, Representative
from stations.models import (
    Group,
    GroupActivity,
    PartyBranch,
    ReceptionDay,
    Station,
    StationPhoto,
    Visit,
)


def make_group(area: Any, name: str = "第 1 代表小组", **fields: Any) -> Group:
    return Group.objects.create(**{"area": area, "name": name, "kind": "regional"} | fields)


def make_member(group: Group, person: Representative, role: str = "member") -> GroupMembership:
    return GroupMembership.objects.create(group=group, representative=person, role=role)


def make_branch(area: Any, name: str = "第 1 功能型党支部", **fields: Any) -> PartyBranch:
    return PartyBranch.objects.create(area=area, name=name, **fields)


def make_comrade(
    branch: PartyBranch, person: Representative, role: str = "member"
) -> BranchMembership:
    Representative.objects.filter(pk=person.pk).update(is_party_member=True)
    return BranchMembership.objects.create(branch=branch, representative=person, role=role)


def make_activity(group: Group, **fields: Any) -> GroupActivity:
    values = {"kind": "special", "title": "视察供水", "planned_on": timezone.localdate()}
    return GroupActivity.objects.create(group=group, **values | fields)


def make_reception(station: Station, **fields: Any) -> ReceptionDay:
    values = {"every": "month", "day": 5, "starts_at": time(9), "ends_at": time(11)}
    return ReceptionDay.objects.create(station=station, **values | fields)


def make_visit(station: Station, by: Any, **fields: Any) -> Visit:
    values = {"day": timezone.localdate(), "kind": "reception", "visitors": 3}
    return Visit.objects.create(station=station, recorded_by=by, **values | fields)


def make_article(area: Any, by: Any, **fields: Any) -> Article:
    today: date = timezone.localdate()
    values = {"title": "本月接待安排", "body": "欢迎来站里坐坐。", "published_on": today}
    published = Article.published_columns(by=by, at=timezone.now())
    return Article.objects.create(area=area, **published | values | fields)


def make_station_photo(station: Station, caption: str = "接待室") -> StationPhoto:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#345").save(out, "JPEG")
    photo = StationPhoto(station=station, caption=caption)
    photo.image.save("station.jpg", ContentFile(out.getvalue()), save=False)
    photo.save()
    return photo
