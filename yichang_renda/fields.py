"""Fields for what people send: words without invisible characters, rows of a list, many files."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from yichang_renda.asking import LONGEST_KEY

KEPT = {"\n", "\t", "\u200d"}  # the joiner holds emoji together
_NO_SUCH_ROW = "选的有一项已经不在了，请重新选择。"
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
