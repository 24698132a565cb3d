"""Look-alikes: open matters of one township that say nearly the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Left
from django.utils import timezone
from rapidfuzz import fuzz

from areas.models import DEPTHS, Area, Level
from messages.states import BEFORE_REPLY

if TYPE_CHECKING:
    from messages.models import Message

RECENT = timedelta(days=60)
CANDIDATES = 2_000
HEAD = 200  # characters compared
ENOUGH = 60.0  # percent
TOWNSHIP = DEPTHS[Level.TOWNSHIP] * Area.steplen  # length of a township's path
NOISE = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Likeness:
    """The nearest of ``count`` look-alikes, and how alike it is in percent."""

    pk: int
    percent: int
    count: int

    @property
    def words(self) -> str:
        return f"{self.count} 条相似" if self.count > 1 else f"与另一条相似 {self.percent}%"


@dataclass(frozen=True)
class _Text:
    pk: int
    place: str
    text: str


def mark_alike(shown: Iterable[Any], among: QuerySet[Any]) -> dict[int, Likeness]:
    """{key: likeness} of the shown matters that have look-alikes, in one query.

    ``shown`` are rows of ``worklists.listed``; ``among`` are the open rows the user may see.
    """
    rows = [
        _text(matter.pk, matter.area.path, matter.head)
        for matter in shown
        if matter.state in BEFORE_REPLY
    ]
    by_place = _candidates(among, {row.place for row in rows})
    found = {row.pk: _nearest(row, by_place[row.place]) for row in rows}
    return {pk: _likeness(alike) for pk, alike in found.items() if alike}


def alike_to(matter: Message, among: QuerySet[Any], limit: int = 10) -> list[tuple[int, int]]:
    """[(key, percent)] of the matters most like this one, the nearest first."""
    row = _text(matter.pk, matter.area.path, matter.body)
    return _nearest(row, _candidates(among, {row.place})[row.place])[:limit]


def _candidates(among: QuerySet[Any], places: set[str]) -> dict[str, list[_Text]]:
    by_place: dict[str, list[_Text]] = defaultdict(list)
    if not places:
        return by_place
    inside = Q(*[Q(path__range=Area._range(path)) for path in places], _connector=Q.OR)
    rows = among.filter(
        area__in=Area.objects.filter(inside).order_by().values("pk"),
        ended_at=None,
        state__in=BEFORE_REPLY,
        submitted_at__gte=timezone.now() - RECENT,
    )
    columns = rows.order_by("-pk").values_list("pk", "area__path", Left("body", HEAD))
    for pk, path, head in columns[:CANDIDATES]:
        text = _text(pk, path, head)
        by_place[text.place].append(text)
    return by_place


def _text(pk: int, path: str, head: str) -> _Text:
    return _Text(pk, path[:TOWNSHIP], NOISE.sub("", head[:HEAD]))


def _nearest(row: _Text, candidates: list[_Text]) -> list[tuple[int, int]]:
    scored = [
        (other.pk, int(score))
        for other in candidates
        if other.pk != row.pk and (score := fuzz.ratio(row.text, other.text, score_cutoff=ENOUGH))
    ]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))


def _likeness(alike: list[tuple[int, int]]) -> Likeness:
    pk, percent = alike[0]
    return Likeness(pk, percent, len(alike))
