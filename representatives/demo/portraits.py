"""Portraits of some of the demo's people."""

from __future__ import annotations

from django.core.files.base import ContentFile

from representatives.models import Representative
from stations.demo import pictures
from stations.models import Station

PORTRAITS = 40  # beside those of the showcase


def hang_portraits(first: Station) -> None:
    """Of the showcase's people and some more."""
    own = Representative.objects.filter(station=first).order_by("pk")
    more = Representative.objects.exclude(station=first).order_by("pk")[:PORTRAITS]
    for turn, person in enumerate([*own, *more]):
        data = ContentFile(pictures.portrait(turn))
        person.photo.save(f"demo-{person.pk}.jpg", data, save=False)
        person.save(update_fields=["photo"])
