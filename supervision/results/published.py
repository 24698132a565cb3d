"""Published ratings of representatives, for their own public pages: read once a minute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from areas.cached import held_value
from supervision.models import Result
from supervision.models.moves_result import PUBLISHED_PEOPLE

LEAST_SHOWN = 10  # valid ballots; below it the page links the announcement without figures


@dataclass(frozen=True)
class PersonResult:
    """One published rating; without figures where too few ballots were valid."""

    title: str
    url: str
    published_at: datetime
    valid: int
    score: Decimal | None
    satisfaction: Decimal | None


def published_of(representative: int) -> Sequence[PersonResult]:
    """Newest first; () for most. No query while the value is held."""
    return held_value(PUBLISHED_PEOPLE, _read).get(representative, ())


def _read() -> Mapping[int, Sequence[PersonResult]]:
    rows = (
        Result.objects.public()
        .shown()
        .filter(subject__seat__isnull=False, valid__gt=0)
        .select_related("count__evaluation", "count__announcement", "subject__seat")
        .order_by("-count__announcement__published_at", "-pk")
    )
    found: dict[int, list[PersonResult]] = defaultdict(list)
    for row in rows:
        evaluation, shown, seat = row.count.evaluation, row.count.announcement, row.subject.seat
        if seat is None or shown is None or shown.published_at is None:
            continue
        tells = (row.valid or 0) >= LEAST_SHOWN
        found[seat.representative_id].append(
            PersonResult(
                evaluation.title,
                evaluation.public_url,
                shown.published_at,
                row.valid or 0,
                row.score if tells else None,
                row.satisfaction if tells else None,
            )
        )
    return dict(found)
