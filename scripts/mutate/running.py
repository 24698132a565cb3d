"""Pytest in processes of its own: once traced for a room, then once for each mutant."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from scripts.mutate.operators import Mutant
from scripts.mutate.plugin import MUTANT, TRACE
from scripts.setup import PYTHON, ROOT

PYTEST = [str(PYTHON), "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
PYTEST += ["-p", "scripts.mutate.plugin"]
PATIENCE, START_SECONDS = 2, 30  # traced seconds are twice those of a plain run
#: Half the tests run through how a matter comes in. A mutant there that the quickest of them let
#: live is a survivor, though a slower one might notice.
MOST_SECONDS = 60
LOG = "pytest.log"
PASSED, FAILED = 0, 1


class BrokenError(Exception):
    """The tests fail without any mutant, or could not run at all."""


@dataclass(frozen=True)
class Traced:
    """``lines``: module -> line -> the tests that run through it."""

    seconds: dict[str, float]
    lines: dict[str, dict[str, list[str]]]

    def tests_of(self, mutant: Mutant) -> list[str]:
        """Those that can notice and run quickly; file by file, as one builds its world once."""
        lines = self.lines[mutant.file]
        first, last = mutant.span or (1, max(map(int, lines), default=0))
        found = {
            test for line in range(first, last + 1) for test in lines.get(str(line), ()) if test
        }
        if not mutant.span:  # a table: nobody runs through its lines after the import
            found = found or set(self.seconds)
        tests = sorted(found, key=lambda test: self.seconds[test])
        until = accumulate(self.seconds[test] for test in tests)
        files: dict[str, list[str]] = {}
        for test, seconds in zip(tests, until, strict=True):
            if seconds < MOST_SECONDS:
                files.setdefault(test.partition("::")[0], []).append(test)
        return [test for of_file in files.values() for test in of_file]


def trace(files: list[str], tests: list[str]) -> Traced:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "traced.json"
        told = {"files": files, "output": str(output)}
        if _pytest(tests, told, TRACE, Path(folder), None) != PASSED:
            raise BrokenError(f"Failed without a mutant.\n{(Path(folder) / LOG).read_text()}")
        return Traced(**json.loads(output.read_text()))


def survives(mutant: Mutant, traced: Traced) -> bool:
    """Whether all tests pass that can notice; far too slow is failed."""
    tests = traced.tests_of(mutant)
    told = {"file": mutant.file, "text": mutant.source(ROOT).decode(), "tests": tests}
    files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
    seconds = PATIENCE * sum(traced.seconds[test] for test in tests) + START_SECONDS
    with tempfile.TemporaryDirectory() as folder:
        return not tests or _pytest(files, told, MUTANT, Path(folder), seconds) == PASSED


def _pytest(
    tests: list[str], told: dict[str, Any], variable: str, folder: Path, patience: float | None
) -> int:
    task = folder / "task.json"
    task.write_text(json.dumps(told))
    environment = {key: value for key, value in os.environ.items() if not key.endswith("_URL")}
    with (
        (folder / LOG).open("wb") as log,
        subprocess.Popen(
            [*PYTEST, *tests],
            cwd=ROOT,
            env=environment | {variable: str(task)},
            stdout=log,
            stderr=log,
            start_new_session=True,
        ) as process,
    ):
        try:
            return process.wait(patience)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return FAILED
