"""Fold what was appended, recount everything when asked, and both must agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from messages.models import Entry, EntryTally, Message, Tally, TallyDelta, YearTally
from messages.models.counted import Counted, Place
from messages.models.tallies import COUNTS
from messages.states import Rating
from stations.models import Station

Book = type[Counted]
Sums = dict[Place, Counter[str]]  # counts by the places of one book
FOLD_AT_ONCE = 5000
STATIONS_AT_ONCE = 100
Stretch = tuple[int, int]  # the first and last key of some stations


def fold() -> int:
    """Add appended deltas to the tallies and drop them; the number folded.

    One transaction locks the deltas it read, so two workers never add the same one twice.
    """
    with transaction.atomic():
        deltas = list(_locked(TallyDelta.objects.order_by("pk"))[:FOLD_AT_ONCE])
        for book in (Tally, YearTally, EntryTally):
            book.objects.all().add(_summed(deltas, book))
        TallyDelta.objects.filter(pk__in=[delta.pk for delta in deltas]).delete()
    return len(deltas)


def _locked(rows: Any) -> Any:
    """SQLite has one writer at a time (IMMEDIATE) and no row locks; PostgreSQL has."""
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True)
    return rows


def _summed(deltas: Iterable[TallyDelta], book: Book) -> Sums:
    sums: Sums = {}
    for delta in deltas:
        if change := book.change(delta):
            place, counts = change
            sums.setdefault(place, Counter()).update(counts)
    return sums


def recount() -> int:
    """Mend all tallies by a full count; the number of places whose figures were wrong.

    A day of a station is a place, and so are its year and a code's day. Scans are in no other
    row: those counted stay.
    """
    with transaction.atomic():
        wrong = sum(map(_recount_stations, _stretches()))
        TallyDelta.objects.all().delete()
    return wrong


def _stretches() -> Iterator[Stretch]:
    """So many stations at once that their days fit into memory."""
    keys = list(Station.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), STATIONS_AT_ONCE):
        some = keys[start : start + STATIONS_AT_ONCE]
        yield some[0], some[-1]


def _recount_stations(stations: Stretch) -> int:
    days = count_days(stations)
    true: list[tuple[Book, Sums]] = [
        (Tally, days),
        (YearTally, years_of(days)),
        (EntryTally, count_entries(stations)),
    ]
    return sum(_mend(book, right, stations) for book, right in true)


def count_days(stations: Stretch) -> Sums:
    """The places of ``Tally``, from the matters themselves."""
    rows: Any = (
        Message.objects.filter(station__pk__range=stations)
        .annotate(day=TruncDate("submitted_at"), proxied=Q(entered_by__isnull=False))
        .order_by()
        .values_list("day", "area_id", "station_id", "proxied")
        .annotate(
            n_received=Count("pk"),
            n_replied=Count("replied_at"),
            n_ended=Count("ended_at"),
            **{f"n_{rating.value}": Count("pk", filter=Q(rating=rating)) for rating in Rating},
        )
    )
    return {row[:4]: Counter(dict(zip(COUNTS, row[4:], strict=True))) for row in rows}


def years_of(days: Sums) -> Sums:
    sums: Sums = {}
    for (day, *rest), counts in days.items():
        sums.setdefault((day.year, *rest), Counter()).update(counts)
    return sums


def count_entries(stations: Stretch) -> Sums:
    """The places of ``EntryTally``; it says what does not count."""
    rows = (
        Message.objects.filter(station__pk__range=stations, code__isnull=False, is_kept=False)
        .annotate(on=TruncDate("submitted_at"))
        .order_by()
        .values_list("on", "station_id", "code_id", "channel_id")
        .annotate(Count("pk"), Count("replied_at"))
    )
    return {
        Entry(day, station, code, channel or 0): Counter(received=received, answered=answered)
        for day, station, code, channel, received, answered in rows
    }


def _mend(book: Book, true: Sums, stations: Stretch) -> int:
    """Put right what these stations have in this book; how many places were wrong."""
    stood = {row.place: Counter(row.counts) for row in book.objects.of_stations(stations)}
    late = _summed(TallyDelta.objects.of_stations(stations), book)
    nothing: Counter[str] = Counter()
    wrong, changes = 0, {}
    for place in true.keys() | stood.keys() | late.keys():
        change = Counter(true.get(place, nothing))
        change.subtract(stood.get(place, nothing))
        wrong += change != late.get(place, nothing)
        if any(change.values()):
            changes[place] = change
    new = [book.at(place, **counts) for place, counts in changes.items() if place not in stood]
    book.objects.bulk_create(new, batch_size=1000)
    book.objects.all().add({place: changes[place] for place in changes.keys() & stood.keys()})
    return wrong
