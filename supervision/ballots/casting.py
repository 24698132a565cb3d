"""Putting a ballot into the urn so that one look at the database links nothing.

A voter's row and a ballot's row that are written in one transaction can be joined again
(PostgreSQL: the ``xmin`` of both; SQLite: the order of ``rowid``). So every cast writes the
*whole* urn again: in random order, with new random keys. All rows then have the same ``xmin``,
and no order is left; what the rows were before is cleared away after the commit. What remains:
somebody who copies the database at every vote sees which rows are new. The page says so; blind
signatures will remove that, which is why ``cast`` takes an anonymous credential already.

The cost of a cast grows with the urn, row by row, and no faster (``bench/voting.py``).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.db import connection, transaction
from django.utils import timezone

from supervision.ballots.credentials import Credential, hold
from supervision.models.evaluations import Evaluation
from supervision.models.schemes import SchemeOption
from supervision.models.urn import REMARK_LENGTH, InUrn, Receipt, Urn, UrnMark, UrnRemark
from supervision.states import EvaluationState, Way

KEY_BITS = 60

# Constant texts. PostgreSQL has to take the rows out and put them in again, sorted by their new
# keys, because an UPDATE would keep their physical order; in SQLite the key *is* that order.
# Both are seeded by the operating system.
_REWRITE_POSTGRESQL: dict[type[InUrn], str] = {
    UrnMark: """
        WITH was AS (
            DELETE FROM supervision_urnmark WHERE urn_id = %s
            RETURNING urn_id, subject_id, option_id, gen_random_uuid()::text AS seed
        )
        INSERT INTO supervision_urnmark (id, urn_id, subject_id, option_id)
        SELECT ('x' || right(seed, 12) || left(seed, 3))::bit(60)::bigint,
               urn_id, subject_id, option_id
        FROM was ORDER BY 1""",
    UrnRemark: """
        WITH was AS (
            DELETE FROM supervision_urnremark WHERE urn_id = %s
            RETURNING urn_id, subject_id, text, gen_random_uuid()::text AS seed
        )
        INSERT INTO supervision_urnremark (id, urn_id, subject_id, text)
        SELECT ('x' || right(seed, 12) || left(seed, 3))::bit(60)::bigint,
               urn_id, subject_id, text
        FROM was ORDER BY 1""",
    Receipt: """
        WITH was AS (
            DELETE FROM supervision_receipt WHERE urn_id = %s
            RETURNING urn_id, code, gen_random_uuid()::text AS seed
        )
        INSERT INTO supervision_receipt (id, urn_id, code)
        SELECT ('x' || right(seed, 12) || left(seed, 3))::bit(60)::bigint, urn_id, code
        FROM was ORDER BY 1""",
}
_REWRITE_SQLITE: dict[type[InUrn], str] = {
    UrnMark: "UPDATE supervision_urnmark SET id = abs(random() / 8) WHERE urn_id = %s",
    UrnRemark: "UPDATE supervision_urnremark SET id = abs(random() / 8) WHERE urn_id = %s",
    Receipt: "UPDATE supervision_receipt SET id = abs(random() / 8) WHERE urn_id = %s",
}
_REWRITE = {"postgresql": _REWRITE_POSTGRESQL, "sqlite": _REWRITE_SQLITE}
# What a row was before stays in PostgreSQL's tables until they are swept, with the transaction
# that wrote it: a few milliseconds, and the tables keep their size.
_SWEEP_POSTGRESQL = """
    VACUUM (SKIP_LOCKED, TRUNCATE FALSE)
    supervision_urnmark, supervision_urnremark, supervision_receipt"""
_PATIENCE_MS = 200


class BallotError(Exception):
    """The ballot can't be taken; words for the person. Nothing was written."""


def cast(
    credential: Credential,
    marks: Mapping[int, int | None],
    *,
    receipt: str,
    remarks: Mapping[int, str] | None = None,
) -> None:
    """Put one ballot in. Call inside the transaction that spent the credential.

    ``marks`` has every object of the credential: the key of an option, or None for an invalid
    vote. ``receipt`` is a fresh code. Locks the evaluation, so that casts and the closing come
    one after another. Raises BallotError after closing, or for marks that don't fit.
    """
    assert connection.in_atomic_block, "spent and cast are one transaction"
    evaluation = hold(credential.evaluation_pk)
    remarks = {key: text for key, text in (remarks or {}).items() if text}
    _refuse_at_the_wrong_time(evaluation, credential.way)
    _refuse_what_does_not_fit(evaluation, credential, marks)
    _refuse_remarks(credential, remarks)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # What a page held before would still stand in the file.
            cursor.execute("PRAGMA secure_delete = ON")
    urn, _ = Urn.objects.get_or_create(evaluation=evaluation, way=credential.way)
    UrnMark.objects.bulk_create(
        [UrnMark(id=_new_key(), urn=urn, subject_id=s, option_id=o) for s, o in marks.items()]
    )
    UrnRemark.objects.bulk_create(
        [UrnRemark(id=_new_key(), urn=urn, subject_id=s, text=t) for s, t in remarks.items()]
    )
    Receipt.objects.create(id=_new_key(), urn=urn, code=receipt)
    _rewrite(urn)
    transaction.on_commit(forget_earlier_rows, robust=True)


def _refuse_at_the_wrong_time(evaluation: Evaluation, way: Way) -> None:
    if way == Way.TRIAL:
        if evaluation.state != EvaluationState.PREPARING:
            raise BallotError("测评已经开始，不能再试投了。")
        return
    over = evaluation.closes_at is None or timezone.now() > evaluation.closes_at
    if evaluation.state != EvaluationState.OPEN or over:
        raise BallotError("投票已经截止，这张票没有投进去。")
    if way not in evaluation.urn_ways:
        raise BallotError("这次测评不用这种方式投票。")


def _refuse_what_does_not_fit(
    evaluation: Evaluation, credential: Credential, marks: Mapping[int, int | None]
) -> None:
    if set(marks) != credential.subjects:
        raise BallotError("测评对象刚才有变动，请重新打开选票再投。")
    options = {o.pk: o for o in SchemeOption.objects.filter(scheme=evaluation.scheme_id)}
    chosen = [options.get(key) for key in marks.values() if key is not None]
    if None in chosen:
        raise BallotError("选票上没有这个选项，请重新打开选票再投。")
    if evaluation.is_selection:
        listed = sum(option is not None and option.is_satisfied for option in chosen)
        if listed > (evaluation.places or 0):
            raise BallotError(f"最多选 {evaluation.places} 个，您选了 {listed} 个。")


def _refuse_remarks(credential: Credential, remarks: Mapping[int, str]) -> None:
    if not set(remarks) <= credential.subjects:
        raise BallotError("测评对象刚才有变动，请重新打开选票再投。")
    if max(map(len, remarks.values()), default=0) > REMARK_LENGTH:
        raise BallotError(f"每条意见最多写 {REMARK_LENGTH} 个字。")


def _new_key() -> int:
    return secrets.randbits(KEY_BITS)


def _rewrite(urn: Urn) -> None:
    """New keys in random order for everything in this urn."""
    with connection.cursor() as cursor:
        for sql in _REWRITE[connection.vendor].values():
            cursor.execute(sql, [urn.pk])


def forget_earlier_rows() -> None:
    """What the urns' rows were before; outside transactions, after a cast and after closing.

    Somebody who is reading keeps them for so long: the next cast, or the closing, tries again.
    """
    if connection.in_atomic_block:  # a test that plays the commit
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_SWEEP_POSTGRESQL)
            return
        # The write-ahead log holds the pages of earlier casts.
        cursor.execute("PRAGMA busy_timeout")
        (patience,) = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS:d}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute(f"PRAGMA busy_timeout = {patience:d}")
