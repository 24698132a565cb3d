"""What a web worker keeps in memory while it answers ten thousand requests."""

from __future__ import annotations

from dataclasses import dataclass

from bench import VAR
from bench.load import wrk
from bench.pages import submit_some
from bench.servers import Server

MOST_MB = 180
MOST_GROWTH = 1.05
BLOCKS = 4
SLICE = 4  # seconds


@dataclass(frozen=True)
class MemoryResult:
    """Megabytes of the largest worker after each quarter of the requests."""

    requests: int
    resident_mb: list[float]

    @property
    def growth(self) -> float:
        """From the first quarter, after which everything is loaded, to the end."""
        return self.resident_mb[-1] / self.resident_mb[0]

    @property
    def passed(self) -> bool:
        return max(self.resident_mb) <= MOST_MB and self.growth <= MOST_GROWTH


def measure(
    server: Server, slugs: list[str], cookies: dict[str, str], *, requests: int
) -> MemoryResult:
    """A mix of voters' and staff's pages, and some new messages in between."""
    staff = [
        f"{path} {cookies[name]}"
        for name, path in (
            ("lianluo", "/desk/"),
            ("quxian", "/desk/?tab=all"),
            ("quxian", "/office/"),
        )
    ]
    public = [f"/m/{slug}/" for slug in slugs[:8]] + ["/", "/find/", "/healthz"]
    tracked = submit_some(server.url, slugs[0], 8)
    mix = VAR / "mix.txt"
    mix.write_text("".join(f"{line}\n" for line in public + tracked + staff))
    resident, total = [], 0
    for _ in range(BLOCKS):
        submit_some(server.url, slugs[0], requests // 100)
        answered = 0
        while answered < requests // BLOCKS:
            answered += wrk(server.url, "get.lua", mix, seconds=SLICE)[1]
        total += answered
        resident.append(server.resident_mb())
    return MemoryResult(total, resident)
