"""By which code and entry the demo's matters came in, and codes that were hung up and scanned."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

from messages.models import Channel, Entry, EntryTally, Message
from messages.states import Origin
from representatives.models import MessageCode
from stations.models import Board

NEWEST = 20_000  # matters that came by a code; older ones were before there were codes
EVERY = 9  # of so many matters each entry has one, the others come from the wall
PRINTED_DAYS, MOUNTED_DAYS, LATELY = 200, 180, 50


@transaction.atomic
def arrive(today: date) -> None:
    newest = Message.objects.order_by("-pk").values_list("pk", flat=True)[:NEWEST]
    by_code = Message.objects.filter(
        pk__in=list(newest), origin=Origin.QR, representative__isnull=False
    )
    theirs = MessageCode.objects.live().filter(representative=OuterRef("representative"))
    by_code.update(code=Subquery(theirs.order_by("pk").values("pk")[:1]))
    for place, channel in enumerate(Channel.objects.order_by("pk")):
        by_code.annotate(rest=F("pk") % EVERY).filter(rest=place).update(channel=channel)
    _hang_up(today)
    EntryTally.objects.all().add(_scans(today))
    newest_scan = EntryTally.objects.filter(code=OuterRef("pk"), scans__gt=0).order_by("-day")
    MessageCode.objects.update(last_scanned_on=Subquery(newest_scan.values("day")[:1]))
    at_station = EntryTally.objects.filter(station=OuterRef("station"), scans__gt=0)
    Board.objects.update(last_scanned_on=Subquery(at_station.order_by("-day").values("day")[:1]))


def _hang_up(today: date) -> None:
    """One of ten was never printed, one of ten lies in a drawer."""
    codes = MessageCode.objects.live().annotate(rest=F("pk") % 10)
    codes.filter(rest__gt=0).update(printed_at=timezone.now() - timedelta(days=PRINTED_DAYS))
    codes.filter(rest__gt=1).update(
        mounted_on=today - timedelta(days=MOUNTED_DAYS), mounted_at="站点门口的公示栏"
    )


def _scans(today: date) -> dict[Entry, dict[str, int]]:
    """A few looks for each matter, and some by people who did not write."""
    random = Random(20230809)  # noqa: S311 demo scans need no secrecy
    scans: dict[Entry, dict[str, int]] = {}
    matters = Message.objects.filter(code__isnull=False).annotate(on=TruncDate("submitted_at"))
    rows = matters.order_by("pk").values_list("on", "station", "code", "channel")
    for day, station, code, channel in rows.iterator():
        entry = Entry(day, station, code, channel or 0)
        scans.setdefault(entry, {"scans": 0})["scans"] += random.randint(1, 5)
    looks = MessageCode.objects.filter(mounted_on__isnull=False).order_by("pk")
    for pk, station, person_at in looks.values_list(
        "pk", "station", "representative__station"
    ).iterator():
        if (station or person_at) and random.random() < 0.6:
            day = today - timedelta(days=random.randrange(LATELY))
            scans.setdefault(Entry(day, station or person_at, pk, 0), {"scans": 1})
    return scans
