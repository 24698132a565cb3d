"""Which boards of an area need somebody's hands, and what was hung up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.functions import TruncDate

from portal.boards.content import BoardContent
from representatives.models import MessageCode
from stations.models import Board

SILENT_DAYS = (30, 60, 90, 180)
SILENT = 60  # unless others are asked for


@dataclass(frozen=True)
class Pile:
    """One tab of the list: boards in one condition."""

    key: str
    label: str
    rows: QuerySet[Board]


def piles_of(rows: Any, today: date, silent_days: int) -> dict[str, Pile]:
    piles = (
        Pile("outdated", "要重印", rows.outdated()),
        Pile("never", "没印过", rows.never_printed()),
        Pile("unmounted", "印了没贴", unmounted(rows)),
        Pile("silent", "长期没人扫", rows.silent(today - timedelta(days=silent_days))),
        Pile("all", "全部", rows),
    )
    return {pile.key: pile for pile in piles}


def unmounted(rows: Any) -> QuerySet[Board]:
    """Printed, and the print has not been hung up since."""
    found: QuerySet[Board] = rows.printed().filter(_not_hung())
    return found


def _not_hung() -> Q:
    return Q(mounted_on=None) | Q(mounted_on__lt=TruncDate("printed_at"))


def counted(rows: QuerySet[Board], today: date, silent_days: int) -> dict[str, Any]:
    """How many there are of each, and ``as_of``: when the one looked at longest ago was."""
    since = today - timedelta(days=silent_days)
    printed = ~Q(printed="")
    quiet = Q(last_scanned_on=None) | Q(last_scanned_on__lt=since)
    return rows.order_by().aggregate(
        outdated=Count("pk", filter=printed & ~Q(printed=F("current"))),
        never=Count("pk", filter=~printed),
        unmounted=Count("pk", filter=printed & _not_hung()),
        silent=Count("pk", filter=Q(mounted_on__lt=since) & quiet),
        all=Count("pk"),
        as_of=Min("checked_at"),
    )


@transaction.atomic
def mount(contents: Sequence[BoardContent], *, on: date, where: str) -> int:
    """张贴: the boards that have been printed, and the codes on them. Returns how many boards."""
    printed = Board.objects.printed().filter(station__in=[content.pk for content in contents])
    stations = set(printed.values_list("station", flat=True))
    hung = printed.update(mounted_on=on, mounted_at=where)
    codes = [code.pk for content in contents if content.pk in stations for code in content.codes]
    MessageCode.objects.filter(pk__in=codes).update(mounted_on=on, mounted_at=where)
    return hung
