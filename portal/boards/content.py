"""What stands on a station's notice board (公示栏), read for many stations at once.

Nine queries for any number of stations: a batch reads a township at a time, so that memory does
not grow with the city.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from areas.models import Area, Installation
from messages.models.rules import rules_for
from portal.boards.codes import Code, on_boards
from portal.boards.wording import Step, flow_of, notes_of
from representatives.models import MessageCode, Representative, Seat
from stations.models import LiaisonOfficer, ReceptionDay, Station
from stations.reception import sentence


@dataclass(frozen=True)
class Person:
    """A representative or an officer as published. ``photo`` is a name in the storage."""

    pk: int
    role: str
    name: str
    posts: str
    post: str
    phone: str
    photo: str
    code: Code | None

    @property
    def is_officer(self) -> bool:
        return self.role == "officer"

    @property
    def is_long(self) -> bool:
        """A name that needs smaller letters."""
        return len(self.name) > LONG_NAME


LONG_NAME = 4


@dataclass(frozen=True)
class BoardContent:
    """Everything that is printed, but for the day of printing."""

    pk: int
    number: str
    name: str
    kind: str
    area: Area
    host: str
    address: str
    hours: str
    phone: str
    receptions: tuple[str, ...]
    people: tuple[Person, ...]
    code: Code | None
    flow: tuple[Step, ...]
    notes: tuple[str, ...]
    terms: tuple[str, ...]
    site_name: str

    @property
    def place(self) -> str:
        return self.area.full_name()

    @property
    def codes(self) -> list[Code]:
        """Every code on the board, the station's own last."""
        own = [person.code for person in self.people if person.code]
        return [*own, self.code] if self.code else own

    @property
    def words(self) -> str:
        """All that is written by people, to see whether the font has every letter."""
        spoken = [self.name, self.host, self.address, self.hours, self.place, *self.receptions]
        spoken += [text for p in self.people for text in (p.name, p.posts, p.post)]
        return "".join([*spoken, *self.terms, self.site_name])


def gather(stations: Sequence[Station]) -> list[BoardContent]:
    """The boards of these stations, in their order."""
    pks = [station.pk for station in stations]
    areas = [station.area for station in stations]
    Area.objects.prime_lineage(areas)
    people, terms = _representatives(pks)
    officers = _officers(pks)
    codes: dict[int, list[MessageCode]] = defaultdict(list)
    for row in MessageCode.objects.live().filter(station__in=pks).order_by("pk"):
        codes[row.station_id or 0].append(row)
    receptions: dict[int, list[str]] = defaultdict(list)
    for rule in ReceptionDay.objects.filter(station__in=pks):
        receptions[rule.station_id].append(sentence(rule))
    site_name = Installation.current().portal_name
    return [
        _board(
            station,
            tuple(people[station.pk] + officers[station.pk]),
            codes[station.pk],
            tuple(receptions[station.pk]),
            tuple(terms[station.pk]),
            site_name,
        )
        for station in stations
    ]


def of_stations() -> QuerySet[Station]:
    """Stations that have a board, with what ``gather`` reads of them."""
    return Station.objects.open().select_related("area")


def _board(
    station: Station,
    people: tuple[Person, ...],
    codes: list[MessageCode],
    receptions: tuple[str, ...],
    terms: tuple[str, ...],
    site_name: str,
) -> BoardContent:
    rules = rules_for(station.area)
    return BoardContent(
        pk=station.pk,
        number=station.code,
        name=station.name,
        kind=station.get_kind_display(),
        area=station.area,
        host=station.host,
        address=station.address,
        hours=station.opening_hours,
        phone=station.phone,
        receptions=receptions,
        people=people,
        code=on_boards(codes[0] if codes else None),
        flow=flow_of(rules),
        notes=notes_of(rules),
        terms=terms,
        site_name=site_name,
    )


def _representatives(pks: Iterable[int]) -> tuple[dict[int, list[Person]], dict[int, list[str]]]:
    """Who serves at each station, and the terms they serve in."""
    rows = (
        Representative.objects.serving()
        .filter(station__in=pks)
        .defer("phone", "bio")
        .order_by("pk")
        .prefetch_related(
            Prefetch("seats", Seat.objects.active().with_names().order_by("pk")), live_codes()
        )
    )
    people: dict[int, list[Person]] = defaultdict(list)
    terms: dict[int, dict[str, None]] = defaultdict(dict)
    for row in rows:
        people[row.station_id].append(_representative(row))
        terms[row.station_id] |= {str(seat.term): None for seat in row.seats.all()}
    return people, defaultdict(list, {pk: list(names) for pk, names in terms.items()})


def _representative(row: Any) -> Person:
    code = row.live_codes[0] if row.live_codes else None
    return Person(
        pk=row.pk,
        role="representative",
        name=row.name,
        posts=row.posts_line,
        post=row.post if row.publish_post else "",
        phone=row.public_phone if row.publish_phone else "",
        photo=row.photo.name if row.photo and row.publish_photo else "",
        code=on_boards(code),
    )


def _officers(pks: Sequence[int]) -> dict[int, list[Person]]:
    through = LiaisonOfficer.stations.through.objects.filter(
        station__in=pks, liaisonofficer__is_active=True
    ).order_by("liaisonofficer")
    pairs = list(through.values_list("station", "liaisonofficer", "liaisonofficer__name"))
    codes: dict[int, MessageCode] = {}
    owners = {officer for _, officer, _ in pairs}
    for row in MessageCode.objects.live().filter(officer__in=owners).order_by("-pk"):
        codes[row.officer_id or 0] = row
    found: dict[int, list[Person]] = defaultdict(list)
    for station, officer, name in pairs:
        code = codes.get(officer)
        found[station].append(
            Person(
                pk=officer,
                role="officer",
                name=name,
                posts="本站联络员",
                post="",
                phone="",
                photo="",
                code=on_boards(code),
            )
        )
    return found


def live_codes() -> Prefetch[Any]:
    return Prefetch("codes", MessageCode.objects.live().order_by("pk"), to_attr="live_codes")
