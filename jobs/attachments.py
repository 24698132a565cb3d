"""Files that people attach: told by their content, never by their name; served by views that check.

What strangers send without an account (`messages.Photo`) is decoded by the worker alone; what
signed-in people attach is redrawn or checked here, in the request.
"""

from __future__ import annotations

import secrets
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import PurePath
from typing import IO, Any, Self

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

from jobs.containers import DAMAGED
from jobs.pictures import NO_PICTURE, check_header, clean_copy
from jobs.storage import private_storage, random_name

MOST_MEGABYTES = 10
LONGEST_NAME = 80
LONGEST_SIDE = 2400
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ONLY = "只能传 PDF、Word（.docx）和照片。"
_PDF, _OLE = b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 2048
#: How a file begins -> what a browser may show itself; anything else is saved.
_SHOWN = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", _PDF: "application/pdf"}


class Attachment(models.Model):
    """A PDF, a Word document without macros, or a photo (redrawn). A child says of what."""

    file = models.FileField("文件", storage=private_storage, upload_to=random_name)
    name = models.CharField("文件名", max_length=120)
    size = models.PositiveIntegerField("字节")
    added_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def of(cls, file: UploadedFile[Any]) -> Self:
        """A row with its content, not saved. ValidationError in plain Chinese."""
        name = PurePath((file.name or "").replace("\\", "/")).name
        size = file.size or 0
        if not size:
            raise ValidationError(f"「{name}」是空的，请重新选择。")
        if size > MOST_MEGABYTES * 1024**2:
            raise ValidationError(f"「{name}」超过 {MOST_MEGABYTES} MB，请压缩后再传。")
        ending, content = _content(name, file.read())
        stem = PurePath(name).stem[:LONGEST_NAME] or "附件"
        stored = ContentFile(content, name="attached")  # written when the row is saved, not before
        return cls(name=f"{stem}.{ending}", size=len(content), file=stored)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """The row first: what can't be deleted keeps its file."""
        deleted = super().delete(*args, **kwargs)
        forget_files([self.file])
        return deleted

    def send(self) -> FileResponse:
        """Whoever calls this has asked who may read."""
        return send_private(self.file, self.name)


def picture_name(instance: object, filename: str) -> str:
    return f"pictures/{secrets.token_hex(1)}/{secrets.token_hex(16)}.jpg"


class Picture(models.Model):
    """A clean copy, made when it was uploaded (`jobs/picture_fields.py`)."""

    image = models.ImageField("照片", storage=private_storage, upload_to=picture_name)
    added_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)
        forget_files([self.image])
        return deleted


def forget_files(files: Iterable[FieldFile]) -> None:
    """They go when their rows are gone for certain; rows that go by cascade name theirs here."""
    gone = [(file.storage, file.name) for file in files if file.name]

    def delete() -> None:
        for storage, name in gone:
            storage.delete(name)

    transaction.on_commit(delete)


def send_private(file: FieldFile, name: str) -> FileResponse:
    """Under its own name: shown where the browser can, else saved. 404 when the file is gone."""
    try:
        opened = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    head = opened.read(8)
    opened.seek(0)
    shown = next((kind for start, kind in _SHOWN.items() if head.startswith(start)), None)
    response = FileResponse(
        opened,
        content_type=shown or (DOCX if name.endswith(".docx") else "application/octet-stream"),
        as_attachment=shown is None,
        filename=name,
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def is_pdf(file: IO[bytes], size: int) -> bool:
    """A whole one, from its first word to its last."""
    file.seek(0)
    starts = file.read(len(_PDF)) == _PDF
    file.seek(max(0, size - _END))
    ends = b"%%EOF" in file.read()
    file.seek(0)
    return starts and ends


def _content(name: str, data: bytes) -> tuple[str, bytes]:
    if is_pdf(BytesIO(data), len(data)):
        return "pdf", data
    if data.startswith(b"PK"):
        _check_word(name, data)
        return "docx", data
    if data.startswith(_OLE):
        raise ValidationError(f"「{name}」是旧版的 Word，请另存为 .docx 或 PDF 后再传。")
    try:
        check_header(BytesIO(data), len(data))
        return "jpg", clean_copy(BytesIO(data), longest=LONGEST_SIDE)
    except (ValidationError, *NO_PICTURE) as error:
        raise ValidationError(f"「{name}」打不开，{ONLY}") from error


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
