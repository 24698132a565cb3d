"""The photo or scan of a teller's sheet: kept as it came, because it is evidence."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from jobs.attachments import is_pdf
from jobs.pictures import check_header

MOST_MEGABYTES = 15


def check_scan(file: UploadedFile[Any]) -> None:
    """ValidationError in plain Chinese unless it is a picture or a whole PDF."""
    size = file.size or 0
    if size == 0:
        raise ValidationError("这个文件是空的，请重新选择。")
    if size > MOST_MEGABYTES * 1024**2:
        raise ValidationError(f"这个文件超过 {MOST_MEGABYTES} MB，请压缩后再传。")
    if not is_pdf(file, size):
        try:
            check_header(file, size)
        except ValidationError as error:
            raise ValidationError("只能传照片或者 PDF，请重新选择。") from error
