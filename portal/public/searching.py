"""One box for people, stations and places: names, parts of names, pinyin and initials."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length, Replace

from areas.models import Area
from portal import places
from portal.public.cards import Card, cards
from portal.public.choosing import Choice, choice_at
from representatives.models import Representative
from stations.models import Station
from yichang_renda.fields import tidy

LONGEST = 30
MOST = 20  # of each kind; more of them help nobody to find one
MOST_PLACES = 6
_LETTERS = re.compile(r"[a-z' ]+", re.IGNORECASE)


def words_of(text: str) -> str:
    """What was typed, on one line and not endless."""
    return " ".join(tidy(text).split())[:LONGEST]


def is_too_short(words: str) -> bool:
    """One letter finds half the city; one Chinese character may be a surname."""
    return len(words) == 1 and words.isascii()


def people_named(words: str) -> list[Card]:
    """First the keys, over the narrow columns alone; then the cards of those shown."""
    rows = Representative.objects.serving()
    typed = _spelled(words)
    if typed:
        found = _by_spelling(rows).filter(
            Q(spelling__startswith=typed) | Q(pinyin__endswith=f" {typed}")
        )
        rank = [When(spelling__startswith=typed, then=Value(0))]
    else:
        found = rows.filter(name__contains=words)
        rank = [When(name=words, then=Value(0)), When(name__startswith=words, then=Value(1))]
    best = Case(*rank, default=Value(2), output_field=IntegerField())
    keys = list(found.order_by(best, Length("name"), "pk").values_list("pk", flat=True)[: MOST + 1])
    return cards(keys)


def stations_named(words: str) -> list[Station]:
    rows: QuerySet[Station] = places.stations()
    typed = _spelled(words)
    if typed:
        rows = _by_spelling(rows).filter(spelling__contains=typed)
        rank = [When(spelling__startswith=typed, then=Value(0))]
    else:
        parts = Q()
        for part in words.split():
            parts &= Q(name__icontains=part)
        rows = rows.filter(parts | Q(host__contains=words))
        rank = [When(name=words, then=Value(0)), When(name__startswith=words, then=Value(1))]
    best = Case(*rank, default=Value(2), output_field=IntegerField())
    return list(rows.order_by(best, "code")[: MOST + 1])


def places_named(words: str) -> list[tuple[Area, Choice]]:
    """Counties, towns and villages of that name, each with what to pick in the three lists."""
    if _spelled(words):
        return []
    named = Q(short_name__contains=words) | Q(name__contains=words)
    rows = Area.objects.filter(named, depth__gt=1)
    areas = list(rows.order_by("depth", "path")[:MOST_PLACES])
    Area.objects.prime_lineage(areas)
    return [(area, choice_at(area)) for area in areas]


def _spelled(words: str) -> str:
    """The letters of pinyin or initials; "" when it is something else."""
    return re.sub("[' ]", "", words).lower() if _LETTERS.fullmatch(words) else ""


def _by_spelling(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.annotate(spelling=Replace(F("pinyin"), Value(" "), Value("")))
