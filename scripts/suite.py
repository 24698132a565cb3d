"""`make test`: everything from a fresh clone to a green test run, on both pairs of servers.

What can't be had on this machine is left out and said so; with CI=1 that is a failure.
SEED=7 draws the order of the tests from that number, in every step.
"""

import contextlib
import os
import subprocess
import sys
import time

from scripts import packages, services
from scripts.setup import PYTHON, ROOT, ensure_venv, say

#: name, passed, seconds
Result = tuple[str, bool, float]
PYTEST = [str(PYTHON), "-m", "pytest", "-q", "-p", "no:cacheprovider"]
# files in the order given, not those of most tests first: the slowest have few
PARALLEL = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
# a file of the walk is mostly one long test: whoever is done takes over what waits
WALKING = ["-n", "2", "--dist", "worksteal"]
SEED = os.environ.get("SEED", "")
SHUFFLED = ["-p", "randomly", f"--randomly-seed={SEED}"] if SEED else []
SUITE = [*PYTEST, *PARALLEL, *SHUFFLED]


def main() -> None:
    left_out = packages.ensure(packages.TEST_PACKAGES)
    ensure_venv(dev=True)
    results = [step("make check", [sys.executable, "-m", "scripts.check"])]
    results.append(step("suite on SQLite", SUITE, DATABASE_URL="", REDIS_URL=""))
    with contextlib.ExitStack() as running:
        servers = start_servers(running, left_out)
        if servers:
            results.append(step("suite on PostgreSQL + Redis", SUITE, **servers))
        if packages.chromium():
            browser = [*PYTEST, *WALKING, *SHUFFLED, "-m", "browser", "tests/browser"]
            where = servers or {"DATABASE_URL": "", "REDIS_URL": ""}
            results.append(step("walk in Chromium", browser, **where))
    report(results, left_out)


def start_servers(running: contextlib.ExitStack, left_out: list[str]) -> dict[str, str]:
    try:
        return {
            "DATABASE_URL": running.enter_context(services.postgresql()),
            "REDIS_URL": running.enter_context(services.redis()),
        }
    except services.MissingError as missing:
        left_out.append(str(missing))
        return {}


def step(name: str, command: list[str], **environment: str) -> Result:
    say(name)
    started = time.monotonic()
    given = {key: value for key, value in environment.items() if value}
    inherited = {key: value for key, value in os.environ.items() if key not in environment}
    done = subprocess.run(command, cwd=ROOT, env=inherited | given)
    return name, done.returncode == 0, time.monotonic() - started


def report(results: list[Result], left_out: list[str]) -> None:
    say("make test")
    for name, passed, seconds in results:
        print(f"    {'ok    ' if passed else 'FAILED'} {name} ({seconds:.0f} s)")
    for name in left_out:
        print(f"    LEFT OUT 没有测到，这台机器缺少：{name}")
    failed = not all(passed for _, passed, _ in results)
    incomplete = bool(left_out) and os.environ.get("CI") == "1"
    sys.exit(1 if failed or incomplete else 0)


if __name__ == "__main__":
    main()
