"""The three pages of a voter, beside the limit app, the bare views and plain Django."""

from __future__ import annotations

import re
import secrets
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.load import CONNECTIONS, LoadError, wrk
from bench.rates import SERVERS, interleaved, listed
from bench.report import Row
from bench.servers import Server
from bench.world import Run, World

#: page -> the least share of the limit's requests per second
BARS = {"voter page": 0.6, "submit": 0.5, "tracking": 0.5}
SLUGS = 50
FORM = {"body": "3 号楼门口的路灯坏了三天，晚上看不清台阶。", "name": "", "place": "", "fax": ""}
_CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_STARTED = re.compile(r'name="started" value="([^"]+)"')


@dataclass(frozen=True)
class Form:
    """What a voter's browser holds after opening the page."""

    cookie: str
    token: str
    started: str


def measure(world: World) -> list[Row]:
    with world.city() as city, world.portal(city) as ask:
        slugs = ask("pages.slugs", SLUGS)
        codes = listed(city, "codes.txt", [f"/m/{slug}/" for slug in slugs])
        with world.servers(city, *SERVERS) as servers:
            tracked = listed(
                city, "tracked.txt", submit_some(servers[0].url, slugs[0], world.plan.tracked)
            )
            reads = {"voter page": world.fetching(codes), "tracking": world.fetching(tracked)}
            submit = _submit(codes, slugs[0], lambda: ask("pages.count_messages"))
            # Thousands of new rows keep the database busy for a while: with nobody's reading.
            rates = interleaved(world.plan, servers, reads)
            rates |= interleaved(world.plan, servers, {"submit": submit})
    return [rates[page].row(page, bar) for page, bar in BARS.items()]


def _submit(codes: Path, slug: str, count_messages: Callable[[], int]) -> Run:
    """Every answer must stand for one new message."""

    def run(server: Server, seconds: float) -> float:
        form = open_form(server.url, slug)
        before, key = count_messages(), secrets.token_hex(6)
        words = (codes, form.cookie, form.token, form.started, key)
        rate, answers = wrk(server.url, "submit.lua", *words, seconds=seconds)
        time.sleep(0.5)  # what wrk no longer waited for
        made = count_messages() - before
        if not answers <= made <= answers + CONNECTIONS:
            raise LoadError(f"{server.name}: {answers} answers, but {made} new messages")
        return rate

    return run


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
