"""Every part of `make bench`, as small as it goes: what it leans on moves, and it must follow.

Figures mean nothing here. Parts with servers need PostgreSQL, and wrk where `make test` runs.
"""

import contextlib
import io
import json
import os
import shutil
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

import pytest
import requests
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from bench import grow, report
from bench.portal import called
from bench.report import Row
from bench.run import PARTS, collect_static, measured
from bench.servers import server
from bench.world import Plan, World
from messages.models import Message

WITH_SERVERS = ("memory", "voters", "site", "curves")
MESSAGES, FETCHED, GROWN = 20, 2, 5
SMALLEST = Plan(
    rounds=1,
    seconds=1,
    tracked=2,
    requests=4,
    slice_seconds=1,
    repeats=1,
    codes=4,
    compared_boards=1,
    boards_at_once=1,
    boards=1,
    voters=8,
    objects=3,
    marks=12,
    turns=1,
)


@dataclass(frozen=True)
class Here(World):
    """The test's own city in place of all others, and this process in place of the portal's."""

    environment: dict
    until_the_end: contextlib.ExitStack
    running: dict = field(default_factory=dict)

    @contextlib.contextmanager
    def city(self):
        yield self.environment

    sqlite_city = city

    def grown_cities(self):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                grow.add_ended(cursor, GROWN)
        return self.environment, self.environment

    def fetching(self, addresses):
        """Some pages once: wrk, which works for whole seconds, has its turn in other parts."""
        lines = addresses.read_text().splitlines()[:FETCHED]
        return lambda server, seconds: sum(fetched(server.url, line) for line in lines)

    @contextlib.contextmanager
    def servers(self, environment, *names):
        for name in names:
            if name not in self.running:
                self.running[name] = self.until_the_end.enter_context(server(name, environment))
        yield [self.running[name] for name in names]

    @contextlib.contextmanager
    def portal(self, environment):
        yield lambda *call: json.loads(json.dumps(called(*json.loads(json.dumps(call)))))


@pytest.fixture
def room(transactional_db):
    """Below the first message, for those that `bench.grow` adds."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        grow.leave_room(cursor, GROWN + 1)
        yield
        grow.leave_room(cursor, 1)


@pytest.fixture
def world(transactional_db, room, settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    call_command("load_demo", messages=MESSAGES, stdout=io.StringIO())
    with contextlib.ExitStack() as until_the_end:
        yield Here(SMALLEST, None, environment(), until_the_end)


def fetched(url, line):
    """As if each took a second; a line is a path, perhaps followed by a Cookie header."""
    path, _, cookie = line.partition(" ")
    requests.get(url + path, headers={"Cookie": cookie}, timeout=10).raise_for_status()
    return 1


def environment():
    """Of servers that look at the test's own database."""
    found = {"VAR_DIR": str(settings.SCRATCH), "RATELIMIT_ENABLE": "0", "WEB_CONCURRENCY": "1"}
    if url := os.environ.get("DATABASE_URL"):
        name = connection.settings_dict["NAME"]
        found["DATABASE_URL"] = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    return found


def ran(world, *parts):
    """What failed with its reason, and how many rows each part gave."""
    rows = {part: measured(part, world) for part in parts}
    failures = {
        part: row.measured
        for part, of_part in rows.items()
        for row in of_part
        if row.verdict == report.FAILED
    }
    return failures, {part: len(of_part) for part, of_part in rows.items()}


def test_parts_inside_the_portal_give_their_rows(world):
    failures, amounts = ran(world, *(part for part in PARTS if part not in WITH_SERVERS))
    assert failures == {}
    assert Message.objects.count() == MESSAGES + GROWN * (connection.vendor == "postgresql")
    assert amounts == {"search": 2, "staff": 17, "paper": 3, "voting": 4}


@pytest.mark.engine("postgresql")
@pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not here (apt install wrk)")
def test_parts_with_servers_give_their_rows(world):
    collect_static(world.environment)
    failures, amounts = ran(world, *WITH_SERVERS)
    assert failures == {}
    assert amounts == {"memory": 1, "voters": 3, "site": 4, "curves": 1}


def test_a_part_that_fails_is_a_row_that_says_why(monkeypatch):
    def broken(world):
        raise ValueError("the list no longer fits | the rule")

    monkeypatch.setitem(PARTS, "voting", broken)
    assert measured("voting", None) == [
        Row("voting", "ValueError: the list no longer fits ¦ the rule", "", "", "", "**failed**")
    ]
