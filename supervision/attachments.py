"""What may be attached to a report: told by its content, never by its name."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404
from PIL import Image

from jobs.containers import DAMAGED
from jobs.pictures import check_header, clean_copy
from supervision.models.subjects import ReportFile

MOST_FILES = 6
MOST_MEGABYTES = 10
LONGEST_NAME = 80
LONGEST_SIDE = 2400
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"pdf": "application/pdf", "docx": DOCX, "jpg": "image/jpeg"}
ONLY = "只能传 PDF、Word（.docx）和照片。"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 2048


def report_file(file: UploadedFile[Any]) -> ReportFile:
    """A row with its content, not saved. ValidationError in plain Chinese; pictures are redrawn."""
    name = PurePath((file.name or "").replace("\\", "/")).name
    size = file.size or 0
    if not size:
        raise ValidationError(f"「{name}」是空的，请重新选择。")
    if size > MOST_MEGABYTES * 1024**2:
        raise ValidationError(f"「{name}」超过 {MOST_MEGABYTES} MB，请压缩后再传。")
    data = file.read()
    ending, content = _content(name, data)
    stem = PurePath(name).stem[:LONGEST_NAME] or "附件"
    stored = ContentFile(content, name="report")  # written when the row is saved, not before
    return ReportFile(name=f"{stem}.{ending}", size=len(content), file=stored)


def _content(name: str, data: bytes) -> tuple[str, bytes]:
    if data.startswith(b"%PDF-") and b"%%EOF" in data[-_END:]:
        return "pdf", data
    if data.startswith(b"PK"):
        _check_word(name, data)
        return "docx", data
    if data.startswith(_OLE):
        raise ValidationError(f"「{name}」是旧版的 Word，请另存为 .docx 或 PDF 后再传。")
    try:
        check_header(BytesIO(data), len(data))
        return "jpg", clean_copy(BytesIO(data), longest=LONGEST_SIDE)
    except (ValidationError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as no:
        raise ValidationError(f"「{name}」打不开，{ONLY}") from no


def _check_word(name: str, data: bytes) -> None:
    """A document without macros; nothing of it is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = set(archive.namelist())
    except DAMAGED as error:
        raise ValidationError(f"「{name}」打不开，{ONLY}") from error
    if not {"[Content_Types].xml", "word/document.xml"} <= parts:
        raise ValidationError(f"「{name}」不是 Word 文档，{ONLY}")
    if any(part.endswith("vbaProject.bin") for part in parts):
        raise ValidationError(f"「{name}」带有宏，请另存为不带宏的 .docx 或 PDF 后再传。")


def send(row: ReportFile) -> FileResponse:
    """Whoever calls this has asked who may read. Word is saved, the others open in the browser."""
    ending = row.name.rpartition(".")[2]
    try:
        file = row.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        file,
        content_type=TYPES.get(ending, "application/octet-stream"),
        as_attachment=ending not in ("pdf", "jpg"),
        filename=row.name,
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
