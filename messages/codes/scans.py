"""Who opened the page of a code: counted without a write in the page's request.

A GET of a live code's page is a scan, unless it is fetched ahead, comes from a program that says
so, or from a browser somebody is signed in with. Opening the page again counts again.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from redis.exceptions import RedisError

from messages.codes.scan_store import Scans, Store, store
from messages.models import Channel, Entry, EntryTally, FoldedBatch
from messages.models.entries import known_ids
from representatives.models import MessageCode
from stations.models import Board, Station

if TYPE_CHECKING:
    from messages.codes.destination import Destination

log = structlog.get_logger(__name__)

_PROGRAMS = re.compile(r"bot\b|bot/|crawl|spider|slurp|preview|monitor", re.IGNORECASE)
_AHEAD = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ", "HTTP_X_PURPOSE")
BATCH_NAMES_KEPT = timedelta(days=7)


def count_scan(request: HttpRequest, to: Destination, channel: int) -> None:
    """Note a scan; the page never fails for it."""
    if not is_by_somebody(request):
        return
    entry = Entry(timezone.localdate(), to.station.pk, to.code.pk, channel)
    try:
        store().append(entry)
    except (OSError, RedisError) as error:
        log.error("scan_not_counted", error=type(error).__name__)


def is_by_somebody(request: HttpRequest) -> bool:
    meta = request.META
    if request.method != "GET" or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return False
    if any("pre" in meta.get(name, "").lower() for name in _AHEAD):
        return False
    return not _PROGRAMS.search(meta.get("HTTP_USER_AGENT", ""))


def fold(source: Store | None = None) -> int:
    """Add waiting scans to the tallies; the number of batches folded.

    A batch's name is written in the same transaction as its counts. Killed before it was
    dropped, the batch is met again, its name is there, and it is only dropped.
    """
    source = source or store()
    try:
        source.rotate()
        folded = sum(_fold(source, batch) for batch in source.batches())
    except (OSError, RedisError) as error:
        log.error("scans_not_folded", error=type(error).__name__)
        return 0
    FoldedBatch.objects.filter(folded_at__lt=timezone.now() - BATCH_NAMES_KEPT).delete()
    return folded


def _fold(source: Store, batch: str) -> bool:
    try:
        scans = source.read(batch)
    except FileNotFoundError:  # another worker has dropped it
        return False
    with transaction.atomic():
        _, is_new = FoldedBatch.objects.get_or_create(name=batch)
        if is_new:
            _add(_of_known(scans))
    source.drop(batch)
    return is_new


def _of_known(scans: Scans) -> Scans:
    """Without what is not in the database, as after a restored backup."""
    codes = known_ids(MessageCode, (entry.code for entry in scans))
    stations = known_ids(Station, (entry.station for entry in scans))
    channels = known_ids(Channel, (entry.channel for entry in scans)) | {0}
    return {
        entry: n
        for entry, n in scans.items()
        if entry.code in codes and entry.station in stations and entry.channel in channels
    }


def _add(scans: Scans) -> None:
    EntryTally.objects.all().add({entry: {"scans": n} for entry, n in scans.items()})
    for day in sorted({entry.day for entry in scans}):
        of_day = [entry for entry in scans if entry.day == day]
        older = Q(last_scanned_on=None) | Q(last_scanned_on__lt=day)
        codes = MessageCode.objects.filter(older, pk__in={entry.code for entry in of_day})
        boards = Board.objects.filter(older, station__in={entry.station for entry in of_day})
        for rows in (codes, boards):
            # In the order of their keys: two folding workers must not wait for each other.
            keys = list(rows.order_by("pk").select_for_update().values_list("pk", flat=True))
            rows.model._base_manager.filter(pk__in=keys).update(last_scanned_on=day)
