"""From somebody who may vote to a credential that names nobody.

``spend_*`` mark the right to vote as used and belong into the transaction that casts: killed
between the two, neither happened. What they return holds no user, no elector and no slip.

Both lock the evaluation first, as every move of it does: what a credential says about the objects
stays true until the ballot is in, and nobody waits for two rows in two orders.
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from supervision.models.electorate import Elector, Recusal, Slip, SlipBatch
from supervision.models.evaluations import Evaluation
from supervision.states import Way

if TYPE_CHECKING:
    from accounts.models import User

CODE_BYTES = 16


class SpentError(Exception):
    """There is no such right to vote, or it was used before; words for the person."""


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


def hold(evaluation_pk: int) -> Evaluation:
    """Until the transaction ends nobody else casts in it, closes it or changes its objects."""
    rows = Evaluation.objects.select_for_update(no_key=True).select_related(None)
    return rows.get(pk=evaluation_pk)


def spend_elector(evaluation: Evaluation, user: User) -> Credential:
    """Of a representative in the frozen electorate; the second of two at once is refused."""
    hold(evaluation.pk)
    mine = Elector.objects.filter(evaluation=evaluation, representative__user=user)
    elector = mine.first()
    if elector is None:
        raise SpentError("您不在这次测评的投票名单上。")
    if not mine.entitled().exists():
        raise SpentError("您的代表职务现在不在任，不能投票。")
    if not Elector.objects.filter(pk=elector.pk, has_voted=False).update(has_voted=True):
        raise SpentError("您已经投过票了，每人只能投一次。")
    return Credential(evaluation.pk, Way.ACCOUNT, on_ballot_of(evaluation, elector))


def spend_slip(evaluation: Evaluation, code: str) -> Credential:
    """Of whoever holds the slip: the server never knew who that is."""
    hold(evaluation.pk)
    # The batch is locked with its slip: voiding it comes before or after, not between.
    rows = Slip.objects.select_related("batch").select_for_update(no_key=True)
    slip = rows.filter(batch__evaluation=evaluation, digest=digest(code)).first()
    if slip is None:
        raise SpentError("这次测评没有这张票签，请核对票签上的字母和数字。")
    if slip.batch.voided_at is not None:
        raise SpentError("这张票签已经作废，请向工作人员换一张。")
    if not Slip.objects.filter(pk=slip.pk, is_spent=False).update(is_spent=True):
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
    """Fresh codes for a print; stored are only their digests."""
    codes = [new_code() for _ in range(batch.amount)]
    store_slips(batch, codes)
    return codes


def store_slips(batch: SlipBatch, codes: list[str]) -> None:
    """Their digests alone, in the order of the digests, which is no order at all."""
    Slip.objects.bulk_create(
        [Slip(batch=batch, digest=one) for one in sorted(map(digest, codes))], batch_size=500
    )
