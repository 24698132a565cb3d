"""Paper: what two tellers entered separately, once both say the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casework.workflow import TransitionError
from supervision.models.paper import TellerSheet, TellerTotal

if TYPE_CHECKING:
    from supervision.models.moves import Moves


class TellersDisagreeError(TransitionError):
    """Not two sheets yet, or they differ; words for the person."""


@dataclass
class PaperTotals:
    """``totals``: object → option (None: invalid) → votes."""

    issued: int
    returned: int
    totals: dict[int, dict[int | None, int]] = field(default_factory=dict)


def agreed_totals(evaluation: Moves) -> PaperTotals:
    """What both sheets of the present round say. Raises TellersDisagreeError. Two queries."""
    sheets = sheets_of(evaluation)
    if len(sheets) != 2:
        raise TellersDisagreeError("纸质票要由两个人分别录入，现在还不全。")
    first, second = sheets
    if first != second:
        raise TellersDisagreeError("两位计票人录入的不一致，请重新核对纸质票。")
    return first


def sheets_of(evaluation: Moves) -> list[PaperTotals]:
    """The sheets of the present round, as entered; zeros left out."""
    rows = TellerSheet.objects.filter(evaluation_id=evaluation.pk, round=evaluation.paper_round)
    sheets = {row.pk: PaperTotals(row.issued, row.returned, defaultdict(dict)) for row in rows}
    for total in TellerTotal.objects.filter(sheet__in=sheets, votes__gt=0).order_by("pk"):
        sheets[total.sheet_id].totals[total.subject_id][total.option_id] = total.votes
    return list(sheets.values())
