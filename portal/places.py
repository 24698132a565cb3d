"""Areas, stations and representatives as the public sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Prefetch, Q, QuerySet, Sum, Value
from django.db.models.functions import Replace, Substr
from django.utils import timezone

from areas.models import Area, Level
from messages.models import Tally
from representatives.models import MessageCode, Representative, RepresentativeQuerySet, Seat
from stations.models import Station, StationQuerySet

FRONT_PAGE_KEY = "portal:front-page"
FRONT_PAGE_SECONDS = 300
LEAST_RATED = 10  # below this a share says nothing
COUNTY_PATH = 2 * Area.steplen


@dataclass(frozen=True)
class Choice:
    """What somebody picked in the three lists, from the county down; each may be missing."""

    county: Area | None
    township: Area | None
    village: Area | None

    @property
    def area(self) -> Area | None:
        """The smallest area picked."""
        return self.village or self.township or self.county

    @property
    def is_local(self) -> bool:
        """Small enough to show the representatives too."""
        return self.township is not None


def choice(codes: dict[str, str]) -> Choice:
    """``codes`` by level name; what doesn't lie under the level above is as if not picked.

    One query for the areas, one more per county for streets that a function zone administers.
    """
    wanted = [code for code in codes.values() if code]
    found = {area.code: area for area in Area.objects.filter(code__in=wanted)} if wanted else {}
    county = _pick(found, codes.get("county", ""), Level.COUNTY)
    township = _pick(found, codes.get("township", ""), Level.TOWNSHIP)
    if not (county and township and county.contains(township)):
        township = None
    village = _pick(found, codes.get("village", ""), Level.VILLAGE)
    if not (township and village and township.contains(village)):
        village = None
    return Choice(county, township, village)


def _pick(found: dict[str, Area], code: str, level: str) -> Area | None:
    area = found.get(code)
    return area if area and area.level == level else None


def counties() -> QuerySet[Area]:
    return Area.objects.at_level(Level.COUNTY)


def below(area: Area | None) -> QuerySet[Area]:
    """The next list to choose from; empty before the level above is chosen."""
    if area is None:
        return Area.objects.none()
    return Area.objects.children_of(area, with_coded=area.level == Level.COUNTY)


# stations and people ------------------------------------------------------------------------------


def stations() -> StationQuerySet:
    """Open stations with their own live code as ``live_codes``."""
    return Station.objects.open().select_related("area").prefetch_related(_live_codes())


def people() -> RepresentativeQuerySet:
    """Serving representatives, with active seats and live codes; the phone is not even read."""
    return (
        Representative.objects.serving()
        .defer("phone", "bio")
        .select_related("station")
        .prefetch_related(
            Prefetch("seats", Seat.objects.active().with_names().order_by("pk")), _live_codes()
        )
    )


def _live_codes() -> Prefetch[Any]:
    return Prefetch("codes", MessageCode.objects.live().order_by("pk"), to_attr="live_codes")


def named(text: str, rows: RepresentativeQuerySet) -> RepresentativeQuerySet:
    """By name, or by pinyin without tones: 「yu jiang」, 「yujiang」 or the initials 「yj」."""
    typed = text.replace(" ", "")
    spelled = rows.alias(spelling=Replace("pinyin", Value(" "), Value("")))
    return spelled.filter(
        Q(name__icontains=text) | Q(spelling__istartswith=typed) | Q(pinyin__iendswith=f" {typed}")
    )


# the front page -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tile:
    code: str
    name: str
    stations: int
    people: int


@dataclass(frozen=True)
class FrontPage:
    """Counted from rows at ``as_of``. ``satisfied_share`` is in percent, None below ten ratings."""

    as_of: datetime
    tiles: list[Tile]
    stations: int
    people: int
    received: int
    ended: int
    rated: int
    satisfied_share: float | None

    @property
    def figures(self) -> list[dict[str, str]]:
        """For components/figure.html; a share only when enough people have rated."""
        rows = [
            ("站点", f"{self.stations:,}", "代表之家、联络站、联系点", "plain"),
            ("在任代表", f"{self.people:,}", "五级代表", "plain"),
            ("今年留言", f"{self.received:,}", f"已办结 {self.ended:,}", "plain"),
        ]
        if self.satisfied_share is not None:
            share = f"{self.satisfied_share}%"
            rows.append(("满意和基本满意", share, f"{self.rated:,} 人评价", "done"))
        keys = ("label", "value", "note", "tone")
        return [dict(zip(keys, row, strict=True)) for row in rows]


def front_page() -> FrontPage:
    """At most five minutes old; no ranking, in the order of the area codes."""
    page: FrontPage | None = cache.get(FRONT_PAGE_KEY)
    if page is None:
        page = _count()
        cache.set(FRONT_PAGE_KEY, page, FRONT_PAGE_SECONDS)
    return page


def _count() -> FrontPage:
    now = timezone.now()
    at = _by_county(Station.objects.open(), "area__path")
    of = _by_county(Representative.objects.serving(), "station__area__path")
    tiles = [
        Tile(area.code, area.short_name, at.get(area.path, 0), of.get(area.path, 0))
        for area in counties()
    ]
    year = timezone.localtime(now).year
    names = ("received", "ended", "satisfied", "basically_satisfied", "dissatisfied")
    rows = Tally.objects.filter(year=year)
    sums = {name: n or 0 for name, n in rows.aggregate(**{n: Sum(n) for n in names}).items()}
    rated = sums["satisfied"] + sums["basically_satisfied"] + sums["dissatisfied"]
    good = sums["satisfied"] + sums["basically_satisfied"]
    return FrontPage(
        as_of=now, tiles=tiles, stations=sum(at.values()), people=sum(of.values()),
        received=sums["received"], ended=sums["ended"], rated=rated,
        satisfied_share=round(100 * good / rated, 1) if rated >= LEAST_RATED else None,
    )  # fmt: skip


def _by_county(rows: QuerySet[Any], path: str) -> dict[str, int]:
    """Rows by the path of the county they stand under; what hangs on the city itself under its."""
    grouped = rows.order_by().annotate(county=Substr(path, 1, COUNTY_PATH)).values("county")
    return {row["county"]: row["n"] for row in grouped.annotate(n=Count("pk"))}
