"""Requests per second of the same pages on several servers, and the rows that compare them."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from pathlib import Path

from bench.report import Row, verdict
from bench.servers import Server
from bench.world import Environment, Plan, Run

SERVERS = ("ours", "limit", "bare", "plain")
WARM_SECONDS = 1.0


@dataclass(frozen=True)
class Rates:
    """``plain`` is None of a page that has nothing prepared."""

    ours: float
    limit: float
    bare: float
    plain: float | None = None

    @property
    def ratio(self) -> float:
        return self.ours / self.limit

    def row(self, page: str, bar: float) -> Row:
        """``bar`` is the least share of the limit's rate."""
        plain = f"{self.plain:.0f}/s, ours {self.ours / self.plain:.2f} ×" if self.plain else ""
        return Row(
            page,
            f"{self.ours:.0f} requests/s = {self.ratio:.2f} × limit",
            f"limit {self.limit:.0f}/s; bare view {self.bare:.0f}/s"
            f" (ours {self.ours / self.bare:.2f}, limit {self.limit / self.bare:.2f} of it)",
            plain,
            f"≥ {bar} × limit",
            verdict(self.ratio >= bar),
        )


def interleaved(plan: Plan, servers: list[Server], runs: dict[str, Run]) -> dict[str, Rates]:
    """Medians of turns, so that a slow minute of the machine meets all alike; each goes first."""
    rates: dict[str, dict[str, list[float]]] = {
        page: {server.name: [] for server in servers} for page in runs
    }
    for turn in range(plan.rounds + 1):
        first = turn % len(servers)
        for page, run in runs.items():
            for server in servers[first:] + servers[:first]:
                if turn == 0:
                    run(server, min(WARM_SECONDS, plan.seconds))  # caches fill
                else:
                    rates[page][server.name].append(run(server, plan.seconds))
    return {
        page: Rates(**{name: statistics.median(found) for name, found in of_page.items()})
        for page, of_page in rates.items()
    }


def listed(environment: Environment, name: str, lines: list[str]) -> Path:
    """A file for wrk."""
    path = Path(environment["VAR_DIR"]) / name
    path.write_text("".join(f"{line}\n" for line in lines))
    return path
