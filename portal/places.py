"""Stations and representatives as the public sees them."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, Value
from django.db.models.functions import Replace

from areas.models import Area
from representatives.models import MessageCode, Representative, RepresentativeQuerySet, Seat
from stations.models import Station, StationQuerySet

NEAREST_MOST = 10


def stations() -> StationQuerySet:
    """Open stations."""
    return Station.objects.open().select_related("area")


def nearest(area: Area) -> list[Station]:
    """The stations somebody who lives there goes to: the village's own, then the homes above."""
    homes = Q(kind=Station.Kind.HOME, area__path__in=area.lineage_paths())
    rows = stations().filter(Q(area=area) | homes).order_by("-area__depth", "code")
    return list(rows[:NEAREST_MOST])


def people() -> RepresentativeQuerySet:
    """Serving representatives as cards."""
    return cards().serving()


def cards() -> RepresentativeQuerySet:
    """Persons with active seats and live codes; the phone is not even read."""
    return (
        Representative.objects.defer("phone", "bio")
        .select_related("station")
        .prefetch_related(
            Prefetch("seats", Seat.objects.active().with_names().order_by("pk")),
            Prefetch("codes", MessageCode.objects.live().order_by("pk"), to_attr="live_codes"),
        )
    )


def named(text: str, rows: RepresentativeQuerySet) -> RepresentativeQuerySet:
    """By name, or by pinyin without tones: 「yu jiang」, 「yujiang」 or the initials 「yj」."""
    typed = text.replace(" ", "")
    spelled = rows.alias(spelling=Replace("pinyin", Value(" "), Value("")))
    return spelled.filter(
        Q(name__icontains=text) | Q(spelling__istartswith=typed) | Q(pinyin__iendswith=f" {typed}")
    )


def live_code(**owner: Any) -> str:
    """The live code of a station or a person; "" when there is none."""
    found = MessageCode.objects.live().filter(**owner).order_by("pk")
    return found.values_list("slug", flat=True).first() or ""
