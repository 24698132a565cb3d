"""`make bench`, or `make bench PART=…`: exit status 1 when a bar is missed or a part fails.

Each part stands alone, prints its rows and keeps them in `var/bench/` as it ends. A whole run
without a failure writes `docs/benchmarks.md`.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import os
import subprocess
import sys
import time
import traceback
from collections.abc import Callable

from bench import VAR, curves, memory, paper, report, site, staff, voters, voting
from bench.databases import Databases, postgresql
from bench.report import Row
from bench.world import Plan, World
from scripts import packages, services
from scripts.setup import PYTHON, ROOT, say

PARTS: dict[str, Callable[[World], list[Row]]] = {
    "memory": memory.measure,
    "voters": voters.measure,
    "site": site.measure,
    "curves": curves.measure,
    "search": site.measure_search,
    "staff": staff.measure,
    "paper": paper.measure,
    "voting": voting.measure,
}
OUR_SETTINGS = {"DJANGO_SETTINGS_MODULE": "yichang_renda.settings"}
# Nobody's data, and the same at every run, so that prepared databases can be read again.
KEYS = {
    "SECRET_KEY": "the benchmark's own secret key, long enough for Django's checks",
    "PHONE_KEY": base64.urlsafe_b64encode(b"a benchmark, nobody's phones :-)").decode(),
    "PHONE_INDEX_KEY": "the benchmark's own index key",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=" ".join(PARTS))
    chosen = parser.parse_args().parts
    if unknown := set(chosen) - set(PARTS):
        parser.error(f"no such part: {' '.join(unknown)}; there are {' '.join(PARTS)}")
    if missing := packages.ensure(packages.BENCH_PACKAGES):
        sys.exit(f"make bench needs: {' '.join(missing)} (as root: apt install …)")
    VAR.mkdir(parents=True, exist_ok=True)
    started, plan = time.monotonic(), Plan()
    with contextlib.ExitStack() as running:
        try:
            url = running.enter_context(postgresql())
            redis_url = running.enter_context(services.redis())
        except services.MissingError as error:
            sys.exit(f"make bench needs: {error}")
        given = environment(redis_url)
        collect_static(given)
        world = World(plan, Databases(url, given))
        rows = []
        for part in chosen or PARTS:
            say(part)
            began = time.monotonic()
            rows += (of_part := measured(part, world))
            report.keep(part, of_part, time.monotonic() - began)
            print(report.table(of_part), flush=True)
    minutes = (time.monotonic() - started) / 60
    if not chosen and all(row.verdict != report.FAILED for row in rows):
        report.DOCUMENT.write_text(report.document(rows, minutes, plan.large))
    say(f"make bench, {minutes:.0f} minutes")
    print(f"{report.table(rows)}\n\n{report.machine()}")
    sys.exit(any(row.verdict != report.OK for row in rows))


def measured(part: str, world: World) -> list[Row]:
    """A part that fails is a row that says so; the others go on."""
    try:
        return PARTS[part](world)
    except Exception as error:  # noqa: BLE001 - whatever it was
        traceback.print_exc()
        return [report.failed(part, error)]


def environment(redis_url: str) -> dict[str, str]:
    return KEYS | {
        "REDIS_URL": redis_url,
        "VAR_DIR": str(VAR),
        "DEBUG": "0",
        "DEMO": "1",
        "RATELIMIT_ENABLE": "0",
    }


def collect_static(environment: dict[str, str]) -> None:
    collect = [PYTHON, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=os.environ | OUR_SETTINGS | environment, check=True)


if __name__ == "__main__":
    main()
