"""One wrk thread against a server."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
CONNECTIONS = 8
_ANSWERS = re.compile(r"(\d+) requests in")
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_BROKEN = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)")


class LoadError(Exception):
    """Answers that were none: the figures would mean nothing."""


def wrk(url: str, script: str, *words: object, seconds: float) -> tuple[float, int]:
    """Requests per second, and how many were answered."""
    command = [
        "wrk",
        "--threads",
        "1",
        "--connections",
        str(CONNECTIONS),
        "--duration",
        f"{seconds:g}s",
        "--timeout",
        "10s",
        "--script",
        str(HERE / script),
        url,
        "--",
        *map(str, words),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    broken = _BROKEN.search(done.stdout)
    rate, answers = _RATE.search(done.stdout), _ANSWERS.search(done.stdout)
    if done.returncode or broken or not rate or not answers:
        what = broken.group() if broken else done.stderr or done.stdout
        raise LoadError(f"{url} {script}: {what.strip()}")
    return float(rate.group(1)), int(answers.group(1))
