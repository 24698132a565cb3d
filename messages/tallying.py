"""Fold what was appended, recount everything when asked, and both must agree."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, Model, Q, Sum
from django.db.models.functions import ExtractYear

from messages.models import Message, Tally, TallyDelta
from messages.models.tallies import COUNTS
from messages.states import Rating

Sums = dict[tuple[Any, ...], dict[str, int]]  # counts by place
PLACE = ("area_id", "station_id", "year", "is_proxied")
FOLD_AT_ONCE = 5000


def fold() -> int:
    """Add appended deltas to the tallies and drop them; the number folded.

    One transaction locks the deltas it read, so two workers never add the same one twice.
    """
    with transaction.atomic():
        deltas = list(_locked(TallyDelta.objects.order_by("pk"))[:FOLD_AT_ONCE])
        for place, counts in _summed(deltas).items():
            _add(dict(zip(PLACE, place, strict=True)), counts)
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
    """Replace all tallies by a full count; the number of places whose figures were wrong."""
    with transaction.atomic():
        true = count_all()
        stood = _standing()
        TallyDelta.objects.all().delete()
        Tally.objects.all().delete()
        Tally.objects.bulk_create(
            [Tally(**dict(zip(PLACE, place, strict=True)), **counts)
             for place, counts in true.items()],
            batch_size=1000,
        )  # fmt: skip
    return sum(1 for place in true.keys() | stood.keys() if true.get(place) != stood.get(place))


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
