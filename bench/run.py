"""`make bench`: exit status 1 when a bar is missed. `--quick` takes a few minutes."""

from __future__ import annotations

import argparse
import base64
import contextlib
import os
import subprocess
import sys
from dataclasses import dataclass

from bench import VAR, curves, growth, memory, pages, paper, report, site, voting
from bench.databases import SCRATCH, SMALL, Databases, postgresql
from bench.growth import inside
from bench.servers import server
from scripts import packages, services
from scripts.setup import PYTHON, ROOT, say

SLUGS = 50
# Nobody's data, and the same at every run, so that prepared databases can be read again.
KEYS = {
    "SECRET_KEY": "the benchmark's own secret key, long enough for Django's checks",
    "PHONE_KEY": base64.urlsafe_b64encode(b"a benchmark, nobody's phones :-)").decode(),
    "PHONE_INDEX_KEY": "the benchmark's own index key",
}


@dataclass(frozen=True)
class Plan:
    command: str
    large: int
    rounds: int
    seconds: float
    repeats: int
    requests: int
    turns: int
    note: str = ""


FULL = Plan("make bench", 1_000_000, rounds=5, seconds=5, repeats=40, requests=10_000, turns=15)
QUICK = Plan(
    "python -m bench.run --quick",
    100_000,
    rounds=3,
    seconds=2,
    repeats=15,
    requests=2_000,
    turns=7,
    note="\n**A quick run**: fewer and shorter rounds, a tenth of the messages.\n",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="shorter, with 100,000 messages")
    plan = QUICK if parser.parse_args().quick else FULL
    if missing := packages.ensure(packages.BENCH_PACKAGES):
        sys.exit(f"make bench needs: {' '.join(missing)} (as root: apt install …)")
    VAR.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as running:
        try:
            url = running.enter_context(postgresql())
            redis_url = running.enter_context(services.redis())
        except services.MissingError as error:
            sys.exit(f"make bench needs: {error}")
        rows = measure(plan, Databases(url, environment(redis_url)))
    text = report.document(rows, plan.command, (SMALL, plan.large), plan.note)
    if plan is FULL:
        report.DOCUMENT.write_text(text)
    print("\n" + plan.note + report.table(rows) + "\n\n" + report.machine())
    sys.exit(any(row[-1] != "ok" for row in rows))


def environment(redis_url: str) -> dict[str, str]:
    return KEYS | {
        "REDIS_URL": redis_url,
        "VAR_DIR": str(VAR),
        "DEBUG": "0",
        "DEMO": "1",
        "RATELIMIT_ENABLE": "0",
    }


def measure(plan: Plan, databases: Databases) -> list[report.Row]:
    small, large = databases.prepare(SMALL), databases.prepare(plan.large)
    databases.scratch(small)
    scratch = databases.env(SCRATCH)
    collect = [PYTHON, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=os.environ | scratch, check=True)
    slugs = inside(scratch, "slugs", str(SLUGS))

    say("A web worker's memory")
    cookies = {name: inside(scratch, "session", name) for name in ("lianluo", "quxian")}
    with server("ours", scratch) as ours:
        remembered = memory.measure(ours, slugs, cookies, requests=plan.requests)

    say("Voters' pages beside the limit")
    with contextlib.ExitStack() as running:
        servers = [
            running.enter_context(server(name, scratch)) for name in ("ours", "limit", "bare")
        ]
        voters = pages.measure(
            servers, slugs, databases.count_messages, rounds=plan.rounds, seconds=plan.seconds
        )
        say("The public site beside the limit")
        public = site.measure(servers, scratch, rounds=plan.rounds, seconds=plan.seconds)
        say("The page of curves beside the limit")
        drawn = curves.measure(servers, scratch, rounds=plan.rounds, seconds=plan.seconds)
    say("Search")
    with databases.sqlite_city() as lite:
        searches = [site.search("PostgreSQL", scratch), site.search("SQLite", lite)]
    databases.drop(SCRATCH)

    say(f"Staff pages beside {plan.large:,} messages")
    staff = growth.measure(databases.env(small), databases.env(large), repeats=plan.repeats)
    say("Paper: codes, boards and the job that makes them")
    printed = paper.measure(databases.env(small))
    say("A whole vote: 500 people, 53 objects each")
    databases.scratch(small)
    voted = voting.measure(databases.env(SCRATCH), turns=plan.turns)
    databases.drop(SCRATCH)
    return [
        *report.page_rows(voters + public),
        report.curves_row(drawn),
        *report.search_rows(searches),
        *report.growth_rows(staff),
        *report.memory_rows(remembered),
        *printed.rows(),
        *voted.rows(),
    ]


if __name__ == "__main__":
    main()
