"""Staff pages beside ten thousand and beside a million messages, with the same 4,000 open."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from dataclasses import dataclass
from typing import Any

from scripts.setup import PYTHON, ROOT

MOST_SLOWER = 1.3
MOST_QUERIES = 12


@dataclass(frozen=True)
class GrowthResult:
    page: str
    small_ms: float
    large_ms: float
    queries: int

    @property
    def ratio(self) -> float:
        return self.large_ms / self.small_ms

    @property
    def passed(self) -> bool:
        return self.ratio <= MOST_SLOWER and self.queries <= MOST_QUERIES


def inside(environment: dict[str, str], *words: str) -> Any:
    """The answer of `bench.inside` in the portal with that environment."""
    command = [PYTHON, "-m", "bench.inside", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def measure(
    small: dict[str, str], large: dict[str, str], *, rounds: int, repeats: int
) -> list[GrowthResult]:
    """Rounds alternate between the databases; medians over all rounds."""
    seen: dict[str, list[dict[str, Any]]] = {"small": [], "large": []}
    for _ in range(rounds):
        for size, environment in (("small", small), ("large", large)):
            seen[size].append(inside(environment, "staff_pages", str(repeats)))
    return [
        GrowthResult(
            page,
            _median(seen["small"], page),
            _median(seen["large"], page),
            max(found[page]["queries"] for found in seen["small"] + seen["large"]),
        )
        for page in seen["small"][0]
    ]


def _median(rounds: list[dict[str, Any]], page: str) -> float:
    return statistics.median([ms for found in rounds for ms in found[page]["times"]])
