"""The columns of a table that people fill in."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from jobs import cells

_REMARK = re.compile(r"\((必填|选填|可不填|可空|可以不填)[^)]*\)$")
_NOISE = re.compile(r"[\s*:]+")


@dataclass(frozen=True)
class Column:
    """One column: its Chinese heading and what may stand below it."""

    name: str
    clean: cells.Cleaner = cells.text()  # noqa: RUF009  a function, shared on purpose
    required: bool = False
    #: The key of the value in a cleaned row; the heading itself if not given.
    field: str = ""
    #: Two or three plain words for the explanation sheet of the template.
    help: str = ""
    example: str = ""
    #: Other headings that mean the same.
    aliases: Sequence[str] = ()
    #: The value of an empty cell, or of a column that is not in the file.
    empty: Any = ""
    #: How a value looks in the preview; for phones `mask_phone`.
    show: Callable[[Any], str] = cells.as_text

    @property
    def key(self) -> str:
        return self.field or self.name

    def headings(self) -> list[str]:
        return [plain_heading(name) for name in (self.name, *self.aliases)]

    def value(self, cell: str) -> Any:
        """The cleaned value; ValidationError names the column."""
        if not cell:
            if self.required:
                raise ValidationError(f"「{self.name}」没有填。")
            return self.empty
        try:
            return self.clean(cell)
        except ValidationError as error:
            raise ValidationError(f"「{self.name}」{'；'.join(error.messages)}") from error


def plain_heading(text: str) -> str:
    """「 手机号 *（必填）：」 and full-width forms compare equal to 「手机号」."""
    folded = _NOISE.sub("", unicodedata.normalize("NFKC", text)).lower()
    return _REMARK.sub("", folded)
