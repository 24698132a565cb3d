"""One table for the terminal and for `docs/benchmarks.md`."""

from __future__ import annotations

import platform
import subprocess
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from bench.curves import CurvesResult
from bench.growth import MOST_QUERIES, MOST_SLOWER, GrowthResult
from bench.memory import MOST_GROWTH, MOST_MB, MemoryResult
from bench.pages import PageResult
from bench.site import MOST_SEARCH_MS, SearchResult
from scripts.setup import ROOT

DOCUMENT = ROOT / "docs" / "benchmarks.md"
Row = tuple[str, str, str, str, str]
HEAD: Row = ("what", "measured", "beside", "bar", "")


def page_rows(results: list[PageResult]) -> list[Row]:
    return [
        (
            result.page,
            f"{result.ours:.0f} requests/s = {result.ratio:.2f} × limit",
            f"limit {result.limit:.0f}/s; bare view {result.bare:.0f}/s"
            f" (ours {result.bare_ratio:.2f}, limit {result.middleware:.2f} of it)",
            f"≥ {result.bar} × limit",
            _verdict(result.passed),
        )
        for result in results
    ]


def curves_row(result: CurvesResult) -> Row:
    what, measured, beside, bar, _ = page_rows([result.page])[0]
    return (
        what,
        f"{measured}, {result.queries} queries",
        beside,
        f"{bar}, ≤ {MOST_QUERIES} queries",
        _verdict(result.passed),
    )


def search_rows(results: list[SearchResult]) -> list[Row]:
    return [
        (
            f"search, {result.database}",
            f"{result.slowest_ms:.1f} ms for the slowest words, 「{result.typed}」",
            f"median of all words {result.middle_ms:.1f} ms",
            f"≤ {MOST_SEARCH_MS} ms",
            _verdict(result.passed),
        )
        for result in results
    ]


def growth_rows(results: list[GrowthResult]) -> list[Row]:
    return [
        (
            result.page,
            f"{result.large_ms:.1f} ms = {result.ratio:.2f} ×, {result.queries} queries",
            f"{result.small_ms:.1f} ms",
            f"≤ {MOST_SLOWER} ×, ≤ {MOST_QUERIES} queries",
            _verdict(result.passed),
        )
        for result in results
    ]


def memory_rows(result: MemoryResult) -> list[Row]:
    steps = " → ".join(f"{mb:.0f}" for mb in result.resident_mb)
    return [
        (
            "web worker, resident",
            f"{max(result.resident_mb):.0f} MB",
            f"over {result.requests:,} requests: {steps}",
            f"≤ {MOST_MB} MB, growth ≤ {MOST_GROWTH} ×",
            _verdict(result.passed),
        )
    ]


def _verdict(passed: bool) -> str:
    return "ok" if passed else "**missed**"


def table(rows: list[Row]) -> str:
    lines = [HEAD, tuple("---" for _ in HEAD), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def document(rows: list[Row], command: str, sizes: tuple[int, int], note: str) -> str:
    small, large = sizes
    return f"""# Benchmarks

`{command}`, {datetime.now().astimezone():%Y-%m-%d %H:%M}. {machine()}
{note}
{table(rows)}

- *Voters' pages*: PostgreSQL, Redis, 2 gunicorn workers × 4 threads, one wrk thread with 8
  connections, `DEBUG=0`, `RATELIMIT_ENABLE=0`; load and servers share the machine. Medians of
  interleaved runs, so only ratios compare between machines. The *limit* (`bench/limit/`) runs the
  same middleware with the fewest queries and the smallest template for the same job; the *bare*
  view is the limit's without middleware. Each submit is a new message; rows are counted after
  every run.
- *The public site* the same way, with the whole city: 1,644 stations, 8,700 people, 50 addresses of
  each page. *Search* is the median of a warm request over both, on both databases.
- *Curves*: 53 departments over five years, one person signed in; the limit reads the same session and
  draws a line for each department out of one query.
- *Staff pages*: the median time of one request beside {large:,} messages, and beside {small:,};
  the same 4,000 are open in both.
- *Memory*: the larger worker after each quarter of a mix of pages.
- *A whole vote* on PostgreSQL, in two processes of four threads, through `credentials` and `casting` without
  the pages around them; every receipt and mark is looked for in the urn afterwards. Every cast writes the
  whole urn again, so its cost grows with the urn: the bar is that a row costs no more in a full one. Urns of
  three sizes in turn, medians. The count writes results, tallies and the count file, and is taken back.

The databases are kept in `/var/tmp/renda-bench-<uid>` for the next run of the day; remove the
folder to be rid of them. `BENCH_DATABASE_URL` names a PostgreSQL server to use instead.
"""


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
