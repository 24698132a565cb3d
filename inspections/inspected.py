"""How a finding stands, in words, and the pictures of what was seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.files.base import ContentFile

from accounts.models import User
from areas.dates import chinese_date
from inspections.models import Finding, Inspection, InspectionPhoto

SOON = 3  # days before a second look


@dataclass(frozen=True)
class DueWords:
    """For components/due_badge.html."""

    kind: str
    text: str


def due_words(finding: Finding, today: date) -> DueWords:
    if not finding.is_open:
        day = finding.mended_on
        words = f"{chinese_date(day)}确认整改好了" if day else finding.get_state_display()
        return DueWords("done", words)
    left = (finding.recheck_on - today).days
    if left < 0:
        return DueWords("late", f"复查超期 {-left} 天")
    if left == 0:
        return DueWords("soon", "今天复查")
    return DueWords("soon" if left <= SOON else "plain", f"还有 {left} 天复查")


def find(
    visit: Inspection,
    by: User,
    *,
    text: str,
    recheck_on: date,
    photos: Iterable[ContentFile[bytes]],
) -> Finding:
    """What was found on a visit, with its pictures."""
    finding = Finding.objects.add(visit, text, recheck_on=recheck_on, by=by)
    attach(visit, photos, finding)
    return finding


def attach(
    inspection: Inspection, pictures: Iterable[ContentFile[bytes]], finding: Finding | None = None
) -> None:
    for picture in pictures:
        photo = InspectionPhoto(inspection=inspection, finding=finding)
        photo.image.save("photo.jpg", picture)
