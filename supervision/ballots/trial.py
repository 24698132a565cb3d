"""试投: the same ballot into an urn of its own, counted on the spot and thrown away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from supervision.ballots import credentials
from supervision.ballots.casting import cast
from supervision.models import Evaluation, Receipt, Urn, UrnMark, UrnRemark
from supervision.states import Way

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def try_out(
    evaluation: Evaluation,
    marks: Mapping[int, int | None],
    remarks: Mapping[int, str],
    *,
    by: User,
) -> Counter[tuple[int, int | None]]:
    """What was in the urn: (object, option) → votes. Raises BallotError once it is open."""
    credential = credentials.trial(evaluation)
    cast(credential, marks, receipt=credentials.new_code(), remarks=remarks)
    urn = Urn.objects.get(evaluation=evaluation, way=Way.TRIAL)
    found: Counter[tuple[int, int | None]] = Counter(
        UrnMark.objects.filter(urn=urn).values_list("subject_id", "option_id")
    )
    for table in (UrnMark, UrnRemark, Receipt):
        table.objects.filter(urn=urn).delete()
    Evaluation.objects.filter(pk=evaluation.pk).update(tried_at=timezone.now())
    evaluation.add_event("trial", by=by)
    return found
