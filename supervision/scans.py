"""The photo or scan of a teller's sheet: told by its content, never by its name."""

from __future__ import annotations

from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404

from jobs.pictures import check_header
from supervision.models.paper import TellerSheet

MOST_MEGABYTES = 15
PDF = b"%PDF-"
END_OF_PDF, LAST_BYTES = b"%%EOF", 2048
# What browsers show themselves; anything else is saved.
SHOWN = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", PDF: "application/pdf"}


def check_scan(file: UploadedFile[Any]) -> None:
    """ValidationError in plain Chinese unless it is a picture or a whole PDF."""
    size = file.size or 0
    if size == 0:
        raise ValidationError("这个文件是空的，请重新选择。")
    if size > MOST_MEGABYTES * 1024**2:
        raise ValidationError(f"这个文件超过 {MOST_MEGABYTES} MB，请压缩后再传。")
    if not _is_pdf(file, size):
        try:
            check_header(file, size)
        except ValidationError as error:
            raise ValidationError("只能传照片或者 PDF，请重新选择。") from error


def _is_pdf(file: IO[bytes], size: int) -> bool:
    file.seek(0)
    starts = file.read(len(PDF)) == PDF
    file.seek(max(0, size - LAST_BYTES))
    ends = END_OF_PDF in file.read()
    file.seek(0)
    return starts and ends


def send_scan(sheet: TellerSheet) -> FileResponse:
    """Whoever calls this has asked who may look."""
    try:
        file = sheet.scan.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    head = file.read(8)
    file.seek(0)
    kind = next((kind for start, kind in SHOWN.items() if head.startswith(start)), None)
    response = FileResponse(
        file,
        content_type=kind or "application/octet-stream",
        as_attachment=kind is None,
        filename=sheet.scan_name,
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
