"""A teller's sheet: ballots issued and returned, and for every object the votes by option."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from supervision.ballots.paper import INVALID
from supervision.models import Evaluation, SchemeOption, Subject, TellerSheet
from supervision.scans import check_scan
from yichang_renda.asking import number_of

MOST_VOTES = 100_000
WHOLE = f"请填 0 到 {MOST_VOTES} 的整数。"
WHOLE_ERRORS = dict.fromkeys(("invalid", "min_value", "max_value"), WHOLE)


@dataclass
class Cell:
    """What was typed for one object and option (key "" for invalid); ``votes`` None: no number."""

    name: str
    label: str
    option: int | None
    typed: str
    votes: int | None = 0


@dataclass
class Line:
    subject: Subject
    cells: list[Cell] = field(default_factory=list)
    error: str = ""

    @property
    def anchor(self) -> str:
        return f"object-{self.subject.pk}"


def votes_of(typed: str) -> int | None:
    """「１２」 and 「 12 」 are 12, nothing is 0; None for what is no number."""
    text = unicodedata.normalize("NFKC", typed).strip()
    if not text:
        return 0
    votes = number_of(text, 6)
    return votes if votes is not None and votes <= MOST_VOTES else None


class SheetForm(forms.Form):
    issued = forms.IntegerField(
        label="发出票数", min_value=0, max_value=MOST_VOTES, error_messages=WHOLE_ERRORS
    )
    returned = forms.IntegerField(
        label="收回票数", min_value=0, max_value=MOST_VOTES, error_messages=WHOLE_ERRORS
    )
    scan = forms.FileField(
        label="计票单的照片或扫描件",
        help_text="照片或者 PDF，最大 15 MB。",
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf"}),
        error_messages={
            "required": "请附上计票单的照片或扫描件。",
            "empty": "这个文件是空的，请重新选择。",
        },
    )

    def __init__(
        self, *args: Any, evaluation: Evaluation, mine: TellerSheet | None, **kwargs: Any
    ) -> None:
        if mine:
            kwargs["initial"] = {"issued": mine.issued, "returned": mine.returned}
        super().__init__(*args, **kwargs)
        self.evaluation = evaluation
        self.options = list(evaluation.scheme.options.all())
        for name in ("issued", "returned"):
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "numeric"})
        if mine:
            self.fields["scan"].required = False
            self.fields["scan"].label = "换一张照片或扫描件"
        subjects = evaluation.subjects.rated().with_names()
        before = _entered(mine)
        self.lines = [self._line(subject, self.options, before) for subject in subjects]

    def _line(
        self, subject: Subject, options: Sequence[SchemeOption], before: dict[str, int]
    ) -> Line:
        line = Line(subject)
        for key, label in [*((o.pk, o.label) for o in options), (None, INVALID)]:
            name = _name(subject.pk, key)
            typed = str(before.get(name, ""))
            if self.is_bound:
                typed = self.data.get(name, "")[:20]
            line.cells.append(Cell(name, label, key, typed, votes_of(typed)))
        return line

    def clean_scan(self) -> UploadedFile[Any] | None:
        scan: UploadedFile[Any] | None = self.cleaned_data["scan"]
        if scan:
            check_scan(scan)
        return scan or None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        issued, returned = data.get("issued"), data.get("returned")
        if issued is not None and returned is not None and returned > issued:
            self.add_error("returned", "收回的票不能比发出的多。")
        for line in self.lines:
            line.error = _wrong(line, returned)
        if any(line.error for line in self.lines):
            self.add_error(
                None, "有的测评对象各项相加不等于收回票数，或者填的不是数，见下面标出的行。"
            )
        elif returned is not None and self._lists_too_many(returned):
            places = self.evaluation.places
            self.add_error(
                None, f"每张票最多列入 {places} 个，列入的总数多于收回票数的 {places} 倍。"
            )
        return data

    def _lists_too_many(self, returned: int) -> bool:
        if not self.evaluation.is_selection:
            return False
        listing = {option.pk for option in self.options if option.is_satisfied}
        cells = (cell for line in self.lines for cell in line.cells if cell.option in listing)
        return sum(cell.votes or 0 for cell in cells) > (self.evaluation.places or 0) * returned

    @property
    def wrong_lines(self) -> list[Line]:
        return [line for line in self.lines if line.error]

    @property
    def totals(self) -> dict[int, dict[int | None, int]]:
        return {
            line.subject.pk: {cell.option: cell.votes or 0 for cell in line.cells}
            for line in self.lines
        }


def _name(subject: int, option: int | None) -> str:
    return f"votes-{subject}-{option or 'invalid'}"


def _entered(mine: TellerSheet | None) -> dict[str, int]:
    if mine is None:
        return {}
    return {_name(row.subject_id, row.option_id): row.votes for row in mine.totals.all()}


def _wrong(line: Line, returned: int | None) -> str:
    """What is wrong with the numbers of one object, in words; "" when they add up."""
    bad = [cell.label for cell in line.cells if cell.votes is None]
    if bad:
        return f"「{bad[0]}」{WHOLE}"
    total = sum(cell.votes or 0 for cell in line.cells)
    if returned is not None and total != returned:
        return f"各项相加是 {total}，应该是收回的 {returned}。"
    return ""
