"""「我的代表」: who was elected for an area, the nearest congress first, each person once."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Case, F, IntegerField, Min, Q, Value, When

from areas.models import Area
from portal.public.cards import Card, cards
from representatives.models import Level, Seat

NEAREST_FIRST = (Level.TOWNSHIP, Level.COUNTY, Level.CITY, Level.PROVINCE, Level.NATIONAL)
RANK = Case(
    *(When(level=level, then=Value(rank)) for rank, level in enumerate(NEAREST_FIRST)),
    output_field=IntegerField(),
)
PAGE = 30
Key = tuple[int, int]  # rank of the nearest congress, key of the person


@dataclass
class Congress:
    """Those whose nearest congress is this one."""

    name: str
    people: list[Card] = field(default_factory=list)


def page_of(area: Area, after: str = "") -> tuple[list[Congress], str]:
    """One page, and what to ask for as ``after`` to see the next; "" at the end.

    Four queries, however many people and seats there are.
    """
    rows = (
        Seat.objects.active().for_area(area).order_by()
        .values("representative").annotate(rank=Min(RANK))
    )  # fmt: skip
    if key := _read(after):
        rank, person = key
        rows = rows.filter(Q(rank__gt=rank) | Q(rank=rank, representative__gt=person))
    ordered = rows.order_by("rank", F("representative").asc())
    keys = [(row["rank"], row["representative"]) for row in ordered[: PAGE + 1]]
    next_key = f"{keys[PAGE - 1][0]}-{keys[PAGE - 1][1]}" if len(keys) > PAGE else ""
    return _grouped(keys[:PAGE]), next_key


def _grouped(keys: list[Key]) -> list[Congress]:
    ranks = {person: rank for rank, person in keys}
    groups: dict[int, Congress] = {}
    for card in cards(ranks):
        rank = ranks[card.pk]
        if rank not in groups:
            groups[rank] = Congress(_congress_name(card, NEAREST_FIRST[rank]))
        groups[rank].people.append(card)
    return list(groups.values())


def _congress_name(card: Card, level: str) -> str:
    """「西陵区人大代表」; an area belongs to one congress of each level."""
    return next((name for of, name in card.posts if of == level), "") + "人大代表"


def _read(after: str) -> Key | None:
    """「2-345」; anything else is the first page."""
    rank, _, person = after.partition("-")
    if rank in "01234" and len(rank) == 1 and person.isascii() and person.isdigit():
        return (int(rank), int(person)) if len(person) <= 18 else None
    return None
