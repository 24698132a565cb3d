"""「我的代表」: who was elected for an area, the nearest congress first, each person once."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Case, F, IntegerField, Min, Q, Value, When

from areas.models import Area
from portal.public.cards import Card, cards
from representatives.models import DIRECT, INDIRECT, Level, Seat, SeatQuerySet

NEAREST_FIRST = (Level.TOWNSHIP, Level.COUNTY, Level.CITY, Level.PROVINCE, Level.NATIONAL)
RANK = Case(
    *(When(level=level, then=Value(rank)) for rank, level in enumerate(NEAREST_FIRST)),
    output_field=IntegerField(),
)
PAGE = 12  # a township has dozens; who picks a village sees all of its own on one page
MOST_ABOVE = 150  # of all levels above together; a county's share of the city's is far less
Key = tuple[int, int]  # rank of the nearest congress, key of the person


@dataclass
class Congress:
    """Those whose nearest congress is this one; ``unit`` elected them, "" for voters."""

    name: str
    unit: str = ""
    people: list[Card] = field(default_factory=list)


def near(area: Area, after: str = "") -> tuple[list[Congress], str]:
    """Whom the voters themselves elect (乡, 县): one page, and the next one's ``after`` ("")."""
    rows = _seats(area, DIRECT).values("representative").annotate(rank=Min(RANK))
    if key := _read(after):
        rank, person = key
        rows = rows.filter(Q(rank__gt=rank) | Q(rank=rank, representative__gt=person))
    ordered = rows.order_by("rank", F("representative").asc())
    keys = [(row["rank"], row["representative"]) for row in ordered[: PAGE + 1]]
    next_key = f"{keys[PAGE - 1][0]}-{keys[PAGE - 1][1]}" if len(keys) > PAGE else ""
    units = dict.fromkeys(range(len(NEAREST_FIRST)), "")
    return _grouped({pk: rank for rank, pk in keys[:PAGE]}, units), next_key


def above(area: Area) -> list[Congress]:
    """Whom congresses elected for the area (市, 省, 全国), without those who are already near."""
    local = _seats(area, DIRECT).values("representative")
    rows = _seats(area, INDIRECT).exclude(representative__in=local).annotate(rank=RANK)
    ranks: dict[int, int] = {}
    units: dict[int, str] = {}
    seats = rows.order_by("rank", "representative")
    for pk, rank, unit in seats.values_list("representative", "rank", "unit__name")[:MOST_ABOVE]:
        ranks.setdefault(pk, rank)
        units.setdefault(rank, unit)
    return _grouped(ranks, units)


def _seats(area: Area, levels: tuple[Level, ...]) -> SeatQuerySet:
    return Seat.objects.active().for_area(area).filter(level__in=levels).order_by()


def _grouped(ranks: dict[int, int], units: dict[int, str]) -> list[Congress]:
    """``ranks`` by person, in the order to show them."""
    groups: dict[int, Congress] = {}
    for card in cards(ranks):
        rank = ranks[card.pk]
        if rank not in groups:
            groups[rank] = Congress(_congress_name(card, NEAREST_FIRST[rank]), units[rank])
        groups[rank].people.append(card)
    return list(groups.values())


def _congress_name(card: Card, level: str) -> str:
    """「西陵区人大代表」; an area belongs to one congress of each level."""
    return next((name for of, name in card.posts if of == level), "") + "人大代表"


def _read(after: str) -> Key | None:
    """「1-345」; anything else is the first page."""
    rank, _, person = after.partition("-")
    if rank in ("0", "1") and person.isascii() and person.isdigit() and len(person) <= 18:
        return int(rank), int(person)
    return None
