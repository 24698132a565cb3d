"""The three pages of a voter, beside the limit app and the bare views."""

from __future__ import annotations

import re
import secrets
import statistics
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench import VAR
from bench.load import CONNECTIONS, LoadError, wrk
from bench.servers import Server

#: page -> the least share of the limit's requests per second
BARS = {"voter page": 0.6, "submit": 0.5, "tracking": 0.5}
TRACKED = 100
FORM = {"body": "3 号楼门口的路灯坏了三天，晚上看不清台阶。", "name": "", "place": "", "fax": ""}
_CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_STARTED = re.compile(r'name="started" value="([^"]+)"')


@dataclass(frozen=True)
class Form:
    """What a voter's browser holds after opening the page."""

    cookie: str
    token: str
    started: str


@dataclass(frozen=True)
class PageResult:
    page: str
    ours: float
    limit: float
    bare: float
    bar: float

    @property
    def ratio(self) -> float:
        return self.ours / self.limit

    @property
    def bare_ratio(self) -> float:
        return self.ours / self.bare

    @property
    def middleware(self) -> float:
        """What the middleware leaves of the bare view's rate."""
        return self.limit / self.bare

    @property
    def passed(self) -> bool:
        return self.ratio >= self.bar


def measure(
    servers: list[Server],
    slugs: list[str],
    count_messages: Callable[[], int],
    *,
    rounds: int,
    seconds: float,
) -> list[PageResult]:
    """Medians of interleaved runs, so that a slow minute of the machine meets all alike."""
    ours = servers[0]
    codes = _write("codes.txt", [f"/m/{slug}/" for slug in slugs])
    tracked = _write("tracked.txt", submit_some(ours.url, slugs[0], TRACKED))
    runs: dict[str, Callable[[Server], float]] = {
        "voter page": lambda server: wrk(server.url, "get.lua", codes, seconds=seconds)[0],
        "submit": lambda server: _submit(server, codes, slugs[0], count_messages, seconds),
        "tracking": lambda server: wrk(server.url, "get.lua", tracked, seconds=seconds)[0],
    }
    rates: dict[tuple[str, str], list[float]] = {}
    for turn in range(rounds + 1):
        for page, run in runs.items():
            for server in servers:
                rate = run(server)
                if turn:  # the first one fills caches
                    rates.setdefault((page, server.name), []).append(rate)
    middle = {key: statistics.median(values) for key, values in rates.items()}
    return [
        PageResult(
            page, *(middle[page, name] for name in ("ours", "limit", "bare")), bar=BARS[page]
        )
        for page in runs
    ]


def _submit(
    server: Server, codes: Path, slug: str, count_messages: Callable[[], int], seconds: float
) -> float:
    """Every answer must stand for one new message."""
    form = open_form(server.url, slug)
    before, run = count_messages(), secrets.token_hex(6)
    rate, answers = wrk(
        server.url,
        "submit.lua",
        codes,
        form.cookie,
        form.token,
        form.started,
        run,
        seconds=seconds,
    )
    time.sleep(0.5)  # what wrk no longer waited for
    made = count_messages() - before
    if not answers <= made <= answers + CONNECTIONS:
        raise LoadError(f"{server.name}: {answers} answers, but {made} new messages")
    return rate


def open_form(url: str, slug: str) -> Form:
    with urllib.request.urlopen(f"{url}/m/{slug}/") as response:
        page = response.read().decode()
        cookie = str(response.headers["Set-Cookie"] or "")
    token, started = _CSRF.search(page), _STARTED.search(page)
    name_value = re.match(r"csrftoken=([^;]+)", cookie)
    if token is None or started is None:
        raise LoadError(f"{url}: the voter page has no form")
    secret = name_value.group(1) if name_value else token.group(1)[:32]
    return Form(secret, token.group(1), started.group(1))


def submit_some(url: str, slug: str, amount: int) -> list[str]:
    """Send messages as a browser does; the paths of their receipts."""
    form = open_form(url, slug)
    run = secrets.token_hex(6)
    return [_submit_one(url, slug, form, f"{run}-{turn}") for turn in range(amount)]


def _submit_one(url: str, slug: str, form: Form, key: str) -> str:
    fields = FORM | {
        "key": key,
        "phone": "13800000000",
        "started": form.started,
        "csrfmiddlewaretoken": form.token,
    }
    request = urllib.request.Request(
        f"{url}/m/{slug}/",
        urllib.parse.urlencode(fields).encode(),
        {"Cookie": f"csrftoken={form.cookie}"},
    )
    with urllib.request.urlopen(request) as response:
        path = urllib.parse.urlsplit(response.url).path
    if not path.startswith("/t/"):
        raise LoadError(f"{url}: a message was not taken in")
    return path


def _write(name: str, lines: list[str]) -> Path:
    path = VAR / name
    path.write_text("".join(f"{line}\n" for line in lines))
    return path
