"""Urns of several sizes: what one more ballot costs, and what the count does."""

from __future__ import annotations

import statistics
import time
from typing import Any

from django.db import connection, transaction
from django.db.models import Count

from bench.inside.votes import cast_one, opened, slips
from supervision.ballots import credentials
from supervision.ballots.casting import _new_key, forget_earlier_rows
from supervision.models import Evaluation, Receipt, SchemeOption, Slip, Subject, Urn, UrnMark


def cost(voters: int, objects: int, turns: int) -> dict[int, float]:
    """One ballot after the other, small, half and full urn in turn, beside each other's rows."""
    sizes = [max(1, voters // 10), voters // 2, voters]
    urns = {}
    for size in sizes:
        evaluation = _filled(size, objects)
        urns[size] = evaluation, iter(slips(evaluation, turns + 1))
    forget_earlier_rows()
    times: dict[int, list[float]] = {size: [] for size in sizes}
    for turn in range(turns + 1):
        for size, (evaluation, codes) in urns.items():
            code = next(codes)
            started = time.perf_counter()
            cast_one(evaluation, lambda: credentials.spend_slip(evaluation, code))  # noqa: B023 - called at once
            if turn:
                times[size].append(1000 * (time.perf_counter() - started))
    return {size: statistics.median(of) for size, of in times.items()}


def count(marks: int, objects: int, turns: int) -> dict[str, Any]:
    """`Evaluation.count()` and a GROUP BY of the same marks in turn; every count is taken back."""
    ballots = -(-marks // objects)
    filled = _filled(ballots, objects)
    filled.close(by=filled.created_by)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    rows = UrnMark.objects.filter(urn__evaluation=filled.pk).order_by()
    ours, plain = [], []
    for _ in range(turns):
        evaluation = Evaluation.objects.get(pk=filled.pk)
        started = time.perf_counter()
        with transaction.atomic():
            counted = evaluation.count(by=filled.created_by)
            ours.append(1000 * (time.perf_counter() - started))
            assert counted.returned == ballots
            transaction.set_rollback(True)
        started = time.perf_counter()
        list(rows.values_list("subject", "option").annotate(n=Count("pk")))
        plain.append(1000 * (time.perf_counter() - started))
    return {
        "marks": rows.count(),
        "ours_ms": statistics.median(ours),
        "plain_ms": statistics.median(plain),
    }


def _filled(ballots: int, objects: int) -> Evaluation:
    """Open, with so many ballots by slip in the urn."""
    evaluation = opened("slip", ballots, objects)
    slips(evaluation, ballots)
    Slip.objects.filter(batch__evaluation=evaluation).update(is_spent=True)
    urn = Urn.objects.get(evaluation=evaluation, way="slip")
    subjects = list(Subject.objects.filter(evaluation=evaluation).values_list("pk", flat=True))
    options = list(
        SchemeOption.objects.filter(scheme=evaluation.scheme_id).values_list("pk", flat=True)
    )
    UrnMark.objects.bulk_create(
        (
            UrnMark(id=_new_key(), urn=urn, subject_id=subject, option_id=options[n % len(options)])
            for n in range(ballots)
            for subject in subjects
        ),
        batch_size=5000,
    )
    Receipt.objects.bulk_create(
        Receipt(id=_new_key(), urn=urn, code=credentials.new_code()) for _ in range(ballots)
    )
    return evaluation
