"""A ballot as it is filled in: one mark and perhaps a remark for each object.

It travels in hidden fields from page to page and is kept nowhere else: no session, no cookie.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from supervision.ballots.credentials import new_code
from supervision.models import Evaluation, SchemeOption, Subject

LONGEST_REMARK = 300
RECEIPT = re.compile(r"[a-z2-7]{26}")
TORN_UP = "选票上没有这个选项，请重新打开选票再投。"


@dataclass(frozen=True)
class Line:
    """One object. ``chosen`` is the marked option; of a selection None means 不列入."""

    subject: Subject
    chosen: SchemeOption | None = None
    remark: str = ""
    problem: str = ""
    report_url: str = ""

    @property
    def mark_name(self) -> str:
        return mark_name(self.subject.pk)

    @property
    def remark_name(self) -> str:
        return remark_name(self.subject.pk)


@dataclass(frozen=True)
class Ballot:
    evaluation: Evaluation
    options: list[SchemeOption]
    lines: list[Line]
    problems: list[str] = field(default_factory=list)

    @property
    def marked(self) -> int:
        return sum(line.chosen is not None for line in self.lines)

    @property
    def blank(self) -> int:
        return len(self.lines) - self.marked

    @property
    def listed(self) -> SchemeOption:
        """列入: of a selection, what a tick means."""
        return next(option for option in self.options if option.is_satisfied)

    def marks(self) -> dict[int, int | None]:
        """What goes into the urn: nothing marked is an invalid vote, of a selection 不列入."""
        rest = None
        if self.evaluation.is_selection:
            rest = next(option.pk for option in self.options if not option.is_satisfied)
        return {line.subject.pk: line.chosen.pk if line.chosen else rest for line in self.lines}

    def remarks(self) -> dict[int, str]:
        return {line.subject.pk: line.remark for line in self.lines if line.remark}


def mark_name(key: int) -> str:
    return f"m-{key}"


def remark_name(key: int) -> str:
    return f"r-{key}"


def read_ballot(
    evaluation: Evaluation,
    subjects: list[Subject],
    options: list[SchemeOption],
    data: Mapping[str, str],
    reports: Mapping[int, str],
) -> Ballot:
    """``data`` as posted, empty for a fresh ballot. Unknown objects are left out; the marks of an
    unknown option are a problem, never silently blank. ``reports``: object → address.
    """
    by_key = {str(option.pk): option for option in options}
    if evaluation.is_selection:
        by_key = {key: option for key, option in by_key.items() if option.is_satisfied}
    lines: list[Line] = []
    problems: list[str] = []
    for subject in subjects:
        posted = data.get(mark_name(subject.pk), "")
        remark = _tidy(data.get(remark_name(subject.pk), ""))
        problem = ""
        if posted and posted not in by_key:
            problem = TORN_UP
        if len(remark) > LONGEST_REMARK:
            problem = f"意见最多 {LONGEST_REMARK} 字，现在有 {len(remark)} 字。"
        report = reports.get(subject.pk, "")
        lines.append(Line(subject, by_key.get(posted), remark, problem, report))
    ballot = Ballot(evaluation, options, lines, problems)
    if evaluation.is_selection and ballot.marked > (evaluation.places or 0):
        problems.append(f"最多选 {evaluation.places} 个，您选了 {ballot.marked} 个。")
    if any(line.problem for line in lines):
        problems.append("有的地方要改一改，见下面红色的字。")
    return ballot


def read_receipt(data: Mapping[str, str]) -> str:
    """The receipt that the check page gave out; a fresh one for anything else."""
    posted = data.get("receipt", "")
    return posted if RECEIPT.fullmatch(posted) else new_code()


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "").strip()
