"""Who may vote: proposed from the seats of the term, then frozen and hashed at opening."""

from __future__ import annotations

from hashlib import sha256

from django.db import transaction

from representatives.models import Seat
from supervision.models.electorate import Elector
from supervision.models.moves import Moves
from supervision.states import Direction


def electorate_digest(evaluation: Moves) -> str:
    """SHA-256 over the evaluation's key and the sorted keys of its electors.

    Of a meeting of voters, which keeps no list, over the number entered.
    """
    keys = evaluation.electors.order_by("representative_id").values_list(
        "representative_id", flat=True
    )
    listed = "\n".join(map(str, keys)) or f"voters {evaluation.eligible}"
    return sha256(f"evaluation {evaluation.pk}\n{listed}".encode()).hexdigest()


def proposed(evaluation: Moves) -> list[int]:
    """Keys of representatives with an active seat in the term that votes; each once.

    Departments report to the representatives of the term. Representatives report to their
    electing unit: the congress below, whose representatives are those of its current term.
    """
    seats = Seat.objects.active()
    if evaluation.direction == Direction.UNIT:
        units = evaluation.subjects.filter(seat__unit__area__isnull=False).order_by()
        areas = units.values("seat__unit__area")
        seats = seats.filter(term__closed_on=None, term__congress__area__in=areas)
    elif evaluation.direction == Direction.DEPARTMENTS:
        seats = seats.filter(term=evaluation.term_id)
    else:
        return []
    rated = evaluation.subjects.filter(seat__isnull=False).values("seat__representative")
    found = seats.exclude(representative__in=rated).order_by("representative_id")
    return list(found.values_list("representative_id", flat=True).distinct())


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


def is_intact(evaluation: Moves) -> bool:
    """Whether the frozen electorate is still the one that was hashed at opening."""
    return bool(evaluation.electorate_digest == electorate_digest(evaluation))
