"""Codes and boards on paper: beside the libraries alone, and what hundreds take in memory."""

from __future__ import annotations

from itertools import accumulate

from bench.report import Row, verdict
from bench.world import World

MOST_QR = 1.3
LEAST_PAGES = 0.8
MOST_GROWTH = 1.2
FIRST = 100  # boards after which everything is loaded


def measure(world: World) -> list[Row]:
    plan = world.plan
    with world.city() as city:
        with world.portal(city) as ask:
            codes = _codes(plan.codes, **ask("paper.codes", plan.codes))
            boards = _boards(**ask("paper.boards", plan.compared_boards, plan.boards_at_once))
        with world.portal(city) as ask:  # whose memory has seen nothing else
            return [codes, boards, _job(**ask("paper.job", plan.boards))]


def _codes(amount: int, ours: float, theirs: float) -> Row:
    """Seconds for one, as for the boards."""
    ratio = ours / theirs
    return Row(
        f"{amount:,} QR images",
        f"{1000 * ours:.2f} ms each = {ratio:.2f} ×",
        f"qrcode alone, same mask: {1000 * theirs:.2f} ms",
        "",
        f"≤ {MOST_QR} ×",
        verdict(ratio <= MOST_QR),
    )


def _boards(ours: float, theirs: float, proof: float) -> Row:
    """Pages per second as a share of WeasyPrint's own."""
    ratio = theirs / ours
    return Row(
        "boards, from rows to PDF",
        f"{1 / ours:.1f} pages/s = {ratio:.2f} ×",
        f"WeasyPrint, same HTML: {1 / theirs:.1f} pages/s;"
        f" reading the codes back: {1000 * proof:.0f} ms a page",
        "",
        f"≥ {LEAST_PAGES} ×",
        verdict(ratio >= LEAST_PAGES),
    )


def _job(peaks: list[tuple[int, float]], minutes: float, last_mb: float) -> Row:
    """``peaks`` of memory with the boards made since the one before."""
    made = list(accumulate(boards for boards, _ in peaks))
    first, first_mb = next(
        ((boards, mb) for boards, (_, mb) in zip(made, peaks, strict=True) if boards >= FIRST),
        (made[-1], last_mb),
    )
    growth = last_mb / first_mb
    return Row(
        f"job of {made[-1]:,} boards, peak memory",
        f"{last_mb:.0f} MB = {growth:.2f} ×, {minutes:.1f} min",
        f"after {first} boards: {first_mb:.0f} MB",
        "",
        f"≤ {MOST_GROWTH} ×",
        verdict(growth <= MOST_GROWTH),
    )
