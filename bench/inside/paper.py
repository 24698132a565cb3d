"""Codes and boards beside the libraries alone, and the whole job that prints boards."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable
from io import BytesIO
from itertools import accumulate, takewhile
from typing import Any

import qrcode
from django.utils import timezone
from weasyprint import HTML

from accounts.models import User
from areas.models import Area
from jobs.models import Job
from jobs.paper.proof import prove
from jobs.tasks import run_job
from portal.boards import batch
from portal.boards.codes import DOTS, MASK, QUIET, Code, board_png
from portal.boards.content import gather, of_stations
from portal.boards.printing import board_printer
from portal.boards.render import board_html
from representatives.models import new_slug

SLICE = 50  # codes at a time, ours and theirs in turn


def codes(amount: int) -> dict[str, float]:
    """Seconds for one, ours and the library's."""
    ours: list[float] = []
    theirs: list[float] = []
    turns: list[tuple[list[float], Callable[[str], object]]] = [
        (ours, board_png),
        (theirs, _library),
    ]
    for start in range(0, amount, SLICE):
        urls = [Code(0, new_slug(), "board").url for _ in range(min(SLICE, amount - start))]
        for times, make in turns:
            started = time.perf_counter()
            for url in urls:
                make(url)
            times.append((time.perf_counter() - started) / len(urls))
    return {"ours": statistics.median(ours), "theirs": statistics.median(theirs)}


def _library(url: str) -> None:
    image = qrcode.make(
        url,
        error_correction=qrcode.constants.ERROR_CORRECT_Q,
        mask_pattern=MASK,
        border=QUIET,
        box_size=DOTS,
    )
    image.save(BytesIO(), "PNG")


def boards(amount: int, at_once: int) -> dict[str, float]:
    """Seconds for one page, ours and WeasyPrint's of the same HTML, and to read its codes back."""
    printer, day = board_printer("A4"), timezone.localdate()
    stations = list(of_stations().order_by("pk")[: amount + at_once])
    times: dict[str, list[float]] = {"ours": [], "theirs": [], "proof": []}
    for start in range(0, len(stations), at_once):
        some = stations[start : start + at_once]
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
            times["ours"].append((made - began) / read)
            times["theirs"].append((alone - made) / read)
            times["proof"].append((time.perf_counter() - alone) / read)
    return {name: statistics.median(found) for name, found in times.items()}


def job(least: int) -> dict[str, Any]:
    """The job itself, from claim to released archive, of the first townships with so many boards:
    peaks of memory after each township."""
    params = {"what": "boards", "paper": "A4", "changed": False}
    params["day"] = timezone.localdate().isoformat()
    printing = Job.objects.create(
        kind=batch.PRINT,
        label="bench",
        created_by=User.objects.get(username="shiji"),
        area=Area.get_root(),
        params=params,
    )
    peaks: list[tuple[int, float]] = []
    make, groups_of = batch.Work.make, batch.groups_of

    def counted(work: batch.Work, group: batch.Group) -> None:
        make(work, group)
        peaks.append((len(group.stations), peak_mb()))

    def some(area: Area) -> list[batch.Group]:
        groups = groups_of(area)
        sums = accumulate((len(group.stations) for group in groups), initial=0)
        return [
            group for group, _ in zip(groups, takewhile(lambda n: n < least, sums), strict=False)
        ]

    started = time.perf_counter()
    try:
        batch.Work.make, batch.groups_of = counted, some  # type: ignore[method-assign]
        run_job(printing.pk)
    finally:
        batch.Work.make, batch.groups_of = make, groups_of  # type: ignore[method-assign]
    printing.refresh_from_db()
    if printing.state != "done":
        raise ValueError(f"{printing.state}: {printing.error}")
    printing.result_file.delete(save=False)
    printing.delete()
    seconds = time.perf_counter() - started
    return {"peaks": peaks, "minutes": seconds / 60, "last_mb": peak_mb()}


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
