"""County, township, village: what somebody picked in the three lists, and picked last time."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from areas.cached import held_value
from areas.models import Area, Level
from yichang_renda.prepared import Part, Prepared

LEVELS = ("county", "township", "village")
LABELS = {"county": "县市区", "township": "乡镇街道", "village": "村、社区"}
COOKIE = "area"
YEAR = 365 * 24 * 3600
CODE_MAX = 12
COUNTIES_KEY = "portal:counties"
BELOW_KEY = "portal:areas-below"

_by_code = Prepared(
    lambda: Area.objects.filter(code__in=LEVELS).order_by(),
    LEVELS,
    [Part("", Area, *(column.attname for column in Area._meta.concrete_fields))],
)


@dataclass(frozen=True)
class Choice:
    """What somebody picked in the three lists, from the county down; each may be missing."""

    county: Area | None = None
    township: Area | None = None
    village: Area | None = None

    @property
    def area(self) -> Area | None:
        """The smallest area picked."""
        return self.village or self.township or self.county

    @property
    def is_local(self) -> bool:
        """Small enough to show the representatives too."""
        return self.township is not None

    @property
    def codes(self) -> dict[str, str]:
        picked = {"county": self.county, "township": self.township, "village": self.village}
        return {name: area.code for name, area in picked.items() if area}

    @property
    def url(self) -> str:
        """The address of 「我的代表」 for this choice."""
        return f"{reverse('portal:find')}?{urlencode(self.codes)}"


@dataclass(frozen=True)
class Option:
    code: str
    name: str


@dataclass(frozen=True)
class Select:
    """One of the three lists; ``code`` is what is picked in it, "" for nothing."""

    name: str
    options: list[Option]
    code: str

    @property
    def label(self) -> str:
        return LABELS[self.name]


def choice(codes: dict[str, str]) -> Choice:
    """``codes`` by level name; what doesn't lie under the level above is as if not picked.

    One query at most.
    """
    wanted = [codes.get(name, "") for name in LEVELS]
    found = {row[0].code: row[0] for row in _by_code(*wanted)} if any(wanted) else {}
    county = _pick(found, codes.get("county", ""), Level.COUNTY)
    township = _pick(found, codes.get("township", ""), Level.TOWNSHIP)
    if not (county and township and _is_under(township, county)):
        township = None
    village = _pick(found, codes.get("village", ""), Level.VILLAGE)
    if not (township and village and township.contains(village)):
        village = None
    return Choice(county, township, village)


def _is_under(township: Area, county: Area) -> bool:
    """Also under the county whose code it carries; ``county.contains()`` would ask for those."""
    return township.path.startswith(county.path) or township.coded_under_id == county.pk


def _pick(found: dict[str, Area], code: str, level: str) -> Area | None:
    area = found.get(code)
    return area if area and area.level == level else None


def choice_at(area: Area) -> Choice:
    """The choice that ends at ``area``, by way of the county that administers it."""
    by_level = {above.level: above for above in area.lineage}
    return Choice(
        by_level.get(Level.COUNTY), by_level.get(Level.TOWNSHIP), by_level.get(Level.VILLAGE)
    )


# the lists ----------------------------------------------------------------------------------------


def selects(chosen: Choice) -> list[Select]:
    """The lists to show: each is empty before something is picked in the one above."""
    rows = [
        ("county", counties(), chosen.county),
        ("township", _below(chosen.county), chosen.township),
        ("village", _below(chosen.township), chosen.village),
    ]
    return [
        Select(name, options, area.code if area else "") for name, options, area in rows if options
    ]


def narrower(chosen: Choice, lists: list[Select]) -> list[tuple[str, str]]:
    """Name and address of each choice one step smaller: one tap instead of a list and a button."""
    last = lists[-1]
    if chosen.area is None or last.code:
        return []
    here = f"{chosen.url}&{last.name}="
    return [(option.name, here + option.code) for option in last.options]


def counties() -> list[Option]:
    """In the order of their codes; read once a minute."""
    return held_value(COUNTIES_KEY, lambda: _options(Area.objects.at_level(Level.COUNTY)))


def _below(area: Area | None) -> list[Option]:
    """Read once a minute for each county and township: areas change once in years."""
    if area is None:
        return []
    is_county = area.level == Level.COUNTY
    return held_value(
        f"{BELOW_KEY}:{area.pk}",
        lambda: _options(Area.objects.children_of(area, with_coded=is_county)),
    )


def _options(areas: object) -> list[Option]:
    rows = areas.values_list("code", "short_name")  # type: ignore[attr-defined]
    return [Option(code, name) for code, name in rows]


# the last choice ----------------------------------------------------------------------------------


def remember(response: HttpResponse, chosen: Choice) -> None:
    """In a cookie of our own that holds area codes and nothing else, for a year."""
    if chosen.is_local:
        response.set_cookie(
            COOKIE,
            ".".join(chosen.codes.values()),
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )


def remembered(request: HttpRequest) -> Choice:
    """The last choice; an empty one when there is none or the areas are gone."""
    kept = request.COOKIES.get(COOKIE, "")
    if not kept:
        return Choice()
    codes = [code[:CODE_MAX] for code in kept.replace("\0", "").split(".")[: len(LEVELS)]]
    return choice(dict(zip(LEVELS, codes, strict=False)))
