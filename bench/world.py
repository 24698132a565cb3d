"""What a part is given: how much to do, databases to do it in, and the portal to ask."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.databases import SCRATCH, SMALL, Databases
from bench.load import wrk
from bench.portal import Ask, portal
from bench.servers import Server, server

Environment = dict[str, str]
#: Seconds against a server -> requests per second.
Run = Callable[[Server, float], float]


@dataclass(frozen=True)
class Plan:
    """``rounds`` of ``seconds`` for each page and server; ``slice_seconds`` between two looks at memory."""

    large: int = 1_000_000
    rounds: int = 15
    seconds: int = 1
    tracked: int = 100
    requests: int = 10_000
    slice_seconds: float = 4
    repeats: int = 30
    codes: int = 9950
    compared_boards: int = 64
    boards_at_once: int = 8
    boards: int = 600
    voters: int = 500
    objects: int = 53
    marks: int = 100_000
    turns: int = 15


@dataclass(frozen=True)
class World:
    plan: Plan
    databases: Databases

    @contextlib.contextmanager
    def city(self) -> Iterator[Environment]:
        """A city of our own for a while, on PostgreSQL."""
        self.databases.copy(self.databases.prepare(SMALL))
        yield self.databases.env(SCRATCH)
        self.databases.drop(SCRATCH)

    def grown_cities(self) -> tuple[Environment, Environment]:
        """Kept for the next run: only looked at. The same city with few and with many messages."""
        small, large = map(self.databases.prepare, (SMALL, self.plan.large))
        return self.databases.env(small), self.databases.env(large)

    def sqlite_city(self) -> contextlib.AbstractContextManager[Environment]:
        return self.databases.sqlite_city()

    def portal(self, environment: Environment) -> contextlib.AbstractContextManager[Ask]:
        return portal(environment)

    def fetching(self, addresses: Path) -> Run:
        """The pages of a file in turn."""
        return lambda server, seconds: wrk(server.url, "get.lua", addresses, seconds=seconds)[0]

    @contextlib.contextmanager
    def servers(self, environment: Environment, *names: str) -> Iterator[list[Server]]:
        with contextlib.ExitStack() as running:
            yield [running.enter_context(server(name, environment)) for name in names]
