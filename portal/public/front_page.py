"""What the city has, counted: for the front page and the overview."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Substr
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from areas.cached import held_value
from areas.models import Area, Level
from messages.models import YearTally
from portal.public.county_map import county_map
from representatives.models import Representative
from stations.models import Group, Station

FRONT_PAGE_KEY = "portal:front-page"
LEAST_RATED = 10  # below this a share says nothing
COUNTY_PATH = 2 * Area.steplen
KINDS = tuple(Station.Kind.values)


@dataclass(frozen=True)
class Tile:
    """A county: what is there. No order but that of the codes."""

    code: str
    name: str
    kinds: dict[str, int]
    people: int
    groups: int

    @property
    def stations(self) -> int:
        return sum(self.kinds.values())

    @property
    def cells(self) -> list[int]:
        """For the table: homes, stations, contact points, people, groups."""
        return [*(self.kinds[kind] for kind in KINDS), self.people, self.groups]


@dataclass(frozen=True)
class FrontPage:
    """Counted from rows at ``as_of``. ``satisfied_share`` is in percent, None below ten ratings.

    What hangs on the city itself is in the totals and in no tile. Tiles and figures are rendered
    once for all who ask within seconds: that was most of the front page's work.
    """

    as_of: datetime
    tiles: list[Tile]
    total: Tile
    received: int
    ended: int
    rated: int
    satisfied_share: float | None

    @cached_property
    def tiles_html(self) -> SafeString:
        return render_to_string("portal/includes/_tiles.html", {"tiles": self.tiles})

    @cached_property
    def map_html(self) -> SafeString:
        """Empty where no county has an outline. Show it only above an approval number."""
        drawn = county_map(self.tiles)
        if drawn is None:
            return SafeString("")
        return render_to_string("portal/includes/_county_map.html", {"map": drawn})

    @cached_property
    def figures_html(self) -> SafeString:
        return render_to_string("portal/includes/_figures.html", {"figures": self.figures})

    @property
    def figures(self) -> list[dict[str, str]]:
        """For components/figure.html; a share only when enough people have rated."""
        rows = [
            ("站点", f"{self.total.stations:,}", "代表之家、联络站、联系点", "plain"),
            ("在任代表", f"{self.total.people:,}", "五级代表", "plain"),
            ("今年留言", f"{self.received:,}", f"已办结 {self.ended:,}", "plain"),
        ]
        if self.satisfied_share is not None:
            share = f"{self.satisfied_share}%"
            rows.append(("满意和基本满意", share, f"{self.rated:,} 人评价", "done"))
        keys = ("label", "value", "note", "tone")
        return [dict(zip(keys, row, strict=True)) for row in rows]


def front_page() -> FrontPage:
    """About a minute old at most."""
    return held_value(FRONT_PAGE_KEY, _count)


def _count() -> FrontPage:
    now = timezone.now()
    stations = {
        kind: _by_county(Station.objects.open().filter(kind=kind), "area__path") for kind in KINDS
    }
    people = _by_county(Representative.objects.serving(), "station__area__path")
    groups = _by_county(Group.objects.active(), "area__path")
    tiles = [
        Tile(
            area.code,
            area.short_name,
            {kind: stations[kind].get(area.path, 0) for kind in KINDS},
            people.get(area.path, 0),
            groups.get(area.path, 0),
        )
        for area in Area.objects.at_level(Level.COUNTY)
    ]
    total = Tile(
        "",
        "全市",
        {kind: sum(stations[kind].values()) for kind in KINDS},
        sum(people.values()),
        sum(groups.values()),
    )
    names = ("received", "ended", "satisfied", "basically_satisfied", "dissatisfied")
    rows = YearTally.objects.filter(year=timezone.localtime(now).year)
    sums = {name: n or 0 for name, n in rows.aggregate(**{n: Sum(n) for n in names}).items()}
    rated = sums["satisfied"] + sums["basically_satisfied"] + sums["dissatisfied"]
    good = sums["satisfied"] + sums["basically_satisfied"]
    return FrontPage(
        as_of=now,
        tiles=tiles,
        total=total,
        received=sums["received"],
        ended=sums["ended"],
        rated=rated,
        satisfied_share=round(100 * good / rated, 1) if rated >= LEAST_RATED else None,
    )


def _by_county(rows: QuerySet[Any], path: str) -> dict[str, int]:
    """Rows by the path of the county they stand under; what hangs on the city itself under its."""
    grouped = rows.order_by().annotate(county=Substr(path, 1, COUNTY_PATH)).values("county")
    return {row["county"]: row["n"] for row in grouped.annotate(n=Count("pk"))}
