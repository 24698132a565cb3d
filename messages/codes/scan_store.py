"""Where scans wait until a task folds them: a spool file, or a hash in Redis.

Both take a scan without touching the database, hand over all they have as a named batch, and
keep the batch until it is dropped. A scan is «day code station channel», channel 0 for none.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import structlog
from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError, ResponseError

from messages.models import Entry

log = structlog.get_logger(__name__)

END = "."  # closes a line: one cut short by a full disk is not taken for another
SETTLE_SECONDS = 5.0
WAIT_SECONDS = 0.5
REST_SECONDS = 10.0

Scans = dict[Entry, int]


class Store(Protocol):
    def append(self, entry: Entry) -> None: ...
    def rotate(self) -> None: ...
    def batches(self) -> list[str]: ...
    def read(self, batch: str) -> Scans: ...
    def drop(self, batch: str) -> None: ...


def store() -> Store:
    return RedisHash(settings.REDIS_URL) if settings.REDIS_URL else SpoolFile(settings.VAR_DIR)


def words_of(entry: Entry) -> str:
    return f"{entry.day:%Y-%m-%d} {entry.code} {entry.station} {entry.channel}"


def entry_of(words: str) -> Entry | None:
    """None for what nobody here has written."""
    try:
        day, code, station, channel = words.split(" ")
        return Entry(date.fromisoformat(day), int(station), int(code), int(channel))
    except ValueError:
        return None


class SpoolFile:
    """One line per scan, appended by a single write; a batch is the file under another name."""

    def __init__(self, var_dir: Path, settle: float = SETTLE_SECONDS) -> None:
        self.folder = var_dir / "scans"
        self.path = self.folder / "spool"
        self.settle = settle

    def append(self, entry: Entry) -> None:
        line = f"\n{words_of(entry)} {END}\n".encode()
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        try:
            file = os.open(self.path, flags, 0o600)
        except FileNotFoundError:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = os.open(self.path, flags, 0o600)
        try:
            os.write(file, line)
        finally:
            os.close(file)

    def rotate(self) -> None:
        batch = self.folder / f"{time.time_ns()}-{uuid4().hex}.batch"
        try:
            self.path.rename(batch)
        except FileNotFoundError:
            return

    def batches(self) -> list[str]:
        """Those renamed a moment ago wait: somebody may have opened one to write into it."""
        settled = time.time_ns() - int(self.settle * 1e9)
        names = sorted(path.name for path in self.folder.glob("*.batch"))
        return [name for name in names if int(name.partition("-")[0]) <= settled]

    def read(self, batch: str) -> Scans:
        scans: Counter[Entry] = Counter()
        with (self.folder / batch).open(encoding="ascii", errors="replace") as lines:
            for line in lines:
                words, _, end = line.strip().rpartition(" ")
                if end == END and (entry := entry_of(words)):
                    scans[entry] += 1
        return scans

    def drop(self, batch: str) -> None:
        (self.folder / batch).unlink(missing_ok=True)


class RedisHash:
    """Counts by scan in one hash; a batch is the hash under another name."""

    KEY, BATCHES = "renda:scans", "renda:scans:batches"
    _away_until = 0.0

    def __init__(self, url: str) -> None:
        self.client = _client(url)

    def append(self, entry: Entry) -> None:
        """After an error Redis is left alone for a moment: nobody waits for it twice."""
        if time.monotonic() < RedisHash._away_until:
            return
        try:
            self.client.hincrby(self.KEY, words_of(entry), 1)
        except RedisError:
            RedisHash._away_until = time.monotonic() + REST_SECONDS
            raise

    def rotate(self) -> None:
        if not self.client.exists(self.KEY):
            return
        batch = f"{self.KEY}:{uuid4().hex}"
        with self.client.pipeline(transaction=True) as pipe:
            pipe.sadd(self.BATCHES, batch)
            pipe.rename(self.KEY, batch)
            try:
                pipe.execute()
            except ResponseError:  # another worker was first: our batch is empty
                log.info("scans_rotated_by_another")

    def batches(self) -> list[str]:
        return sorted(map(str, self.client.smembers(self.BATCHES)))

    def read(self, batch: str) -> Scans:
        found = self.client.hgetall(batch)
        read = ((entry_of(str(words)), int(n)) for words, n in found.items())
        return {entry: n for entry, n in read if entry}

    def drop(self, batch: str) -> None:
        with self.client.pipeline(transaction=True) as pipe:
            pipe.delete(batch)
            pipe.srem(self.BATCHES, batch)
            pipe.execute()


@lru_cache(maxsize=4)
def _client(url: str) -> Redis:
    waits = {"socket_timeout": WAIT_SECONDS, "socket_connect_timeout": WAIT_SECONDS}
    return Redis.from_url(url, decode_responses=True, **waits)
