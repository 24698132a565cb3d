"""A field for attachments: each is checked by its content."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jobs.attachments import Attachment
from yichang_renda.fields import ManyFilesInput


class AttachmentsField(forms.FileField):
    """``clean`` gives unsaved rows of ``model``; [] for none."""

    widget = ManyFilesInput

    def __init__(self, *, model: type[Attachment], most: int, **options: Any) -> None:
        self.model, self.most = model, most
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> list[Attachment]:
        files = data if isinstance(data, list) else []
        if len(files) > self.most:
            raise ValidationError(f"最多 {self.most} 个附件，您选了 {len(files)} 个。")
        rows, wrong = [], []
        for file in files:
            try:
                rows.append(self.model.of(file))
            except ValidationError as error:
                wrong.extend(error.messages)
        if wrong:
            raise ValidationError(wrong)
        return rows
