"""The page of curves, signed in, beside the limit: 53 departments, five years."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from bench import VAR
from bench.growth import MOST_QUERIES, inside
from bench.load import wrk
from bench.pages import PageResult
from bench.servers import Server

BAR = 0.4


@dataclass(frozen=True)
class CurvesResult:
    page: PageResult
    queries: int

    @property
    def passed(self) -> bool:
        return self.page.passed and self.queries <= MOST_QUERIES


def measure(
    servers: list[Server], environment: dict[str, str], *, rounds: int, seconds: float
) -> CurvesResult:
    """Medians of interleaved runs, all with the same session."""
    asked = inside(environment, "curves")
    addresses = VAR / "curves.txt"
    addresses.write_text(f"{asked['path']} {asked['cookie']}\n")
    rates: dict[str, list[float]] = {}
    for turn in range(rounds + 1):
        for server in servers:
            rate = wrk(server.url, "get.lua", addresses, seconds=seconds)[0]
            if turn:  # the first one fills caches
                rates.setdefault(server.name, []).append(rate)
    middle = [statistics.median(rates[server.name]) for server in servers]
    return CurvesResult(PageResult("curves of 53 departments", *middle, bar=BAR), asked["queries"])
