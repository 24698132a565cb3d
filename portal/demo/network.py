"""What the imports do not bring: the life of the network. Each part is made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from django.db.models import Model

from accounts.models import User
from community import demo as community
from community.models import SmallCongress
from inspections import demo as inspections
from inspections.models import Inspection
from news import demo as news
from news.models import Article
from portal.demo import boards
from representatives.demo import group_life, portraits
from representatives.models import Level, Term
from stations.demo import life
from stations.demo.people import People
from stations.demo.scale import ASSEMBLY, INSPECTED
from stations.models import Board, GroupActivity, ReceptionDay, Station, StationPhoto, Visit

# First sessions of the terms that run: the lower two levels are renewed around the turn of 2026.
OPENED = {
    Level.NATIONAL: date(2023, 3, 5),
    Level.PROVINCE: date(2023, 1, 11),
    Level.CITY: date(2022, 1, 5),
    Level.COUNTY: date(2021, 12, 20),
    Level.TOWNSHIP: date(2021, 12, 8),
}


def open_terms() -> None:
    for level, day in OPENED.items():
        Term.objects.current().filter(congress__level=level, opened_on=None).update(opened_on=day)


def station_of(name: tuple[str, str]) -> Station:
    """The first station in a village, by the names of its township and its own."""
    township, village = name
    stations = Station.objects.select_related("area").filter(area__short_name=village)
    return next(s for s in stations.order_by("pk") if township in s.area.full_name())


def hang_pictures(showcase: Station) -> int:
    portraits.hang_portraits(showcase)
    return life.hang_photos(showcase)


def fill(showcase: Station, clerk: User, today: date) -> Iterator[str]:
    """Make what is missing; yields a line for each part that was made."""
    parts: list[tuple[str, type[Model], Callable[[], object]]] = [
        ("接待日", ReceptionDay, life.hold_receptions),
        ("接待和走访", Visit, lambda: life.receive_visits(clerk, today)),
        ("小组活动", GroupActivity, lambda: group_life.plan_activities(today)),
        ("站点照片", StationPhoto, lambda: hang_pictures(showcase)),
        ("公告", Article, lambda: news.write_notices(clerk, showcase, today)),
        (
            "督查",
            Inspection,
            lambda: inspections.inspect(station_of(INSPECTED), clerk, today),
        ),
        (
            "居民议事会",
            SmallCongress,
            lambda: community.found(station_of(ASSEMBLY), clerk, today, People(seed=6).name),
        ),
        ("公示栏", Board, lambda: boards.hang(showcase, today)),
    ]
    for label, model, make in parts:
        if not model._default_manager.exists():
            made = make()
            yield f"{label}：{made}"
