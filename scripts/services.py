"""A PostgreSQL and a Redis of the test run's own: nothing of the machine's is touched or needed.

Both live in one temporary directory, listen on free ports of the loopback and end with the run.
"""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

WAIT_SECONDS = 20


class MissingError(Exception):
    """What can't be had here; the text says what, and how to get it."""


@contextlib.contextmanager
def postgresql(kept_in: Path | None = None) -> Iterator[str]:
    """Yield the URL of a fresh PostgreSQL; TEST_DATABASE_URL names one that is there already.

    `kept_in` a folder it is as careful as in production, and there again at the next run.
    """
    if kept_in:
        with _postgresql_in(kept_in, "-c max_wal_size=4GB") as url:
            yield url
        return
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="renda-pg-"))
    # Speed over safety: the data is thrown away in a few minutes.
    options = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    try:
        with _postgresql_in(folder, options) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _postgresql_in(folder: Path, options: str) -> Iterator[str]:
    binaries = _postgresql_binaries()
    user = _unprivileged_user()
    folder.mkdir(mode=0o700, exist_ok=True)
    shutil.chown(folder, user)
    data, port = folder / "data", _free_port()
    if not data.exists():
        initdb = (binaries / "initdb", "-D", data, "-U", "renda", "-A", "trust", "-E", "UTF8")
        _as(user, *initdb, "--locale=C.UTF-8")
    options += f" -p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=60"
    control = (binaries / "pg_ctl", "-D", data, "-w", "-t", str(WAIT_SECONDS))
    _as(user, *control, "-o", options, "-l", folder / "log", "start")
    try:
        yield f"postgres://renda@127.0.0.1:{port}/postgres"
    finally:
        _as(user, *control, "-m", "fast", "stop")


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """Yield the URL of a fresh Redis; TEST_REDIS_URL names one (all its databases are flushed)."""
    if given := os.environ.get("TEST_REDIS_URL"):
        yield given
        return
    server = shutil.which("redis-server")
    if server is None:
        raise MissingError("Redis (apt install redis-server)")
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="renda-redis-") as folder:
        where = ("--port", str(port), "--bind", "127.0.0.1", "--dir", folder)
        process = subprocess.Popen((server, *where, "--save", ""), stdout=subprocess.DEVNULL)
        try:
            _wait_for(port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()
            process.wait()


def _postgresql_binaries() -> Path:
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])
    )
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        raise MissingError("PostgreSQL (apt install postgresql)")
    return (found[-1] if found else Path(str(on_path))).parent


def _unprivileged_user() -> str:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return "nobody"


def _as(user: str, *command: str | Path) -> None:
    words = [str(part) for part in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", user, "--", *words]
    try:
        done = subprocess.run(words, cwd="/", capture_output=True, text=True)
    except FileNotFoundError as error:
        raise MissingError(f"PostgreSQL: no {error.filename} on the PATH") from error
    if done.returncode:
        raise MissingError(f"PostgreSQL: {done.stderr.strip() or done.stdout.strip()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise MissingError(f"nothing answers on port {port}")
