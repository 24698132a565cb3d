"""公告 in public."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from areas.models import Area
from news.models import Article
from portal.public import quick
from stations.models import Station

AT_STATION = 3


def public_notices() -> QuerySet[Article]:
    return Article.objects.public(timezone.localdate()).select_related("area", "station")


def shown_at_home(area: Area | None) -> list[Article]:
    """The city's own, and those of the areas above and at where somebody lives; no station's."""
    if area is None:
        return quick.city_notices(timezone.localdate())
    rows = (
        public_notices()
        .filter(area__path__in=area.lineage_paths(), station=None)
        .order_by("-published_on", "-pk")
    )
    return list(rows[: quick.NOTICES])


def of_station(station: Station) -> list[Article]:
    rows = public_notices().filter(station=station).order_by("-published_on", "-pk")
    return list(rows[:AT_STATION])
