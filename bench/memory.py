"""What a web worker keeps in memory while it answers ten thousand requests."""

from __future__ import annotations

from bench.load import wrk
from bench.rates import listed
from bench.report import Row, verdict
from bench.voters import submit_some
from bench.world import World

MOST_MB = 180
MOST_GROWTH = 1.05
BLOCKS = 4
SLUGS = 8
#: Who looks at what.
STAFF = (("lianluo", "/desk/"), ("quxian", "/desk/?tab=all"), ("quxian", "/office/"))


def measure(world: World) -> list[Row]:
    """A mix of voters' and staff's pages, and some new messages in between."""
    requests = world.plan.requests
    with world.city() as city:
        with world.portal(city) as ask:
            slugs = ask("pages.slugs", SLUGS)
            staff = [f"{path} {ask('pages.session', name)}" for name, path in STAFF]
        with world.servers(city, "ours") as (server,):
            public = [f"/m/{slug}/" for slug in slugs] + ["/", "/find/", "/healthz"]
            tracked = submit_some(server.url, slugs[0], SLUGS)
            mix = listed(city, "mix.txt", public + tracked + staff)
            resident, total = [], 0
            for _ in range(BLOCKS):
                submit_some(server.url, slugs[0], requests // 100)
                answered = 0
                while answered < requests // BLOCKS:
                    seconds = world.plan.slice_seconds
                    answered += wrk(server.url, "get.lua", mix, seconds=seconds)[1]
                total += answered
                resident.append(server.resident_mb())
    return [_row(resident, total)]


def _row(resident_mb: list[float], requests: int) -> Row:
    """Megabytes after each quarter; growth from the first, after which everything is loaded."""
    growth = resident_mb[-1] / resident_mb[0]
    return Row(
        "web worker, resident",
        f"{max(resident_mb):.0f} MB",
        f"over {requests:,} requests: {' → '.join(f'{mb:.0f}' for mb in resident_mb)}",
        "",
        f"≤ {MOST_MB} MB, growth ≤ {MOST_GROWTH} ×",
        verdict(max(resident_mb) <= MOST_MB and growth <= MOST_GROWTH),
    )
