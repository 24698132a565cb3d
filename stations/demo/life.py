"""What goes on at the demo's stations: reception days, visits, photos."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from random import Random

from django.core.files.base import ContentFile

from accounts.models import User
from stations.demo import pictures
from stations.demo.scale import is_idle
from stations.models import ReceptionDay, Station, StationPhoto, Visit

DAYS_BACK = 300
PHOTOS = 40  # stations with a picture
NOTES = (
    "反映路灯、停车和排水问题，当场登记 2 件。",
    "了解养老食堂周末供餐的意见。",
    "走访柑橘种植户，听取销路和冷库的建议。",
    "解答医保报销流程，无需登记。",
    "",
)


def hold_receptions() -> int:
    """Homes twice a month, stations once, some contact points every week; the idle ones never."""
    rules = []
    for station in Station.objects.order_by("pk"):
        number = int(station.code[-5:])
        if is_idle(station.code) or number % 13 == 0:
            continue
        rules += [ReceptionDay(station=station, **rule) for rule in _rules(station.kind, number)]
    return len(ReceptionDay.objects.bulk_create(rules, batch_size=1000))


def _rules(kind: str, number: int) -> list[dict[str, object]]:
    morning = {"starts_at": time(9), "ends_at": time(11, 30)}
    if kind == Station.Kind.HOME:
        return [{"day": day, "note": "代表轮流接待", **morning} for day in (5, 20)]
    if kind == Station.Kind.STATION:
        when_off = list(ReceptionDay.WhenOff)[number % 3]
        return [{"day": 1 + number % 28, "when_off": when_off, **morning}]
    if number % 3:
        return []
    afternoon = {"starts_at": time(15), "ends_at": time(17)}
    return [{"every": ReceptionDay.Every.WEEK, "day": 1 + number % 5, **afternoon}]


def receive_visits(clerk: User, today: date) -> int:
    random = Random(3)  # noqa: S311 demo visits need no secrecy
    visits = [
        visit
        for station in Station.objects.order_by("pk")
        if not is_idle(station.code)
        for visit in _visits(station, clerk, today, random)
    ]
    return len(Visit.objects.bulk_create(visits, batch_size=1000))


def _visits(station: Station, clerk: User, today: date, random: Random) -> Iterator[Visit]:
    for _ in range(random.randint(1, 6)):
        yield Visit(
            station=station,
            day=today - timedelta(days=random.randrange(DAYS_BACK)),
            kind=random.choice(Visit.Kind.values),
            visitors=random.randint(1, 12),
            representatives=random.randint(0, 3),
            note=random.choice(NOTES),
            recorded_by=clerk,
        )


def hang_photos(first: Station) -> int:
    """On the showcase and some others."""
    others = Station.objects.exclude(pk=first.pk).filter(kind=Station.Kind.STATION).order_by("pk")
    photos = []
    for turn, station in enumerate([first, *others[: PHOTOS - 1]]):
        photo = StationPhoto(station=station, caption="演示图片：站点外观")
        photo.image.save(f"demo-{station.code}.jpg", ContentFile(pictures.front(turn)), save=False)
        photos.append(photo)
    StationPhoto.objects.bulk_create(photos)
    return len(photos)
