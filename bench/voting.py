"""A whole vote: 500 people, 53 objects each; what one cast costs as the urn fills; the count.

Ballots go through `credentials` and `casting` as the pages send them, in two processes of four
threads as in production, without the pages around them.
"""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bench.portal import Ask
from bench.report import Row, verdict
from bench.world import Plan, World

PROCESSES, THREADS = 2, 4
MOST_MINUTES = 10
MOST_PER_ROW = 1.3  # a row of the full urn beside a row of the half one
MOST_COUNT = 10  # beside one GROUP BY of the same marks
WAYS = {"account": "signed in", "slip": "by slip"}


def measure(world: World) -> list[Row]:
    """In a database with the whole city, to which evaluations are added."""
    plan = world.plan
    with world.city() as city, contextlib.ExitStack() as running:
        voters = [running.enter_context(world.portal(city)) for _ in range(PROCESSES)]
        ask = voters[0]
        return [
            *(_vote(plan, way, voters) for way in WAYS),
            _cost(plan, ask("urns.cost", plan.voters, plan.objects, plan.turns)),
            _count(plan, ask("urns.count", plan.marks, plan.objects, plan.turns)),
        ]


def _vote(plan: Plan, way: str, voters: list[Ask]) -> Row:
    """Each process votes for its share of the people; seconds from the first to the last."""
    prepared = voters[0]("votes.prepare", way, plan.voters, plan.objects)
    pk, rights = prepared["evaluation"], prepared["rights"]
    shares = [rights[turn::PROCESSES] for turn in range(PROCESSES)]
    with ThreadPoolExecutor(PROCESSES) as pool:
        answers = list(
            pool.map(
                lambda ask, share: ask("votes.cast_all", pk, way, share, THREADS), voters, shares
            )
        )
    receipts = [receipt for answer in answers for receipt in answer["receipts"]]
    once = _is_once(plan, receipts, voters[0]("votes.found", pk))
    began, ended = min(a["began"] for a in answers), max(a["ended"] for a in answers)
    seconds = ended - began
    return Row(
        f"vote of {plan.voters} on {plan.objects} objects, {WAYS[way]}",
        f"{seconds / 60:.1f} min, {len(receipts)} confirmed,"
        f" {'each in the urn once' if once else 'NOT each in the urn once'}",
        f"{PROCESSES * THREADS} at once, without pages: {len(receipts) / seconds:.1f} ballots/s",
        "",
        f"≤ {MOST_MINUTES} min, each once",
        verdict(once and seconds <= 60 * MOST_MINUTES),
    )


def _is_once(plan: Plan, receipts: list[str], found: dict[str, Any]) -> bool:
    """Everybody has a receipt, the urn has just those, and as many marks for each object."""
    marks = [plan.voters] * plan.objects
    return (
        len(receipts) == plan.voters
        and sorted(receipts) == sorted(found["receipts"])
        and found["marks"] == marks
    )


def _cost(plan: Plan, found: dict[str, float]) -> Row:
    """``found``: ballots in the urn -> median milliseconds of one cast; the last is the full urn."""
    *smaller, full = (_Cast(int(size) * plan.objects, ms) for size, ms in found.items())
    growth = full.per_row / smaller[-1].per_row
    return Row(
        f"one cast into the full urn, {full.rows:,} rows",
        f"{full.ms:.0f} ms, {full.per_row:.1f} µs a row = {growth:.2f} × the half urn's",
        "; ".join(
            f"{one.rows:,} rows: {one.ms:.0f} ms, {one.per_row:.1f} µs a row" for one in smaller
        ),
        "",
        f"≤ {MOST_PER_ROW} × a row",
        verdict(growth <= MOST_PER_ROW),
    )


class _Cast:
    def __init__(self, rows: int, ms: float) -> None:
        self.rows, self.ms = rows, ms
        self.per_row = 1000 * ms / rows  # microseconds


def _count(plan: Plan, found: dict[str, Any]) -> Row:
    ratio = found["ours_ms"] / found["plain_ms"]
    return Row(
        f"count of {found['marks']:,} marks, {plan.objects} objects",
        f"{found['ours_ms']:.0f} ms = {ratio:.1f} ×",
        f"one GROUP BY of the marks: {found['plain_ms']:.0f} ms",
        "",
        f"≤ {MOST_COUNT} ×",
        verdict(ratio <= MOST_COUNT),
    )
