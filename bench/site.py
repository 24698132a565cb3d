"""The public site at city scale: its four pages beside the limit, and how long a search takes."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from bench import VAR
from bench.growth import inside
from bench.load import wrk
from bench.pages import PageResult
from bench.servers import Server

#: page -> the least share of the limit's requests per second
BARS = {"home": 0.5, "station": 0.5, "representative": 0.5, "my representatives": 0.5}
ADDRESSES = 50
MOST_SEARCH_MS = 50


@dataclass(frozen=True)
class SearchResult:
    """The slowest kind of search, as the median of several of its kind."""

    database: str
    typed: str
    slowest_ms: float
    middle_ms: float

    @property
    def passed(self) -> bool:
        return self.slowest_ms <= MOST_SEARCH_MS


def measure(
    servers: list[Server], environment: dict[str, str], *, rounds: int, seconds: float
) -> list[PageResult]:
    """Medians of interleaved runs, as for the voters' pages."""
    lists = inside(environment, "site", str(ADDRESSES))
    files = {}
    for number, (page, addresses) in enumerate(lists.items()):
        files[page] = VAR / f"site-{number}.txt"
        files[page].write_text("".join(f"{address}\n" for address in addresses))
    rates: dict[tuple[str, str], list[float]] = {}
    for turn in range(rounds + 1):
        for page, addresses in files.items():
            for server in servers:
                rate = wrk(server.url, "get.lua", addresses, seconds=seconds)[0]
                if turn:  # the first one fills caches
                    rates.setdefault((page, server.name), []).append(rate)
    middle = {key: statistics.median(values) for key, values in rates.items()}
    return [
        PageResult(page, *(middle[page, server.name] for server in servers), bar=BARS[page])
        for page in files
    ]


def search(database: str, environment: dict[str, str]) -> SearchResult:
    """What people type: names, parts of names, pinyin, initials, stations, nothing there is."""
    times: dict[str, float] = inside(environment, "search")
    typed = max(times, key=lambda words: times[words])
    return SearchResult(database, typed, times[typed], statistics.median(times.values()))
