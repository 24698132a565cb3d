"""The queue of the embedded set-up: kombu's messages as files, each whole or not there.

Kombu opens a file under its final name and then writes it, so a reader may meet it empty; what it
can't read ends the worker (celery/kombu#1551). Here a file gets its name when it is whole, and one
that nobody can read (a full disk, a cut in the power) is put aside and logged.
"""

from __future__ import annotations

import fcntl
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from typing import Any

import structlog
from kombu.exceptions import DecodeError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.transport.virtual import BrokerState
from kombu.utils.json import dumps, loads

log = structlog.get_logger(__name__)

URL = "files://"
ASIDE = "unreadable"


class Channel(filesystem.Channel):
    """One folder of messages, one of bindings (which queue hears of which exchange)."""

    def _put(self, queue: str, message: Any, **_: Any) -> None:  # type: ignore[override]
        name = f"{time.time_ns()}_{uuid.uuid4()}.{queue}.msg"
        _write(Path(self.data_folder_out) / name, message)

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        """The oldest message that can be read; whoever removes its file has it."""
        for path in sorted(Path(self.data_folder_in).iterdir()):
            if path.name.partition(".")[2] != f"{queue}.msg":
                continue
            try:
                payload = loads(path.read_text())
                path.unlink()
            except FileNotFoundError:
                continue  # somebody else's by now
            except (ValueError, DecodeError):
                _put_aside(path)
                continue
            return payload
        raise Empty

    def get_table(self, exchange: str) -> list[Any]:
        file = self._exchange_file(exchange)
        try:
            return [filesystem.exchange_queue_t(*row) for row in loads(file.read_text())]
        except FileNotFoundError:
            return []
        except (TypeError, ValueError, DecodeError):
            _put_aside(file)  # every queue binds itself anew when its worker starts
            return []

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        row = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with self._alone():
            rows = self.get_table(exchange)
            if row not in rows:
                _write(self._exchange_file(exchange), [row, *rows])

    def _delete(
        self, queue: str, exchange: str, routing_key: str, pattern: str, *args: Any, **kwargs: Any
    ) -> None:
        row = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        self._purge(queue)
        with self._alone():
            rows = self.get_table(exchange)
            if row in rows:
                rows.remove(row)
                _write(self._exchange_file(exchange), rows)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Who changes a table of bindings reads it and writes it before the next one does."""
        with (self.control_folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    Channel = Channel
    global_state = BrokerState()


TRANSPORT_ALIASES[URL.partition(":")[0]] = f"{__name__}:Transport"


def _write(path: Path, rows: Any) -> None:
    beside = path.with_name(f"{path.name}.{uuid.uuid4()}.unfinished")
    beside.write_text(dumps(rows))
    beside.rename(path)


def _put_aside(path: Path) -> None:
    folder = path.parent / ASIDE
    folder.mkdir(exist_ok=True)
    try:
        size = path.stat().st_size
        path.rename(folder / path.name)
    except FileNotFoundError:
        return  # whoever met it at the same time has done it
    log.error("queue_file_unreadable", file=f"{ASIDE}/{path.name}", bytes=size)
