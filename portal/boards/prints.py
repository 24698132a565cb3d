"""Fingerprints of what a board says now: whether the one on the wall still says what is true.

A board has four parts; each has a fingerprint of its own, so that a list can say what changed.
The day of printing is in none of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jobs.bulk import update_rows
from portal.boards.codes import BOARD_CHANNEL
from portal.boards.content import BoardContent, gather, of_stations
from representatives.models import MessageCode
from stations.models import Board, Station

#: part -> what people say when it has changed
REASONS = {
    "people": "人员或二维码变了",
    "station": "站点信息变了",
    "rules": "办理期限变了",
    "site": "网站名称或网址变了",
}
CHUNK = 200
CHANGED = "changed"  # beside the parts in Board.parts


@dataclass(frozen=True)
class Print:
    """Fingerprints of one board's content."""

    whole: str
    parts: dict[str, str]


def print_of(content: BoardContent) -> Print:
    people = [
        [p.role, p.name, p.posts, p.post, p.phone, p.photo, p.code.slug if p.code else ""]
        for p in content.people
    ]
    said: dict[str, Any] = {
        "people": [people, content.terms],
        "station": [
            content.name,
            content.kind,
            content.place,
            content.host,
            content.address,
            content.hours,
            content.phone,
            content.receptions,
            content.code.slug if content.code else "",
        ],
        "rules": [[[step.name, step.detail] for step in content.flow], content.notes],
        "site": [content.site_name, settings.SITE_URL, BOARD_CHANNEL, settings.DEMO],
    }
    parts = {name: _digest(what) for name, what in said.items()}
    return Print(_digest(parts), parts)


def _digest(what: Any) -> str:
    text = json.dumps(what, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def reasons_of(board: Board) -> list[str]:
    """What has changed since the board was printed; [] when nothing has."""
    if not board.printed or board.printed == board.current:
        return []
    return [REASONS[name] for name in REASONS if name in board.parts.get(CHANGED, {})]


def _compared(now: dict[str, str], then: dict[str, str]) -> dict[str, Any]:
    """{part: [now, as printed]}, and under ``changed`` the parts that differ, for filters."""
    parts: dict[str, Any] = {name: [now[name], then[name]] for name in REASONS}
    return parts | {CHANGED: {name: True for name in REASONS if now[name] != then[name]}}


def refresh(stations: Iterable[Station]) -> Iterator[int]:
    """Work out what the boards say now; yields how many were seen, chunk by chunk.

    Each chunk is one short transaction, so it may be broken off anywhere.
    """
    for chunk in _chunks(stations):
        record(gather(chunk), timezone.now())
        yield len(chunk)


def refresh_all() -> int:
    return sum(refresh(of_stations().order_by("pk").iterator(CHUNK)))


def record(contents: Sequence[BoardContent], now: datetime) -> dict[int, Board]:
    """Write down what these boards say now; returns the rows by station."""
    with transaction.atomic():
        rows = {content.pk: Board(station_id=content.pk) for content in contents}
        Board.objects.bulk_create(rows.values(), ignore_conflicts=True)
        held = Board.objects.filter(station__in=list(rows)).select_for_update()
        boards = {board.station_id: board for board in held.order_by("pk")}
        changes = {}
        for content in contents:
            board, new = boards[content.pk], print_of(content)
            then = {name: board.parts.get(name, ["", ""])[1] for name in REASONS}
            values = {"current": new.whole, "parts": _compared(new.parts, then)}
            if any(getattr(board, name) != value for name, value in values.items()):
                changes[board.pk] = values
            for name, value in values.items():
                setattr(board, name, value)
        update_rows(Board.objects.all(), changes, ["current", "parts"])
        Board.objects.filter(station__in=list(rows)).update(checked_at=now)
    return boards


@dataclass(frozen=True)
class Printed:
    """One board as it was printed."""

    station: int
    print: Print
    codes: list[int]


def mark_printed(printed: Sequence[Printed], *, paper: str, now: datetime) -> None:
    """Record the printing; call ``record`` for these stations before, in the same transaction."""
    by_station = {one.station: one for one in printed}
    held = Board.objects.filter(station__in=list(by_station)).select_for_update()
    changes = {}
    for board in held.order_by("pk"):
        shown = by_station[board.station_id].print
        changes[board.pk] = {
            "printed": shown.whole,
            "printed_at": now,
            "paper": paper,
            "parts": _compared(
                {name: board.parts.get(name, ["", ""])[0] for name in REASONS}, shown.parts
            ),
        }
    update_rows(Board.objects.all(), changes, ["printed", "printed_at", "paper", "parts"])
    mark_codes_printed([pk for one in printed for pk in one.codes], now)


def mark_codes_printed(codes: Sequence[int], now: datetime) -> None:
    for start in range(0, len(codes), CHUNK):
        some = codes[start : start + CHUNK]
        MessageCode.objects.filter(pk__in=some).update(printed_at=now)


def _chunks(stations: Iterable[Station]) -> Iterator[list[Station]]:
    chunk: list[Station] = []
    for station in stations:
        chunk.append(station)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
