"""The databases of a run, on a PostgreSQL server of its own that is kept for the next run."""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

import psycopg2
from psycopg2 import sql

from bench import grow
from scripts import services
from scripts.setup import PYTHON, ROOT, say

SCRATCH = "renda_bench"  # what the voters' pages write to; made anew for each run
SMALL = 10_000
SEARCHED = 300  # nobody searches for messages
#: What decides how the demo data looks.
SOURCES = (
    "*/demo.py",
    "*/demo/*.py",
    "portal/management/commands/load_demo.py",
    "*/migrations/*.py",
    "bench/grow.py",
)


@dataclass(frozen=True)
class Databases:
    """`url` of a server on which we may create databases; `environment` of what uses them."""

    url: str
    environment: dict[str, str]

    def env(self, name: str) -> dict[str, str]:
        return self.environment | {"DATABASE_URL": _named(self.url, name)}

    @contextlib.contextmanager
    def sqlite_city(self) -> Iterator[dict[str, str]]:
        """The environment of the same city in SQLite, for as long as it is looked at."""
        with tempfile.TemporaryDirectory() as folder:
            environment = self.environment | {"DATABASE_URL": f"sqlite:///{folder}/city.db"}
            for words in (["migrate", "--verbosity", "0"], _city(SEARCHED)):
                command = [PYTHON, "manage.py", *words]
                subprocess.run(
                    command,
                    cwd=ROOT,
                    env=os.environ | environment,
                    check=True,
                    stdout=subprocess.DEVNULL,
                )
            yield environment

    def prepare(self, messages: int) -> str:
        """The name of a demo city with that many messages; made unless it is there already."""
        name = f"{SCRATCH}_{messages}"
        wanted = _fingerprint(messages)
        if self._comment(name) != wanted:
            say(f"Preparing {messages:,} messages")
            started = time.monotonic()
            self._make(name, messages)
            self._administer("COMMENT ON DATABASE {} IS %s", name, wanted)
            say(f"… took {time.monotonic() - started:.0f} s")
        return name

    def copy(self, template: str) -> None:
        self.drop(SCRATCH)
        self._administer("CREATE DATABASE {} TEMPLATE {}", SCRATCH, template)

    def drop(self, name: str) -> None:
        self._administer("DROP DATABASE IF EXISTS {}", name)

    def _make(self, name: str, messages: int) -> None:
        self.drop(name)
        if messages == SMALL:
            self._administer("CREATE DATABASE {}", name)
            self._manage(name, "migrate", "--verbosity", "0")
            with _connected(_named(self.url, name)) as cursor:
                grow.leave_room(cursor)
            self._manage(name, *_city(SMALL))
        else:
            self._administer("CREATE DATABASE {} TEMPLATE {}", name, self.prepare(SMALL))
            with _connected(_named(self.url, name)) as cursor:
                grow.add_ended(cursor, messages - SMALL)
            self._manage(name, "recount_tallies")
            self._manage(name, "check_standards")
        with _connected(_named(self.url, name)) as cursor:
            cursor.execute("VACUUM ANALYZE")

    def _manage(self, name: str, *words: str) -> None:
        command = [PYTHON, "manage.py", *words]
        environment = os.environ | self.env(name)
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)

    def _comment(self, name: str) -> str:
        with _connected(self.url) as cursor:
            cursor.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
                [name],
            )
            found = cursor.fetchone()
        return str(found[0]) if found else ""

    def _administer(self, command: str, *names: str) -> None:
        """`{}` are names of databases; one name more than these is a %s."""
        quoted = [sql.Identifier(name) for name in names]
        values = names[command.count("{}") :]
        with _connected(self.url) as cursor:
            cursor.execute(sql.SQL(command).format(*quoted), values)


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """BENCH_DATABASE_URL names a server to use instead, by a user who may create databases."""
    if given := os.environ.get("BENCH_DATABASE_URL"):
        yield given
        return
    folder = Path(f"/var/tmp/renda-bench-{os.geteuid()}")
    with services.postgresql(kept_in=folder) as url:
        yield url


@contextlib.contextmanager
def _connected(url: str) -> Iterator[psycopg2.extensions.cursor]:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def _city(messages: int) -> list[str]:
    return ["load_demo", "--scale", "city", "--messages", str(messages)]


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _fingerprint(messages: int) -> str:
    """Demo data is as of a day: yesterday's would be late today."""
    files = sorted(path for pattern in SOURCES for path in ROOT.glob(pattern))
    seen = hashlib.sha256(b"".join(path.read_bytes() for path in files))
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    return f"{messages} messages of {today}, {seen.hexdigest()[:16]}"
