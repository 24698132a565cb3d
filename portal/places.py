"""Stations and representatives as the public sees them."""

from __future__ import annotations

from django.db.models import Q, Value
from django.db.models.functions import Replace

from areas.models import Area
from representatives.models import RepresentativeQuerySet
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


def named(text: str, rows: RepresentativeQuerySet) -> RepresentativeQuerySet:
    """By name, or by pinyin without tones: 「yu jiang」, 「yujiang」 or the initials 「yj」."""
    typed = text.replace(" ", "")
    spelled = rows.alias(spelling=Replace("pinyin", Value(" "), Value("")))
    return spelled.filter(
        Q(name__icontains=text) | Q(spelling__istartswith=typed) | Q(pinyin__iendswith=f" {typed}")
    )
