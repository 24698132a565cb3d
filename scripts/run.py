"""`make run` and `make dev`: everything from a fresh clone to a running site."""

import argparse
import os
import socket
import sys
from collections.abc import MutableMapping
from pathlib import Path

from scripts import packages
from scripts.setup import ENV_FILE, PYTHON, ROOT, ensure_env, ensure_venv, run, say


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="DEBUG=1, reload when code changes")
    options = parser.parse_args()
    ensure_venv(dev=options.dev)
    ensure_env()
    if options.dev:
        os.environ["DEBUG"] = "1"
    fill_in(os.environ, read_env(ENV_FILE))
    refuse_taken_port(int(os.environ["PORT"]))
    bring_what_prints()
    run(PYTHON, "manage.py", "prepare")
    say(f"{os.environ['SITE_URL']}   (Ctrl-C stops everything)")
    honcho = ROOT / ".venv/bin/honcho"
    os.chdir(ROOT)
    # An empty env file: settings.py reads .env itself, and what is set by hand comes first.
    os.execv(
        honcho,
        ["honcho", "--env", os.devnull, "--app-root", ".", "start", "--port", os.environ["PORT"]],
    )


def bring_what_prints() -> None:
    """Without these packages everything works but PDFs, and the pages say so."""
    if missing := packages.ensure(packages.PRINT_PACKAGES):
        say(f"Printing is off until these are installed (apt install …): {' '.join(missing)}")


def fill_in(environment: MutableMapping[str, str], from_file: dict[str, str]) -> None:
    """Fix what must be the same in all processes; honcho gives each a PORT of its own."""
    settled = from_file | dict(environment)
    environment["PORT"] = settled.get("PORT") or "8000"
    environment["SITE_URL"] = settled.get("SITE_URL") or f"http://127.0.0.1:{environment['PORT']}"
    if settled.get("DATABASE_URL", "").startswith("postgres") and settled.get("REDIS_URL"):
        default = str(max(2, os.cpu_count() or 2))
        environment["WEB_CONCURRENCY"] = settled.get("WEB_CONCURRENCY") or default


def read_env(path: Path) -> dict[str, str]:
    lines = (line.strip() for line in path.read_text().splitlines())
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip().strip("'\"") for name, value in pairs}


def refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            sys.exit(
                f"Port {port} is taken. Stop what runs there, or choose one: PORT=8001 make run"
            )


if __name__ == "__main__":
    main()
