"""Stations and representatives as the public sees them."""

from __future__ import annotations

from django.db.models import Q

from areas.models import DEPTHS, Area
from stations.models import Station, StationQuerySet
from yichang_renda.prepared import Part, Prepared

NEAREST_MOST = 10
PATHS = tuple(f"path {depth}" for depth in DEPTHS.values())  # stand for a lineage to come
AREA = -7_000_001  # stands for its key

# The village's own path is in its lineage: said once more, so that both databases start there.
_nearest = Prepared(
    lambda: (
        Station.objects.open()
        .filter(Q(area=AREA) | Q(kind=Station.Kind.HOME), area__path__in=PATHS)
        .order_by("-area__depth", "code")[:NEAREST_MOST]
    ),
    [*PATHS, AREA],
    [Part("", Station, "name", "kind", "field", "host", "address", "opening_hours")],
)


def stations() -> StationQuerySet:
    """Open stations."""
    return Station.objects.open().select_related("area")


def nearest(area: Area) -> list[Station]:
    """The stations somebody who lives there goes to: the village's own, then the homes above."""
    return [row[0] for row in _nearest(*lineage_of(area), area.pk)]


def lineage_of(area: Area) -> list[str]:
    """A path for each of ``PATHS``: the last one again where the area stands higher."""
    paths = area.lineage_paths()
    return paths + paths[-1:] * (len(PATHS) - len(paths))
