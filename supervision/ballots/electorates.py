"""Who may vote: proposed from the seats of the term, then frozen and hashed at opening."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from representatives.models import Seat
from supervision.models.electorate import Elector
from supervision.models.moves import Moves
from supervision.states import Direction
from supervision.wording import NAMED, NO_LIST, NO_SEAT, RATED_THEMSELVES, some_names


def electorate_digest(evaluation: Moves) -> str:
    """SHA-256 over the evaluation's key and the sorted keys of its electors.

    Of a meeting of voters, which keeps no list, over the number entered.
    """
    keys = evaluation.electors.order_by("representative_id").values_list(
        "representative_id", flat=True
    )
    listed = "\n".join(map(str, keys)) or f"voters {evaluation.eligible}"
    return sha256(f"evaluation {evaluation.pk}\n{listed}".encode()).hexdigest()


def seats_that_vote(evaluation: Moves) -> QuerySet[Seat]:
    """Active seats whose representatives may vote; none in a meeting of voters.

    Departments report to the representatives of the term. Representatives report to their
    electing unit: the congress below, whose representatives are those of its current term.
    """
    seats = Seat.objects.active().order_by()
    if evaluation.direction == Direction.UNIT:
        units = evaluation.subjects.filter(seat__unit__area__isnull=False).order_by()
        areas = units.values("seat__unit__area")
        # The congresses of province and nation stand at the city's area, too.
        below = seats.filter(term__congress__level=F("term__congress__area__level"))
        return below.filter(term__closed_on=None, term__congress__area__in=areas)
    if evaluation.direction == Direction.DEPARTMENTS:
        return seats.filter(term=evaluation.term_id)
    return seats.none()


def proposed(evaluation: Moves) -> list[int]:
    """Keys of representatives who may vote and are not rated themselves; each once."""
    seats = seats_that_vote(evaluation).exclude(representative__in=_rated(evaluation))
    found = seats.order_by("representative_id")
    return list(found.values_list("representative_id", flat=True).distinct())


def _rated(evaluation: Moves) -> QuerySet[Any, Any]:
    rated: QuerySet[Any] = evaluation.subjects.filter(seat__isnull=False).order_by()
    return rated.values("seat__representative")


def problems(evaluation: Moves) -> list[str]:
    """Who stands on the list and may not, in words: objects and seats change after it is made."""
    rated, seats = _rated(evaluation), seats_that_vote(evaluation)
    themselves = _names(evaluation.electors.filter(representative__in=rated))
    others = evaluation.electors.exclude(representative__in=rated)
    unseated = _names(others.exclude(representative__in=seats.values("representative")))
    is_meeting = evaluation.direction == Direction.VOTERS
    return [
        *([RATED_THEMSELVES.format(some_names(themselves))] if themselves else []),
        *([NO_LIST if is_meeting else NO_SEAT.format(some_names(unseated))] if unseated else []),
    ]


def _names(electors: QuerySet[Elector]) -> list[str]:
    """The first in order of the list; one more than are said."""
    names = electors.order_by("pk").values_list("representative__name", flat=True)
    return list(names[: NAMED + 1])


@transaction.atomic
def set_electors(evaluation: Moves, representatives: list[int]) -> None:
    """Replace the list while the evaluation is being prepared."""
    evaluation.begin_change(new_ballot=False)
    evaluation.electors.exclude(representative__in=representatives).delete()
    known = set(evaluation.electors.values_list("representative_id", flat=True))
    Elector.objects.bulk_create(
        [
            Elector(evaluation_id=evaluation.pk, representative_id=key)
            for key in sorted(set(representatives) - known)
        ]
    )


def forget_electors(before: Moves, after: Moves) -> bool:
    """Whether a list was thrown away because others vote now; in the change's transaction.

    A meeting of voters has no list, whatever was changed.
    """
    stays = before.electors_come_from == after.electors_come_from
    if stays and after.direction != Direction.VOTERS:
        return False
    return bool(before.electors.all().delete()[0])


def is_intact(evaluation: Moves) -> bool:
    """Whether the frozen electorate is still the one that was hashed at opening."""
    return bool(evaluation.electorate_digest == electorate_digest(evaluation))
