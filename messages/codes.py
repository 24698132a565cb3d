"""Where a printed code leads today, and how far a mistyped one may be corrected."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from messages.intake import Recipient
from messages.models import ResponseRecord
from representatives.models import SLUG_ALPHABET, MessageCode, Representative, Seat

if TYPE_CHECKING:
    from stations.models import Station

LONGEST = 16
# What is confused when a code is read from a board; the alphabet of codes has no 0 O 1 I L U.
LOOKALIKES = ("0ODQ", "1ILJ7T", "UV", "2Z", "5S", "6G", "8B")
MOST_SPELLINGS = 400
# What the page shows; a representative's own phone is not even read.
SHOWN = (
    "slug", "revoked_at", "revoked_reason", "officer__name",
    "representative__name", "representative__post", "representative__photo",
    "representative__publish_post", "representative__publish_photo", "representative__away_from",
    "representative__away_until", "representative__user_id",
    "representative__response_record__answered", "representative__response_record__typical_days",
    *(
        f"{prefix}station__{column}"
        for prefix in ("", "representative__")
        for column in ("name", "phone", "opening_hours", "is_active", "area__path",
                       "area__depth", "area__short_name")
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Destination:
    """Who a code leads to. ``posts`` is 「西陵区、宜昌市人大代表」, "" without an active seat."""

    code: MessageCode
    station: Station
    person: Representative | None
    posts: str

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
        """How this person answers, once there is enough to say so."""
        record = getattr(self.representative, "response_record", None)
        return record if record and record.is_telling else None


def destination(slug: str) -> Destination | None:
    """Whom the code leads to: one query (two for an officer's); None when there is no such code."""
    typed = tidy(slug)
    spellings = [typed, typed.upper(), typed.lower()]
    rows = list(_codes_with_seats().filter(slug__in=spellings))
    if not rows:
        return None
    code = min(rows, key=lambda row: spellings.index(row.slug))
    congresses = dict.fromkeys(r.congress for r in rows if r.pk == code.pk and r.congress)
    station = _station(code)
    if station is None:
        return None
    posts = "、".join(congresses) + "人大代表" if congresses else ""
    return Destination(code, station, code.representative, posts)


@cache
def _codes_with_seats() -> QuerySet[Any]:
    """One row per active seat, the congress on it; built once, because that costs a millisecond."""
    active = Q(representative__seats__status=Seat.Status.ACTIVE)
    return (
        MessageCode.objects.annotate(
            seat=FilteredRelation("representative__seats", condition=active)
        )
        .annotate(congress=F("seat__congress"))
        .select_related(
            "officer", "station__area", "representative__station__area",
            "representative__response_record",
        )
        .only(*SHOWN)
        .order_by("seat__pk")
    )  # fmt: skip


def _station(code: MessageCode) -> Station | None:
    if code.representative:
        return code.representative.station
    if code.officer:
        return code.officer.stations.select_related("area").order_by("pk").first()
    return code.station


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
