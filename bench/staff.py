"""Staff pages beside ten thousand and beside a million messages, with the same 4,000 open."""

from __future__ import annotations

import statistics

from bench.report import Row, verdict
from bench.world import World

MOST_SLOWER = 1.3
MOST_QUERIES = 12


def measure(world: World) -> list[Row]:
    """Medians; each page is fetched from one database and then from the other."""
    small, large = world.grown_cities()
    with world.portal(small) as ask_small, world.portal(large) as ask_large:
        queries: dict[str, int] = ask_small("pages.staff_queries")
        of_large: dict[str, int] = ask_large("pages.staff_queries")
        times: dict[str, tuple[list[float], list[float]]] = {page: ([], []) for page in queries}
        for _ in range(world.plan.repeats):
            for page, (in_small, in_large) in times.items():
                in_small.append(ask_small("pages.staff_ms", page))
                in_large.append(ask_large("pages.staff_ms", page))
    return [
        _row(page, *map(statistics.median, found), max(queries[page], of_large[page]))
        for page, found in times.items()
    ]


def _row(page: str, small_ms: float, large_ms: float, queries: int) -> Row:
    ratio = large_ms / small_ms
    return Row(
        page,
        f"{large_ms:.1f} ms = {ratio:.2f} ×, {queries} queries",
        f"{small_ms:.1f} ms",
        "",
        f"≤ {MOST_SLOWER} ×, ≤ {MOST_QUERIES} queries",
        verdict(ratio <= MOST_SLOWER and queries <= MOST_QUERIES),
    )
