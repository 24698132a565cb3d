"""Fields for photos: checked by their header, or made into clean copies on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from jobs.pictures import NO_PICTURE, check_header, clean_copy
from yichang_renda.fields import ManyFilesInput

LONGEST = 1600
PIXELS = 24_000_000


def fresh_copy(
    file: UploadedFile, *, longest: int, most_megabytes: int = 15, pixels: int = PIXELS
) -> ContentFile[bytes]:
    """A JPEG at most ``longest`` px, without the place where it was taken.

    ValidationError in plain Chinese for what is too big or no picture.
    """
    most = most_megabytes * 1024**2
    data = file.read(most + 1)
    if len(data) > most:
        raise ValidationError(f"照片超过 {most_megabytes} MB，请换一张小一些的。")
    check_header(BytesIO(data), len(data), max_pixels=pixels)
    try:
        return ContentFile(clean_copy(BytesIO(data), longest=longest), name="photo.jpg")
    except NO_PICTURE as error:
        raise ValidationError("这张照片打不开，请换一张。") from error


class PhotosField(forms.FileField):
    """Up to ``most`` photos, checked by size and header; ``clean`` gives a list of files."""

    widget = ManyFilesInput

    def __init__(self, *, most: int, **options: Any) -> None:
        self.most = most
        options.setdefault("required", False)
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files: Sequence[UploadedFile[Any]] = data if isinstance(data, list) else []
        if len(files) > self.most:
            raise ValidationError(f"最多 {self.most} 张照片，您选了 {len(files)} 张。")
        wrong = [
            f"第 {number} 张：{problem}"
            for number, file in enumerate(files, 1)
            if (problem := _problem(file))
        ]
        if wrong:
            raise ValidationError(wrong)
        return list(files)


def _problem(file: UploadedFile[Any]) -> str:
    try:
        check_header(file, file.size or 0)
    except ValidationError as error:
        return "".join(error.messages)
    return ""


class PicturesField(PhotosField):
    """``clean`` gives fresh JPEGs without the place where they were taken; [] for none."""

    def __init__(self, *, most: int, **options: Any) -> None:
        options.setdefault("label", "照片")
        options.setdefault(
            "help_text", f"最多 {most} 张，JPEG、PNG、WebP 或 HEIC；会自动去掉拍摄地点等信息。"
        )
        super().__init__(most=most, **options)
        self.widget.attrs["accept"] = "image/*"

    def clean(self, data: Any, initial: Any = None) -> list[ContentFile[bytes]]:  # type: ignore[override]
        files = super().clean(data, initial)
        if self.required and not files:
            raise ValidationError("请选一张照片。")
        return [self._fresh(file, number) for number, file in enumerate(files, 1)]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)

    def _fresh(self, file: Any, number: int) -> ContentFile[bytes]:
        try:
            return fresh_copy(file, longest=LONGEST)
        except ValidationError as error:
            raise ValidationError(f"第 {number} 张：{''.join(error.messages)}") from error
