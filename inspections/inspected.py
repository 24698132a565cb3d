"""How a finding stands, in words, and the pictures of what was seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.files.base import ContentFile

from areas.dates import chinese_date
from inspections.models import Finding, Inspection, InspectionPhoto

SOON = 3  # days before a second look


@dataclass(frozen=True)
class DueWords:
    """For components/due_badge.html."""

    kind: str
    text: str


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
