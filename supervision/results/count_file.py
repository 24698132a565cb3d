"""The count file: all that is needed to count again, without us (``verify_ballots.py``).

Votes and receipts are lists of their own, both sorted: neither says which ballot was whose. Ways
that are too small stand together here too, and what tellers entered on paper stands here only
where paper is a group of its own, or the difference would give the others away. Plain JSON
without floats, so that its digest can be worked out again from what the database gives back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from supervision.ballots.paper import sheets_of
from supervision.states import Way

if TYPE_CHECKING:
    from supervision.ballots.votes import Ballots
    from supervision.models.evaluations import Evaluation
    from supervision.models.results import Count
    from supervision.models.schemes import Scheme
    from supervision.results.outcome import Outcome

KIND = "两述两评计票文件"
FORMAT = 1
RANKS = ("rank", "ranked", "class_rank", "class_ranked")


def as_bytes(data: dict[str, Any]) -> bytes:
    """What is downloaded, byte for byte what the digest is of."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(data: dict[str, Any]) -> str:
    return sha256(as_bytes(data)).hexdigest()


def without_ranks(data: dict[str, Any]) -> dict[str, Any]:
    """The file for everybody, where it was decided not to publish ranks."""
    results = [{k: v for k, v in row.items() if k not in RANKS} for row in data["results"]]
    return data | {"results": results}


def build_file(
    evaluation: Evaluation,
    count: Count,
    scheme: Scheme,
    outcomes: Sequence[Outcome],
    ballots: Ballots,
    previous: Count | None,
) -> dict[str, Any]:
    places = {option.pk: option.position for option in scheme.options.all()}
    withdrawn = evaluation.subjects.filter(withdrawn_at__isnull=False).order_by("position", "pk")
    return {
        "kind": KIND,
        "format": FORMAT,
        "evaluation": _evaluation(evaluation),
        "version": count.version,
        "counted_at": _moment(count.counted_at),
        "reason": count.reason,
        "replaces": previous.file_digest if previous else "",
        "scheme": scheme.as_data(),
        "scheme_digest": scheme.digest,
        "electorate": {"eligible": count.eligible, "digest": evaluation.electorate_digest},
        "participation": [
            {"way": str(way), "issued": ballots.issued[way], "returned": ballots.returned[way]}
            for way in evaluation.ways
        ],
        "has_quorum": count.has_quorum,
        "objects": [_object(outcome) for outcome in outcomes],
        "withdrawn": [{"key": one.pk, "name": one.name} for one in withdrawn],
        "votes": sorted(_votes(outcomes, places), key=_in_order),
        "paper": _paper(evaluation, outcomes, places),
        "receipts": ballots.receipts,
        "results": [_result(outcome, evaluation.is_selection) for outcome in outcomes],
    }


def _evaluation(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "key": evaluation.pk,
        "title": evaluation.title,
        "organizer": evaluation.area.full_name(),
        "year": evaluation.year,
        "when": evaluation.when,
        "direction": evaluation.direction,
        "purpose": evaluation.purpose,
        "places": evaluation.places,
        "recuses": evaluation.recuses,
        "opened_at": _moment(evaluation.opened_at),
        "closed_at": _moment(evaluation.closed_at),
    }


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""


def _object(outcome: Outcome) -> dict[str, Any]:
    subject = outcome.subject
    named = subject.unit_class.name if subject.unit_class else ""
    return {"key": subject.pk, "name": subject.name, "class": named}


Row = list[Any]  # group of ways, object, position of the option or None, votes


def _votes(outcomes: Iterable[Outcome], places: dict[int, int]) -> list[Row]:
    return [
        [ways, outcome.subject.pk, None if option is None else places[option], n]
        for outcome in outcomes
        for ways, votes in outcome.groups.items()
        for option, n in votes.items()
    ]


def _in_order(row: Row) -> tuple[Any, ...]:
    return tuple(-1 if cell is None else cell for cell in row)


def _paper(
    evaluation: Evaluation, outcomes: Iterable[Outcome], places: dict[int, int]
) -> dict[str, Any] | None:
    """Both tellers' sheets, for objects where paper stands alone."""
    if not evaluation.by_paper:
        return None
    alone = {one.subject.pk for one in outcomes if Way.PAPER in one.groups}
    sheets = []
    for sheet in sheets_of(evaluation):
        rows = [
            [subject, None if option is None else places[option], n]
            for subject, votes in sheet.totals.items()
            for option, n in votes.items()
            if subject in alone
        ]
        rows.sort(key=_in_order)
        sheets.append({"issued": sheet.issued, "returned": sheet.returned, "totals": rows})
    return {"round": evaluation.paper_round, "sheets": sheets}


def _result(outcome: Outcome, is_selection: bool) -> dict[str, Any]:
    row: dict[str, Any] = {"key": outcome.subject.pk, "is_withheld": outcome.figures is None}
    figures = outcome.figures
    if figures is None:
        return row
    row |= {
        "returned": figures.returned,
        "valid": figures.valid,
        "uncounted": figures.uncounted,
        "invalid": figures.invalid,
        "satisfied": outcome.satisfied,
        "score": _text(figures.score),
        "satisfaction": _text(figures.satisfaction),
        "spread": _text(figures.spread),
        "rank": outcome.rank,
        "ranked": outcome.ranked,
        "class_rank": outcome.class_rank,
        "class_ranked": outcome.class_ranked,
    }
    if is_selection:
        return row | {"is_chosen": outcome.is_chosen, "is_tied": outcome.is_tied}
    return row | {"grade": outcome.grade, "reaches_target": outcome.reaches_target}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"
