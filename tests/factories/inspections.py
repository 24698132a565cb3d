"""Score sheets, inspections and what they found, for tests."""

import io
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from inspections.models import Finding, Inspection, InspectionPhoto, ScoreSheet
from stations.models import Station

ITEMS = (("场所", 60), ("台账", 40))
DAY = date(2026, 11, 2)
DUE = date(2026, 11, 30)


def make_sheet(area: Any, name: str = "督查评分表", items: Any = ITEMS) -> ScoreSheet:
    sheet = ScoreSheet.objects.create(area=area, name=name)
    sheet.set_items(items)
    return sheet


def make_inspection(
    station: Station,
    office: Any,
    by: Any,
    *,
    sheet: ScoreSheet | None = None,
    points: tuple[int, ...] = (50, 30),
    **fields: Any,
) -> Inspection:
    sheet = sheet or ScoreSheet.objects.filter(area=office).first() or make_sheet(office)
    values = {"day": DAY, "team": "第一督查组", "inspectors": 3} | fields
    visit = Inspection(station=station, sheet=sheet, office=office, recorded_by=by, **values)
    items = zip(sheet.items.all(), points, strict=True)
    visit.record({item.pk: (got, "") for item, got in items})
    return visit


def make_finding(
    visit: Inspection, text: str = "二维码褪色", *, recheck_on: date | str = DUE
) -> Finding:
    day = date.fromisoformat(str(recheck_on))
    return Finding.objects.add(visit, text, recheck_on=day, by=visit.recorded_by)


def picture(side: int = 60, fmt: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side), "#345").save(out, fmt)
    return out.getvalue()


def make_photo(visit: Inspection, finding: Finding | None = None) -> InspectionPhoto:
    photo = InspectionPhoto(inspection=visit, finding=finding)
    photo.image.save("photo.jpg", ContentFile(picture()))
    return photo
