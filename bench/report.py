"""A part's rows as they come, one table of all for the terminal and for `docs/benchmarks.md`."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Iterable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from bench import VAR
from scripts.setup import ROOT

DOCUMENT = ROOT / "docs" / "benchmarks.md"
OK, MISSED, FAILED = "ok", "**missed**", "**failed**"
WORDS_OF_A_FAILURE = 200


class Row(NamedTuple):
    """``plain``: the same page without prepared queries and filled-in pages, where it has any."""

    what: str
    measured: str
    beside: str
    plain: str
    bar: str
    verdict: str


HEAD = Row("what", "measured", "beside", "plain Django", "bar", "")


def verdict(passed: bool) -> str:
    return OK if passed else MISSED


def failed(part: str, error: Exception) -> Row:
    words = " ".join(f"{type(error).__name__}: {error}".split())[:WORDS_OF_A_FAILURE]
    return Row(part, words.replace("|", "¦"), "", "", "", FAILED)


def table(rows: Iterable[Row]) -> str:
    lines = [HEAD, tuple("---" for _ in HEAD), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def keep(part: str, rows: list[Row], seconds: float) -> None:
    """For whoever comes back after an hour, whatever became of the other parts."""
    text = f"`make bench PART={part}`, {when()}, {seconds:.0f} s. {machine()}\n\n{table(rows)}\n"
    (VAR / f"{part}.md").write_text(text)


def document(rows: list[Row], minutes: float, large: int) -> str:
    return f"""# Benchmarks

`make bench`, {when()}, {minutes:.0f} minutes. {machine()}

{table(rows)}

- *Voters' pages*: PostgreSQL, Redis, 2 gunicorn workers × 4 threads, one wrk thread, 8 requests
  at once, a connection for each as nginx opens them, `DEBUG=0`, `RATELIMIT_ENABLE=0`; load and servers
  share the machine. Medians of interleaved runs, each server first in its turn, so only ratios compare
  between machines. The *limit* (`bench/limit/`) runs the
  same middleware with the fewest queries and the smallest template for the same job; the *bare*
  view is the limit's without middleware. *Plain Django* (`bench/plain.py`) is our page with every
  query compiled when it runs and every template rendered. Each submit is a new message; rows are
  counted after every run.
- *The public site* the same way, with the whole city: 1,644 stations, 8,700 people, 50 addresses of
  each page. *Search* is the median of a warm request over both, on both databases.
- *Curves*: 53 departments over five years, one person signed in; the limit reads the same session,
  has the same menu and draws a line for each department out of one query.
- *Staff pages*: the median time of one request beside {large:,} messages, and beside 10,000;
  the same 4,000 are open in both.
- *Memory*: the larger worker after each quarter of a mix of pages.
- *A whole vote* on PostgreSQL, in two processes of four threads, through `credentials` and `casting` without
  the pages around them; every receipt and mark is looked for in the urn afterwards. Every cast writes the
  whole urn again, so its cost grows with the urn: the bar is that a row costs no more in a full one. Urns of
  three sizes in turn, medians. The count writes results, tallies and the count file, and is taken back.

`make bench PART=…` runs one part; each keeps its rows in `var/bench/<part>.md` as it ends, and one that
fails is a row that says so. This page is written when a whole run came to its end without a failure. The
databases are kept in `/var/tmp/renda-bench-<uid>` for the next run of the day; remove the folder to be rid
of them. `BENCH_DATABASE_URL` names a PostgreSQL server to use instead.
"""


def when() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True
    )
    return f"{datetime.now().astimezone():%Y-%m-%d %H:%M} on {done.stdout.strip() or 'no commit'}"


def machine() -> str:
    memory = Path("/proc/meminfo").read_text().split()[1]
    postgresql = subprocess.run(["psql", "--version"], capture_output=True, text=True)
    names = [f"{name} {version(name)}" for name in ("Django", "gunicorn", "psycopg2-binary")]
    return (
        f"{_processor()}, {len(_cores())} cores, {int(memory) / 1024**2:.0f} GB RAM,"
        f" {platform.system()} {platform.release()}; Python {platform.python_version()},"
        f" {', '.join(names)}, PostgreSQL {postgresql.stdout.split()[2]}."
    )


def _cores() -> list[str]:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return [line for line in lines if line.startswith("processor")]


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
