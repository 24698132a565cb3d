"""From somebody who may vote to a credential that names nobody.

``spend_*`` mark the right to vote as used and belong into the transaction that casts: killed
between the two, neither happened. What they return holds no user, no elector and no slip.
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from supervision.models.electorate import Elector, Recusal, Slip, SlipBatch
from supervision.states import Way

if TYPE_CHECKING:
    from accounts.models import User
    from supervision.models.evaluations import Evaluation

CODE_BYTES = 16


class SpentError(Exception):
    """This right to vote was used before; words for the person."""


@dataclass(frozen=True)
class Credential:
    """The right to cast one ballot, of one way, about these objects (keys)."""

    evaluation_pk: int
    way: Way
    subjects: frozenset[int]


def new_code() -> str:
    """128 bits as 26 small letters and digits, without those that people misread."""
    return base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode().rstrip("=").lower()


def digest(code: str) -> str:
    """A plain hash will do: 128 random bits can't be searched."""
    return sha256(code.strip().lower().encode()).hexdigest()


def spend_elector(evaluation: Evaluation, user: User) -> Credential:
    """Of a representative in the frozen electorate; the second of two at once is refused."""
    mine = Elector.objects.filter(evaluation=evaluation, representative__user=user)
    elector = mine.first()
    if elector is None or not Elector.objects.filter(pk=elector.pk, has_voted=False).update(
        has_voted=True
    ):
        raise SpentError("您已经投过票了，每人只能投一次。")
    return Credential(evaluation.pk, Way.ACCOUNT, on_ballot_of(evaluation, elector))


def spend_slip(evaluation: Evaluation, code: str) -> Credential:
    """Of whoever holds the slip: the server never knew who that is."""
    rows = Slip.objects.usable().filter(batch__evaluation=evaluation, digest=digest(code))
    # By key: an UPDATE over a join is a sub-select that two at once could both pass.
    key = rows.values_list("pk", flat=True).first()
    if key is None or not Slip.objects.filter(pk=key, is_spent=False).update(is_spent=True):
        raise SpentError("这张票签已经用过了，每张只能投一次。")
    return Credential(evaluation.pk, Way.SLIP, on_ballot(evaluation))


def trial(evaluation: Evaluation) -> Credential:
    """For a try before opening; what it casts is thrown away."""
    return Credential(evaluation.pk, Way.TRIAL, on_ballot(evaluation))


def on_ballot_of(evaluation: Evaluation, elector: Elector) -> frozenset[int]:
    """What this elector's ballot shows: less what he or she keeps out of."""
    recused: set[int] = set()
    if evaluation.recuses:
        recused = set(Recusal.objects.filter(elector=elector).values_list("subject_id", flat=True))
    return on_ballot(evaluation) - recused


def on_ballot(evaluation: Evaluation) -> frozenset[int]:
    return frozenset(evaluation.subjects.rated().values_list("pk", flat=True))


def issue_slips(batch: SlipBatch) -> list[str]:
    """Fresh codes for a print; stored are only their digests, in the order of the digests."""
    codes = [new_code() for _ in range(batch.amount)]
    Slip.objects.bulk_create(
        [Slip(batch=batch, digest=one) for one in sorted(map(digest, codes))], batch_size=500
    )
    return codes
