"""Fields for what strangers send: words without invisible characters, photos by their header."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from jobs.pictures import check_header
from messages.models import MAX_PHOTOS

KEPT = {"\n", "\t", "\u200d"}  # the joiner holds emoji together
_NO_SUCH_ROW = "选的有一项已经不在了，请重新选择。"
LONGEST_KEY = 18  # digits that a row's key may have
INVISIBLE = {"Cc", "Cf", "Cs"}  # control, direction marks and the like, halves of letters


def tidy(text: str) -> str:
    """One kind of line break, and no control, direction or other invisible characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in KEPT or unicodedata.category(c) not in INVISIBLE)


class WordsField(forms.CharField):
    """Text of people. ``too_long`` may name the {limit}."""

    def __init__(
        self,
        *,
        too_long: str = "最多 {limit} 字，请删短一些。",
        one_line: bool = False,
        **options: Any,
    ) -> None:
        self.one_line = one_line
        limit = options["max_length"]
        errors = {"max_length": too_long.format(limit=limit)}
        options["error_messages"] = errors | options.pop("error_messages", {})
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        text = tidy(value) if isinstance(value, str) else ""
        return super().to_python(" ".join(text.split()) if self.one_line else text) or ""


class RowsField(forms.ModelMultipleChoiceField):
    """Some rows of a list. Keys beyond every row are refused here: SQLite would overflow."""

    def clean(self, value: Any) -> QuerySet[Any]:
        if any(len(str(key)) > LONGEST_KEY for key in value or ()):
            raise ValidationError(_NO_SUCH_ROW)
        chosen: QuerySet[Any] = super().clean(value)
        return chosen


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Up to six photos, checked by size and header; ``clean`` gives a list of files."""

    widget = ManyFilesInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files: Sequence[UploadedFile[Any]] = data if isinstance(data, list) else []
        if len(files) > MAX_PHOTOS:
            raise ValidationError(f"最多 {MAX_PHOTOS} 张照片，您选了 {len(files)} 张。")
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
