"""What was seen at stations: who may add to an inspection, and the short form of its results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from accounts.permissions import offices_of
from areas.dates import chinese_date
from areas.models import Area
from stations.models import Finding, Inspection, InspectionPhoto, Station

LATEST = 5
SOON = 3  # days before a second look


@dataclass(frozen=True)
class DueWords:
    """For components/due_badge.html."""

    kind: str
    text: str


def offices_over(user: User, station: Station) -> list[Area]:
    """The person's offices in whose name this station may be inspected."""
    return [office for office in offices_of(user) if office.contains(station.area)]


def can_add_to(user: User, inspection: Inspection) -> bool:
    """The office whose inspection it was, and those above: nobody below clears himself."""
    return any(office.contains(inspection.office) for office in offices_of(user))


def due_words(finding: Finding, today: date) -> DueWords:
    if finding.mended_on:
        return DueWords("done", f"{chinese_date(finding.mended_on)}确认整改好了")
    left = (finding.recheck_on - today).days
    if left < 0:
        return DueWords("late", f"复查超期 {-left} 天")
    if left == 0:
        return DueWords("soon", "今天复查")
    return DueWords("soon" if left <= SOON else "plain", f"还有 {left} 天复查")


def attach(
    inspection: Inspection, pictures: Iterable[ContentFile[bytes]], finding: Finding | None = None
) -> None:
    for picture in pictures:
        photo = InspectionPhoto(inspection=inspection, finding=finding)
        photo.image.save("photo.jpg", picture)


def results_of(station: Station) -> dict[str, Any]:
    """For templates/office/includes/_inspections.html, on a page for staff; two queries."""
    today = timezone.localdate()
    # Sums lose the order of the model.
    visits = station.inspections.with_totals().order_by("-day", "-pk")
    waiting = Finding.objects.open().filter(inspection__station=station)
    return {
        "inspections": list(visits.select_related("office", "sheet")[:LATEST]),
        "open_findings": [
            (finding, due_words(finding, today))
            for finding in waiting.order_by("recheck_on", "pk")[: LATEST * 2]
        ],
    }
