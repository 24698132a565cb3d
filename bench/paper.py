"""Codes and boards on paper: beside the libraries alone, and what a whole city takes in memory.

In the portal: `python -m bench.paper codes|boards|memory [N]` prints JSON; `measure` starts them.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from scripts.setup import PYTHON, ROOT

MOST_QR = 1.3
LEAST_PAGES = 0.8
MOST_GROWTH = 1.2
FIRST = 100  # boards after which everything is loaded
SLICE = 50  # codes at a time, ours and theirs in turn
BATCH = 8  # boards at a time


@dataclass(frozen=True)
class PaperResult:
    """``ours`` and ``theirs`` are seconds for the same amount of work, medians of turns."""

    codes: int
    code_ours: float
    code_theirs: float
    pages: int
    page_ours: float
    page_theirs: float
    page_proof: float
    boards: int
    minutes: float
    first_mb: float
    last_mb: float

    @property
    def code_ratio(self) -> float:
        return self.code_ours / self.code_theirs

    @property
    def page_ratio(self) -> float:
        """Our pages per second as a share of WeasyPrint's own."""
        return self.page_theirs / self.page_ours

    @property
    def growth(self) -> float:
        return self.last_mb / self.first_mb

    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """what, measured, beside, bar, verdict"""
        return [
            (
                f"{self.codes:,} QR images",
                f"{1000 * self.code_ours:.2f} ms each = {self.code_ratio:.2f} ×",
                f"qrcode alone, same mask: {1000 * self.code_theirs:.2f} ms",
                f"≤ {MOST_QR} ×",
                _verdict(self.code_ratio <= MOST_QR),
            ),
            (
                "boards, from rows to PDF",
                f"{1 / self.page_ours:.1f} pages/s = {self.page_ratio:.2f} ×",
                f"WeasyPrint, same HTML: {1 / self.page_theirs:.1f} pages/s;"
                f" reading the codes back: {1000 * self.page_proof:.0f} ms a page",
                f"≥ {LEAST_PAGES} ×",
                _verdict(self.page_ratio >= LEAST_PAGES),
            ),
            (
                f"job of {self.boards:,} boards, peak memory",
                f"{self.last_mb:.0f} MB = {self.growth:.2f} ×, {self.minutes:.1f} min",
                f"after {FIRST} boards: {self.first_mb:.0f} MB",
                f"≤ {MOST_GROWTH} ×",
                _verdict(self.growth <= MOST_GROWTH),
            ),
        ]


def _verdict(passed: bool) -> str:
    return "ok" if passed else "**missed**"


def measure(environment: dict[str, str], *, codes: int = 9950, boards: int = 64) -> PaperResult:
    """In a database with the whole city; the memory run prints every board of it."""
    of_codes = _asked(environment, "codes", codes)
    of_boards = _asked(environment, "boards", boards)
    return PaperResult(**of_codes, **of_boards, **_asked(environment, "memory"))


def _asked(environment: dict[str, str], *words: object) -> dict[str, Any]:
    command = [PYTHON, "-m", "bench.paper", *map(str, words)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


# in the portal ------------------------------------------------------------------------------------


def codes(amount: int) -> dict[str, Any]:
    import qrcode

    from portal.boards.codes import DOTS, MASK, QUIET, Code, qr_png
    from representatives.models import new_slug

    def library(url: str) -> None:
        image = qrcode.make(
            url,
            error_correction=qrcode.constants.ERROR_CORRECT_Q,
            mask_pattern=MASK,
            border=QUIET,
            box_size=DOTS,
        )
        image.save(BytesIO(), "PNG")

    ours, theirs = [], []
    for start in range(0, amount, SLICE):
        urls = [Code(0, new_slug(), "board").url for _ in range(min(SLICE, amount - start))]
        turns: list[tuple[list[float], Callable[[str], object]]] = [
            (ours, qr_png),
            (theirs, library),
        ]
        for times, make in turns:
            started = time.perf_counter()
            for url in urls:
                make(url)
            times.append((time.perf_counter() - started) / len(urls))
    return {
        "codes": amount,
        "code_ours": statistics.median(ours),
        "code_theirs": statistics.median(theirs),
    }


def boards(amount: int) -> dict[str, Any]:
    from django.utils import timezone
    from weasyprint import HTML

    from jobs.paper.proof import prove
    from portal.boards.content import gather, of_stations
    from portal.boards.printing import board_printer
    from portal.boards.render import board_html

    printer, day = board_printer("A4"), timezone.localdate()
    stations = list(of_stations().order_by("pk")[: amount + BATCH])
    ours, theirs, proofs, total = [], [], [], 0
    for start in range(0, len(stations), BATCH):
        some = stations[start : start + BATCH]
        began = time.perf_counter()
        contents = gather(some)
        pages = [board_html(content, "A4", day) for content in contents]
        pdfs = [printer.pdf(page) for page in pages]
        made = time.perf_counter()
        for page in pages:
            document = HTML(string=page, url_fetcher=printer.fetcher)
            document.write_pdf(stylesheets=printer.styles, font_config=printer.fonts)
        alone = time.perf_counter()
        read = sum(
            prove(pdf, [code.url for code in content.codes], content.name)
            for pdf, content in zip(pdfs, contents, strict=True)
        )
        if start:  # the first turn loads
            total += read
            ours.append((made - began) / read)
            theirs.append((alone - made) / read)
            proofs.append((time.perf_counter() - alone) / read)
    return {
        "pages": total,
        "page_ours": statistics.median(ours),
        "page_theirs": statistics.median(theirs),
        "page_proof": statistics.median(proofs),
    }


def memory() -> dict[str, Any]:
    """The job itself, from claim to released archive; peaks after 100 boards and at the end."""
    from django.utils import timezone

    from accounts.models import User
    from areas.models import Area
    from jobs.models import Job
    from jobs.tasks import run_job
    from portal.boards import batch

    params = {
        "what": "boards",
        "paper": "A4",
        "changed": False,
        "day": timezone.localdate().isoformat(),
    }
    job = Job.objects.create(
        kind=batch.PRINT,
        label="bench",
        created_by=User.objects.get(username="shiji"),
        area=Area.get_root(),
        params=params,
    )
    peaks: list[tuple[int, float]] = []
    plain, seen = batch.Work.make, 0

    def counted(work: batch.Work, group: batch.Group) -> None:
        nonlocal seen
        plain(work, group)
        seen += len(group.stations)
        peaks.append((seen, _peak_mb()))

    batch.Work.make = counted  # type: ignore[method-assign]
    started = time.perf_counter()
    run_job(job.pk)
    job.refresh_from_db()
    if job.state != "done":
        raise SystemExit(f"{job.state}: {job.error}")
    first = next((mb for amount, mb in peaks if amount >= FIRST), peaks[-1][1])
    job.result_file.delete(save=False)
    job.delete()
    return {
        "boards": seen,
        "minutes": (time.perf_counter() - started) / 60,
        "first_mb": first,
        "last_mb": _peak_mb(),
    }


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichang_renda.settings")
    django.setup()
    match sys.argv[1:]:
        case ["codes", amount]:
            result = codes(int(amount))
        case ["boards", amount]:
            result = boards(int(amount))
        case _:
            result = memory()
    print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
