"""Fold what was appended, recount everything when asked, and both must agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, Model, Q, Sum
from django.db.models.functions import ExtractYear, TruncDate

from messages.models import Entry, EntryTally, Message, Tally, TallyDelta
from messages.models.tallies import COUNTS
from messages.states import Rating
from stations.models import Station

Arrivals = dict[Entry, tuple[int, int]]  # received and answered by entry
Sums = dict[tuple[Any, ...], dict[str, int]]  # counts by place
PLACE = ("area_id", "station_id", "year", "is_proxied")
FOLD_AT_ONCE = 5000
STATIONS_AT_ONCE = 100


def fold() -> int:
    """Add appended deltas to the tallies and drop them; the number folded.

    One transaction locks the deltas it read, so two workers never add the same one twice.
    """
    with transaction.atomic():
        deltas = list(_locked(TallyDelta.objects.order_by("pk"))[:FOLD_AT_ONCE])
        for place, counts in _summed(deltas).items():
            _add(dict(zip(PLACE, place, strict=True)), counts)
        EntryTally.objects.all().add(
            {
                entry: {"received": received, "answered": answered}
                for entry, (received, answered) in _arrivals(deltas).items()
            }
        )
        TallyDelta.objects.filter(pk__in=[delta.pk for delta in deltas]).delete()
    return len(deltas)


def _locked(rows: Any) -> Any:
    """SQLite has one writer at a time (IMMEDIATE) and no row locks; PostgreSQL has."""
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True)
    return rows


def _summed(deltas: list[TallyDelta]) -> Sums:
    sums: Sums = {}
    for delta in deltas:
        place = tuple(getattr(delta, name) for name in PLACE)
        counts = sums.setdefault(place, dict.fromkeys(COUNTS, 0))
        for name in COUNTS:
            counts[name] += getattr(delta, name)
    return sums


def _arrivals(deltas: Iterable[TallyDelta]) -> Arrivals:
    sums: Arrivals = {}
    for delta in deltas:
        if entry := delta.entry:
            received, answered = sums.get(entry, (0, 0))
            sums[entry] = received + delta.received, answered + delta.replied
    return sums


def _add(place: dict[str, Any], counts: dict[str, int]) -> None:
    Tally.objects.get_or_create(**place)
    Tally.objects.filter(**place).update(**{name: F(name) + n for name, n in counts.items()})


def count_all() -> Sums:
    """Every count from the matters themselves: {(area, station, year, proxied): counts}."""
    rows: Any = (
        Message.objects.annotate(
            year=ExtractYear("submitted_at"), proxied=Q(entered_by__isnull=False)
        )
        .order_by()
        .values("area_id", "station_id", "year", "proxied")
        .annotate(
            received=Count("pk"),
            replied=Count("replied_at"),
            done=Count("ended_at"),
            **{rating.value: Count("pk", filter=Q(rating=rating)) for rating in Rating},
        )
    )
    return {
        (row["area_id"], row["station_id"], row["year"], row["proxied"]): {
            name: row["done" if name == "ended" else name] for name in COUNTS
        }
        for row in rows
    }


def recount() -> int:
    """Replace all tallies by a full count; the number of places whose figures were wrong.

    A code's day counts as a place too. Scans are in no other row: those counted stay.
    """
    with transaction.atomic():
        true = count_all()
        stood = _standing()
        wrong_entries = sum(map(_recount_entries, _stretches_of_stations()))
        TallyDelta.objects.all().delete()
        Tally.objects.all().delete()
        Tally.objects.bulk_create(
            [
                Tally(**dict(zip(PLACE, place, strict=True)), **counts)
                for place, counts in true.items()
            ],
            batch_size=1000,
        )
    wrong = sum(1 for place in true.keys() | stood.keys() if true.get(place) != stood.get(place))
    return wrong + wrong_entries


def _stretches_of_stations() -> Iterator[tuple[int, int]]:
    """The first and last key of so many stations that their entries fit into memory."""
    keys = list(Station.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), STATIONS_AT_ONCE):
        some = keys[start : start + STATIONS_AT_ONCE]
        yield some[0], some[-1]


def count_entries(stations: tuple[int, int]) -> Arrivals:
    """From the matters themselves; see ``EntryTally`` for what does not count."""
    rows = (
        Message.objects.filter(station__pk__range=stations, code__isnull=False, is_kept=False)
        .annotate(on=TruncDate("submitted_at"))
        .order_by()
        .values_list("on", "station_id", "code_id", "channel_id")
        .annotate(Count("pk"), Count("replied_at"))
    )
    return {
        Entry(day, station, code, channel or 0): (received, answered)
        for day, station, code, channel, received, answered in rows
    }


def _recount_entries(stations: tuple[int, int]) -> int:
    """Mend the entries of these stations; how many were wrong."""
    true = count_entries(stations)
    rows = EntryTally.objects.filter(station__pk__range=stations)
    stood = {row.entry: (row.received, row.answered) for row in rows}
    waiting = TallyDelta.objects.filter(station__pk__range=stations, code__isnull=False)
    not_folded = _arrivals(waiting)
    wrong, changes = 0, {}
    for entry in true.keys() | stood.keys() | not_folded.keys():
        right, folded = true.get(entry, (0, 0)), stood.get(entry, (0, 0))
        late = not_folded.get(entry, (0, 0))
        wrong += right != (folded[0] + late[0], folded[1] + late[1])
        if right != folded:
            received, answered = right[0] - folded[0], right[1] - folded[1]
            changes[entry] = {"received": received, "answered": answered}
    EntryTally.objects.all().add(changes)
    return wrong


def _standing() -> Sums:
    """Tallies plus what is not folded yet."""
    sums: Sums = {}
    for model in (Tally, TallyDelta):
        for row in _sums_of(model):
            counts = sums.setdefault(tuple(row[name] for name in PLACE), dict.fromkeys(COUNTS, 0))
            for name in COUNTS:
                counts[name] += row[f"sum_{name}"]
    return sums


def _sums_of(model: type[Model]) -> Any:
    totals = {f"sum_{name}": Sum(name) for name in COUNTS}
    return model._default_manager.order_by().values(*PLACE).annotate(**totals)
