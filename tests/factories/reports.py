"""Reports that are asked for, and files to attach."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from stations.models import Department
from supervision.models import Report, ReportFile, Subject
from tests.factories import evaluations as make
from tests.factories.casework import Cast

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def asked(cast: Cast, department: Department | None = None, **fields: Any) -> Subject:
    """In preparation, with a day by which the bureau reports."""
    values = {"reports_due": timezone.localdate() + timedelta(days=10)} | fields
    evaluation = make.make_evaluation(cast, **values)
    return Subject.objects.create(
        evaluation=evaluation, department=department or cast.county_bureau
    )


def asked_of_person(cast: Cast, **fields: Any) -> Subject:
    """The representative reports to the voters."""
    values = dict(direction="voters", by_account=False, title="向选民述职测评") | fields
    values = {"reports_due": timezone.localdate() + timedelta(days=10)} | values
    evaluation = make.make_evaluation(cast, **values)
    seat = cast.representative.seats.get(level="county")
    return Subject.objects.create(evaluation=evaluation, seat=seat)


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#345").save(out, "PNG")
    return out.getvalue()


def word(*extra: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml", *extra):
            archive.writestr(name, "<x/>")
    return out.getvalue()


def attached(report: Report, name: str = "附表.pdf") -> ReportFile:
    """A report that is handed in, with an attachment."""
    file = ReportFile.of(upload(name, PDF))
    file.report = report
    file.save()
    return file
