"""What staff see of codes: by entry, by station, code by code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from accounts.permissions import offices_of
from messages.models import Channel, EntryTally
from representatives.models import MessageCode, Representative
from stations.models import LiaisonOfficer, Station

if TYPE_CHECKING:
    from accounts.models import User

SILENT_DAYS = 60
KEPT_SECONDS = 300
UNTAGGED_NAME = "没有标记"


@dataclass(frozen=True)
class Figures:
    scans: int = 0
    received: int = 0
    answered: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.scans + other.scans,
            self.received + other.received,
            self.answered + other.answered,
        )


NONE = Figures()


@dataclass(frozen=True)
class ChannelLine:
    name: str
    is_active: bool
    figures: Figures


@dataclass(frozen=True)
class Span:
    """「本月」 or 「今年」."""

    label: str
    lines: list[ChannelLine]

    @property
    def total(self) -> Figures:
        return sum((line.figures for line in self.lines), NONE)


@dataclass(frozen=True)
class ByChannel:
    """Counted at ``as_of`` from what had been folded by then."""

    as_of: datetime
    spans: list[Span]


@dataclass(frozen=True)
class CodeCounts:
    """Live codes of a station; those of its people included."""

    codes: int = 0
    printed: int = 0
    mounted: int = 0
    silent: int = 0

    def __add__(self, other: CodeCounts) -> CodeCounts:
        return CodeCounts(
            self.codes + other.codes,
            self.printed + other.printed,
            self.mounted + other.mounted,
            self.silent + other.silent,
        )


def by_channel(user: User) -> ByChannel:
    """This month and this year within the user's offices; at most five minutes old."""
    places = ",".join(str(area.pk) for area in offices_of(user))
    key = f"entries:{timezone.localdate()}:{places}"
    found: ByChannel | None = cache.get(key)
    if found is None:
        found = _by_channel(user)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _by_channel(user: User) -> ByChannel:
    now = timezone.now()
    today = timezone.localdate(now)
    this_month = Q(day__gte=today.replace(day=1))
    sums: dict[str, Any] = {}
    for name in EntryTally.COUNTS:
        sums |= {f"month_{name}": Sum(name, filter=this_month), f"year_{name}": Sum(name)}
    rows: Any = (
        EntryTally.objects.looked_after_by(user)
        .since(first_of_year(today))
        .order_by()
        .values("channel")
        .annotate(**sums)
    )
    of = {row["channel"]: row for row in rows}
    channels = [(c.pk, c.name, c.is_active) for c in Channel.objects.order_by("pk")]
    shown = [
        (pk, name, is_active)
        for pk, name, is_active in [*channels, (None, UNTAGGED_NAME, True)]
        if is_active or pk in of
    ]
    return ByChannel(now, [_span("本月", "month", shown, of), _span("今年", "year", shown, of)])


def _span(
    label: str, key: str, shown: list[tuple[Any, str, bool]], of: dict[Any, dict[str, Any]]
) -> Span:
    lines = []
    for pk, name, is_active in shown:
        row = of.get(pk, {})
        figures = Figures(*(row.get(f"{key}_{count}") or 0 for count in EntryTally.COUNTS))
        lines.append(ChannelLine(name, is_active, figures))
    return Span(label, lines)


def first_of_year(day: date) -> date:
    return day.replace(month=1, day=1)


def by_station(stations: Iterable[Station], today: date) -> dict[int, Figures]:
    """This year; one query."""
    rows = EntryTally.objects.since(first_of_year(today)).filter(station__in=stations)
    return {pk: Figures(*counts) for pk, *counts in rows.sums("station")}


def by_code(codes: Iterable[MessageCode], today: date) -> dict[int, Figures]:
    """This year; one query."""
    rows = EntryTally.objects.since(first_of_year(today)).filter(code__in=codes)
    return {pk: Figures(*counts) for pk, *counts in rows.sums("code")}


def counts_of(stations: list[Station], silent_since: date) -> dict[int, CodeCounts]:
    """By station; an officer's code stands under each of his or her stations. Three queries."""
    found: dict[int, CodeCounts] = {}
    for path in ("station", "representative__station", "officer__stations"):
        rows = (
            MessageCode.objects.live()
            .filter(**{f"{path}__in": stations})
            .order_by()
            .values_list(path)
            .annotate(
                codes=Count("pk"),
                printed=Count("pk", filter=Q(printed_at__isnull=False)),
                mounted=Count("pk", filter=Q(mounted_on__isnull=False)),
                silent=Count("pk", filter=silent_q(silent_since)),
            )
        )
        for pk, *counts in rows:
            found[pk] = found.get(pk, CodeCounts()) + CodeCounts(*counts)
    return found


def silent_q(since: date) -> Q:
    """Mounted before ``since`` and not scanned since."""
    scanned = Q(last_scanned_on=None) | Q(last_scanned_on__lt=since)
    return scanned & Q(mounted_on__lt=since)


def silent_since(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def codes_of(station: Station) -> QuerySet[MessageCode]:
    """Live codes that lead to the station or to its people."""
    people = Representative.objects.filter(station=station).order_by().values("pk")
    officers = LiaisonOfficer.objects.filter(stations=station).order_by().values("pk")
    return MessageCode.objects.live().filter(
        Q(station=station) | Q(representative__in=people) | Q(officer__in=officers)
    )


def role_of(code: MessageCode) -> str:
    if code.representative_id:
        return "代表"
    return "联络员" if code.officer_id else "站点"


def place_of(code: MessageCode) -> str:
    """The station's name; "" for an officer, who may have several."""
    if code.representative:
        return code.representative.station.name
    return code.station.name if code.station else ""
