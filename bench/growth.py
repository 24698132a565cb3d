"""Staff pages beside ten thousand and beside a million messages, with the same 4,000 open."""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from scripts.setup import PYTHON, ROOT

Process: TypeAlias = "subprocess.Popen[str]"
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
    with _started(environment, *words) as process:
        return _read(process)


def measure(small: dict[str, str], large: dict[str, str], *, repeats: int) -> list[GrowthResult]:
    """Medians; each request is sent to one database and then to the other."""
    with _started(small, "clock") as first, _started(large, "clock") as second:
        queries, of_large = _read(first), _read(second)
        times: dict[str, tuple[list[float], list[float]]] = {page: ([], []) for page in queries}
        for _ in range(repeats):
            for page, (small_ms, large_ms) in times.items():
                small_ms.append(_time(first, page))
                large_ms.append(_time(second, page))
    return [
        GrowthResult(
            page,
            statistics.median(small_ms),
            statistics.median(large_ms),
            max(queries[page], of_large[page]),
        )
        for page, (small_ms, large_ms) in times.items()
    ]


@contextlib.contextmanager
def _started(environment: dict[str, str], *words: str) -> Iterator[Process]:
    command = [PYTHON, "-m", "bench.inside", *words]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        yield process


def _read(process: Process) -> Any:
    """The next answer; the logs go the same way."""
    assert process.stdout
    for line in process.stdout:
        if not line.startswith('{"event"'):
            return json.loads(line)
    raise RuntimeError("bench.inside ended early")


def _time(process: Process, page: str) -> float:
    assert process.stdin
    process.stdin.write(f"{page}\n")
    process.stdin.flush()
    return float(_read(process))
