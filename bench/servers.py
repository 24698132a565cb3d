"""Gunicorn as in production: two workers of four threads, on a port of its own."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.setup import ROOT, VENV

WORKERS, THREADS = 2, 4
WAIT_SECONDS = 30
#: name -> settings, WSGI module
APPS = {
    "ours": ("yichang_renda.settings", "yichang_renda.wsgi"),
    "limit": ("bench.limit.settings", "yichang_renda.wsgi"),
    "bare": ("bench.limit.settings", "bench.limit.bare"),
    "plain": ("yichang_renda.settings", "bench.plain"),
}


@dataclass(frozen=True)
class Server:
    name: str
    url: str
    process: subprocess.Popen[bytes]

    def workers(self) -> list[int]:
        """The process ids of the web workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def resident_mb(self) -> float:
        """What the largest web worker keeps in memory, pages shared with others included."""
        return max(_status_mb(pid, "VmRSS") for pid in self.workers())


@contextlib.contextmanager
def server(name: str, environment: dict[str, str]) -> Iterator[Server]:
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    settings, wsgi = APPS[name]
    own = {
        "DJANGO_SETTINGS_MODULE": settings,
        "PORT": str(port),
        "BIND": f"127.0.0.1:{port}",
        "SITE_URL": url,
        "WEB_CONCURRENCY": str(WORKERS),
        "WEB_THREADS": str(THREADS),
    }
    command = [VENV / "bin" / "gunicorn", "--config", "python:yichang_renda.gunicorn", wsgi]
    with (Path(environment["VAR_DIR"]) / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | own | environment, stdout=log, stderr=log
        )
        try:
            _wait_for(url, process)
            yield Server(name, url, process)
        finally:
            process.terminate()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(url + "/healthz", timeout=5).close()
        except urllib.error.HTTPError:
            return  # it answers
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"{url} does not come up; see its log in VAR_DIR")


def _status_mb(pid: int, field: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith(f"{field}:"))
    return int(kilobytes) / 1024
