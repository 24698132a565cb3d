"""The page of curves, signed in, beside the limit: 53 departments, five years."""

from __future__ import annotations

from bench.rates import interleaved, listed
from bench.report import Row, verdict
from bench.staff import MOST_QUERIES
from bench.world import World

PAGE = "curves of 53 departments"
BAR = 0.4


def measure(world: World) -> list[Row]:
    """All with the same session."""
    with world.city() as city:
        with world.portal(city) as ask:
            asked = ask("pages.curves")
        addresses = listed(city, "curves.txt", [f"{asked['path']} {asked['cookie']}"])
        with world.servers(city, "ours", "limit", "bare") as servers:
            rates = interleaved(world.plan, servers, {PAGE: world.fetching(addresses)})[PAGE]
    row, queries = rates.row(PAGE, BAR), asked["queries"]
    return [
        row._replace(
            measured=f"{row.measured}, {queries} queries",
            bar=f"{row.bar}, ≤ {MOST_QUERIES} queries",
            verdict=verdict(rates.ratio >= BAR and queries <= MOST_QUERIES),
        )
    ]
