"""「我的代表」: who was elected for an area, the nearest congress first, each person once.

The queries are compiled once (see `portal.public.quick`), but people are read anew each time: who
left, or no longer shows a post, is gone at once. Only names of areas are held (`choosing`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q

from areas.models import Area
from portal.places import PATHS, lineage_of
from portal.public.cards import Card, cards
from portal.public.choosing import Choice
from representatives.models import Level, Seat
from yichang_renda.asking import number_of
from yichang_renda.prepared import Prepared

NEAREST_FIRST = (Level.TOWNSHIP, Level.COUNTY, Level.CITY, Level.PROVINCE, Level.NATIONAL)
RANKS = {str(level): rank for rank, level in enumerate(NEAREST_FIRST)}
PAGE = 12  # a township has dozens; who picks a village sees all of its own on one page
MOST_ABOVE = 150  # of all levels above together; a county's share of the city's is far less
Key = tuple[int, int]  # rank of the nearest congress, key of the person

CODED, FROM, TO = -7_000_001, "from", "to"  # stand for what is to come
NOWHERE = -1
# By a constraint only voters elect the two lower levels, so each query keeps to one index.
_local = Prepared(
    lambda: Seat.objects.active().of_voters(PATHS, [CODED], Q(path__range=(FROM, TO))),
    [*PATHS, CODED, FROM, TO],
    [],
    ["representative", "level"],
)
_above = Prepared(
    lambda: Seat.objects.active().of_units(PATHS, [CODED]),
    [*PATHS, CODED],
    [],
    ["representative", "level", "unit__name"],
)


@dataclass
class Congress:
    """Those whose nearest congress is this one; ``unit`` elected them, "" for voters."""

    name: str
    unit: str = ""
    people: list[Card] = field(default_factory=list)


def local_keys(chosen: Choice) -> list[Key]:
    """All whom the voters of an area themselves elect (乡, 县), in the order to show them.

    Keys only: the law allows a township and its part of a county some hundreds.
    """
    area, coded = _area_and_coded(chosen)
    nearest: dict[int, int] = {}
    for person, level in _local(*lineage_of(area), coded, *area.path_range()):
        nearest[person] = min(RANKS[level], nearest.get(person, len(RANKS)))
    return sorted((rank, person) for person, rank in nearest.items())


def near(keys: list[Key], after: str = "") -> tuple[list[Congress], str]:
    """One page of those with ``local_keys``, and the next one's ``after`` ("")."""
    start = _read(after)
    rest = [key for key in keys if start is None or key > start]
    shown = rest[:PAGE]
    next_key = f"{shown[-1][0]}-{shown[-1][1]}" if len(rest) > PAGE else ""
    return _grouped({person: rank for rank, person in shown}, {}), next_key


def above(chosen: Choice, local: list[Key]) -> list[Congress]:
    """Whom congresses elected for the area (市, 省, 全国), without those who are already near."""
    area, coded = _area_and_coded(chosen)
    near_already = {person for _, person in local}
    seats = sorted(
        (RANKS[level], person, unit)
        for person, level, unit in _above(*lineage_of(area), coded)
        if person not in near_already
    )
    ranks: dict[int, int] = {}
    units: dict[int, str] = {}
    for rank, person, unit in seats[:MOST_ABOVE]:
        ranks.setdefault(person, rank)
        units.setdefault(rank, unit)
    return _grouped(ranks, units)


def _area_and_coded(chosen: Choice) -> tuple[Area, int]:
    """The area, and the key of the other county whose code its street carries."""
    assert chosen.area is not None
    assert chosen.township is not None
    return chosen.area, chosen.township.coded_under_id or NOWHERE


def _grouped(ranks: dict[int, int], units: dict[int, str]) -> list[Congress]:
    """``ranks`` by person, in the order to show them; ``units`` by rank."""
    groups: dict[int, Congress] = {}
    for card in cards(ranks):
        rank = ranks[card.pk]
        if rank not in groups:
            name = _congress_name(card, NEAREST_FIRST[rank])
            groups[rank] = Congress(name, units.get(rank, ""))
        groups[rank].people.append(card)
    return list(groups.values())


def _congress_name(card: Card, level: str) -> str:
    """「西陵区人大代表」; an area belongs to one congress of each level."""
    return next((name for of, name in card.posts if of == level), "") + "人大代表"


def _read(after: str) -> Key | None:
    """「1-345」; anything else is the first page."""
    rank, _, person = after.partition("-")
    key = number_of(person)
    return (int(rank), key) if rank in ("0", "1") and key is not None else None
