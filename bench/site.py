"""The public site at city scale: its four pages beside the limit, and how long a search takes."""

from __future__ import annotations

import statistics

from bench.rates import SERVERS, interleaved, listed
from bench.report import Row, verdict
from bench.world import Environment, World

#: page -> the least share of the limit's requests per second
BARS = {"home": 0.5, "station": 0.5, "representative": 0.5, "my representatives": 0.5}
ADDRESSES = 50
MOST_SEARCH_MS = 50


def measure(world: World) -> list[Row]:
    with world.city() as city:
        with world.portal(city) as ask:
            lists: dict[str, list[str]] = ask("pages.site", ADDRESSES)
        files = {page: listed(city, f"{page}.txt", addresses) for page, addresses in lists.items()}
        with world.servers(city, *SERVERS) as servers:
            runs = {page: world.fetching(file) for page, file in files.items()}
            rates = interleaved(world.plan, servers, runs)
    return [rates[page].row(page, bar) for page, bar in BARS.items()]


def measure_search(world: World) -> list[Row]:
    """What people type: names, parts of names, pinyin, initials, stations, nothing there is."""
    with world.city() as city:
        row = _search("PostgreSQL", world, city)
    with world.sqlite_city() as city:
        return [row, _search("SQLite", world, city)]


def _search(database: str, world: World, city: Environment) -> Row:
    """The slowest kind of search, as the median of several of its kind."""
    with world.portal(city) as ask:
        times: dict[str, float] = ask("pages.search", world.plan.turns)
    typed = max(times, key=lambda words: times[words])
    return Row(
        f"search, {database}",
        f"{times[typed]:.1f} ms for the slowest words, 「{typed}」",
        f"median of all words {statistics.median(times.values()):.1f} ms",
        "",
        f"≤ {MOST_SEARCH_MS} ms",
        verdict(times[typed] <= MOST_SEARCH_MS),
    )
