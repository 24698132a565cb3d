"""The test database: migrated once, kept under `var/tests/`, copied at the start of every run.

What a run leaves behind (a killed one too) never meets the next. The kept one is named after the
migrations that made it; a migration that changes makes another, and old ones go.
"""

import fcntl
import hashlib
import os
import shutil
from contextlib import closing, contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

KEPT = settings.BASE_DIR / "var" / "tests"


def digest():
    """Of every migration of ours, and of the releases that bring the others."""
    found = hashlib.sha256(f"{django.VERSION} {connection.vendor}".encode())
    pinned = settings.BASE_DIR / "requirements.txt"
    own = (Path(config.path) / "migrations" for config in apps.get_app_configs())
    for path in [pinned, *sorted(file for folder in own for file in folder.glob("*.py"))]:
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:12]


@contextmanager
def one_at_a_time():
    """Two workers never migrate the same database."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare(worker):
    """Point the connection to a fresh copy for this worker; return what takes it away again."""
    made = _sqlite if connection.vendor == "sqlite" else _postgresql
    return made(f"test_renda_{worker}_{os.getpid()}", f"renda_{digest()}")


def use(name):
    connection.close()
    connection.settings_dict["NAME"] = str(name)
    connection.settings_dict["TEST"]["NAME"] = str(name)


def migrate(name):
    use(name)
    call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    connection.close()


def _sqlite(copy, template):
    kept, own = KEPT / f"{template}.sqlite3", settings.SCRATCH / f"{copy}.sqlite3"
    with one_at_a_time():
        if not kept.exists():
            for old in KEPT.glob("*.sqlite3*"):
                old.unlink()
            unfinished = kept.with_suffix(".unfinished")
            unfinished.unlink(missing_ok=True)
            migrate(unfinished)
            unfinished.rename(kept)
        shutil.copyfile(kept, own)
    use(own)
    return lambda: own.unlink(missing_ok=True)


def _postgresql(copy, template):
    """The server's own templates: copying one is a copy of files.

    `make test` brings a server for one run; on one that stays, templates of old migrations stay.
    """
    server = connection.settings_dict["NAME"]
    with one_at_a_time(), as_owner(server) as run:
        if template not in run.databases():
            unfinished = f"unfinished_{template}"
            run.drop(unfinished)
            run(f"CREATE DATABASE {unfinished} ENCODING 'UTF8' TEMPLATE template0")
            migrate(unfinished)
            run(f"ALTER DATABASE {unfinished} RENAME TO {template}")
        run(f"CREATE DATABASE {copy} TEMPLATE {template}")
    use(copy)

    def drop():
        connections.close_all()
        with as_owner(server) as run:
            run.drop(copy)

    return drop


class Owner:
    def __init__(self, cursor):
        self.cursor = cursor

    def __call__(self, statement):
        self.cursor.execute(statement)

    def databases(self):
        self("SELECT datname FROM pg_database")
        return {name for (name,) in self.cursor.fetchall()}

    def drop(self, name):
        self(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def as_owner(server):
    """A connection of its own to the server, outside any transaction."""
    parameters = connection.get_connection_params() | {"dbname": server}
    with closing(connection.Database.connect(**_plain(parameters))) as opened:
        opened.set_session(autocommit=True)
        with opened.cursor() as cursor:
            yield Owner(cursor)


def _plain(parameters):
    return {name: value for name, value in parameters.items() if name != "cursor_factory"}
