"""Where a printed code leads today, and how far a mistyped one may be corrected."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import product
from math import prod

from django.utils import timezone

from areas.models import Area
from messages.models import ResponseRecord
from representatives.models import (
    SLUG_ALPHABET,
    MessageCode,
    Representative,
    Seat,
    frozen_congresses,
)
from stations.models import Station
from yichang_renda.prepared import Part, Prepared

LONGEST = 16
# What is confused when a code is read from a board; the alphabet of codes has no 0 O 1 I L U.
LOOKALIKES = ("0ODQ", "1ILJ7T", "UV", "2Z", "5S", "6G", "8B")
MOST_SPELLINGS = 400


MARKS = ("-mark-1-", "-mark-2-", "-mark-3-")
OWNER = -7_000_001  # stands for the key to come
# What the page shows; a representative's own phone is not even read.
_read_code = Prepared(
    lambda: MessageCode.objects.filter(slug__in=MARKS).order_by("pk"),
    MARKS,
    [
        Part(
            "",
            MessageCode,
            "slug",
            "revoked_at",
            "revoked_reason",
            "representative_id",
            "officer_id",
            "station_id",
            "printed_for",
        ),
        Part(
            "representative__",
            Representative,
            "name",
            "post",
            "photo",
            "publish_post",
            "publish_photo",
            "away_from",
            "away_until",
            "station_id",
            "user_id",
        ),
        Part(
            "representative__response_record__",
            ResponseRecord,
            "answered",
            "typical_days",
            "representative_id",
        ),
        Part(
            "representative__station__",
            Station,
            "name",
            "phone",
            "opening_hours",
            "is_active",
            "area_id",
        ),
        Part("representative__station__area__", Area, "path", "depth", "short_name"),
    ],
)
# Apart, because to plan eight tables in one query costs PostgreSQL more than both together.
_read_congresses = Prepared(
    lambda: Seat.objects.active().filter(representative=OWNER).order_by("pk"),
    [OWNER],
    [],
    ["term__congress", "term__congress__name"],
)


@dataclass(frozen=True)
class Recipient:
    """Whom a message is for: a station, perhaps one of its representatives, and the code read."""

    station: Station
    representative: Representative | None = None
    code: MessageCode | None = None


@dataclass(frozen=True)
class Destination:
    """Who a code leads to. ``posts`` is 「西陵区、宜昌市人大代表」, "" without an active seat."""

    code: MessageCode
    station: Station
    person: Representative | None
    posts: str
    any_record: ResponseRecord | None
    congresses: frozenset[int] = frozenset()  # of the active seats

    @property
    def representative(self) -> Representative | None:
        """The addressee; nobody once the last term has ended: then the station takes over."""
        return self.person if self.posts and self.is_live else None

    @property
    def is_live(self) -> bool:
        return self.code.revoked_at is None

    @property
    def recipient(self) -> Recipient:
        return Recipient(self.station, self.representative, self.code)

    @property
    def record(self) -> ResponseRecord | None:
        """How this person answers, once there is enough to say so; not in an election season."""
        if self.congresses & frozen_congresses(timezone.localdate()):
            return None
        shown = self.any_record if self.representative else None
        return shown if shown and shown.is_telling else None


def destination(slug: str) -> Destination | None:
    """Whom the code leads to; None when there is no such code.

    Two queries for a representative's. A station's or an officer's takes more: to plan their joins
    in the same query would cost the many a third of it.
    """
    typed = tidy(slug)
    spellings = [typed, typed.upper(), typed.lower()]
    rows = _read_code(*spellings)
    if not rows:
        return None
    row = min(rows, key=lambda row: spellings.index(row[0].slug))
    code, person, record, station, area = row
    congresses: dict[int, str] = {}
    if person:
        person.station, station.area = station, area
        congresses = dict(_read_congresses(person.pk))
    else:
        station = _station(code)
    if station is None:
        return None
    posts = "、".join(dict.fromkeys(congresses.values())) + "人大代表" if congresses else ""
    return Destination(code, station, person, posts, record, frozenset(congresses))


def _station(code: MessageCode) -> Station | None:
    stations = Station.objects.select_related("area")
    if code.officer:
        return stations.filter(officers=code.officer).order_by("pk").first()
    return stations.get(codes=code)


def tidy(slug: str) -> str:
    """Full-width letters, spaces and hyphens are how people type; nothing else survives."""
    text = unicodedata.normalize("NFKC", slug)
    return "".join(c for c in text if c.isascii() and c.isalnum())[:LONGEST]


def corrected(slug: str) -> str:
    """The one live code that ``slug`` may be a misreading of; "" when none or several may be."""
    spellings = _spellings(tidy(slug).upper())
    found = MessageCode.objects.live().filter(slug__in=spellings).values_list("slug", flat=True)
    codes = list(found[:2])
    return codes[0] if len(codes) == 1 else ""


def _spellings(text: str) -> list[str]:
    """Every way to read ``text``; only its impossible letters when those would be too many."""
    choices = [_lookalikes(c) for c in text]
    if prod(map(len, choices)) > MOST_SPELLINGS:
        choices = [c if c in SLUG_ALPHABET else _lookalikes(c) for c in text]
    if not text or prod(map(len, choices)) > MOST_SPELLINGS:
        return []
    return ["".join(letters) for letters in product(*choices)]


def _lookalikes(letter: str) -> str:
    return next((group for group in LOOKALIKES if letter in group), letter)


def station_slug(station: Station) -> str:
    """The live code of the station itself; "" when it has none."""
    found = MessageCode.objects.live().filter(station=station).order_by("pk")
    return found.values_list("slug", flat=True).first() or ""
