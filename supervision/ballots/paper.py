"""Paper: what two tellers enter separately, once both say the same.

Neither sees the other's numbers before both are in; nobody else sees them before the count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from casework.workflow import TransitionError
from supervision import notices
from supervision.models.paper import TellerSheet, TellerTotal
from supervision.models.schemes import SchemeOption
from supervision.states import EvaluationState

if TYPE_CHECKING:
    from accounts.models import User
    from supervision.models.evaluations import Evaluation
    from supervision.models.moves import Moves

TELLERS = 2
INVALID = "无效"
TELLING = (EvaluationState.OPEN, EvaluationState.CLOSED)

Votes = Mapping[int, Mapping[int | None, int]]


class TellersDisagreeError(TransitionError):
    """Not two sheets yet, or they differ; words for the person."""


@dataclass
class PaperTotals:
    """``totals``: object → option (None: invalid) → votes."""

    issued: int
    returned: int
    totals: dict[int, dict[int | None, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """One number that the two tellers have differently; ``subject`` is "" for the ballots."""

    subject: str
    label: str
    votes: tuple[int, int]


def agreed_totals(evaluation: Moves) -> PaperTotals:
    """What both sheets of the present round say. Raises TellersDisagreeError. Two queries."""
    sheets = sheets_of(evaluation)
    if len(sheets) != TELLERS:
        raise TellersDisagreeError("纸质票要由两个人分别录入，现在还不全。")
    first, second = sheets
    if first != second:
        raise TellersDisagreeError("两位计票人录入的不一致，请重新核对纸质票。")
    return first


def sheets_of(evaluation: Moves) -> list[PaperTotals]:
    """The sheets of the present round, as entered; zeros and withdrawn objects left out."""
    rows = rows_of(evaluation)
    sheets = {row.pk: PaperTotals(row.issued, row.returned, defaultdict(dict)) for row in rows}
    totals = TellerTotal.objects.filter(sheet__in=sheets, votes__gt=0, subject__withdrawn_at=None)
    for total in totals.order_by("pk"):
        sheets[total.sheet_id].totals[total.subject_id][total.option_id] = total.votes
    return list(sheets.values())


def rows_of(evaluation: Moves) -> list[TellerSheet]:
    """Of the present round, in the order in which they were begun."""
    rows = TellerSheet.objects.filter(evaluation_id=evaluation.pk, round=evaluation.paper_round)
    return list(rows.select_related("teller"))


def differences(evaluation: Evaluation) -> list[Difference]:
    """Of two sheets, in the order of the paper; empty when they agree, or are not two."""
    sheets = sheets_of(evaluation)
    if len(sheets) != TELLERS:
        return []
    first, second = sheets
    options = [*_options(evaluation), (None, INVALID)]
    pairs = [
        ("", "发出票数", first.issued, second.issued),
        ("", "收回票数", first.returned, second.returned),
    ]
    for subject in evaluation.subjects.rated().with_names():
        one, other = first.totals.get(subject.pk, {}), second.totals.get(subject.pk, {})
        pairs += [
            (subject.name, label, one.get(key, 0), other.get(key, 0)) for key, label in options
        ]
    return [Difference(name, label, (a, b)) for name, label, a, b in pairs if a != b]


def _options(evaluation: Evaluation) -> list[tuple[int, str]]:
    rows = SchemeOption.objects.filter(scheme=evaluation.scheme_id)
    return list(rows.values_list("pk", "label"))


# entering -----------------------------------------------------------------------------------------


@transaction.atomic
def enter_sheet(
    evaluation: Evaluation,
    *,
    by: User,
    issued: int,
    returned: int,
    totals: Votes,
    scan: UploadedFile[bytes] | None = None,
) -> TellerSheet:
    """Put in one's own sheet, or another version of it. Raises TransitionError.

    ``totals`` has been checked to add up; without ``scan`` the one from before stays.
    """
    _hold(evaluation)
    rows = rows_of(evaluation)
    mine = next((row for row in rows if row.teller_id == by.pk), None)
    if mine is None:
        if len(rows) >= TELLERS:
            raise TransitionError(
                "两位计票人都录入过了，要改由他们本人改。本人改不了的，请管理人员先作废。"
            )
        mine = TellerSheet(evaluation=evaluation, round=evaluation.paper_round, teller=by)
    mine.issued, mine.returned = issued, returned
    if scan is not None:
        _replace_scan(mine, scan)
    mine.save()
    mine.totals.all().delete()
    TellerTotal.objects.bulk_create(
        [
            TellerTotal(sheet=mine, subject_id=subject, option_id=option, votes=votes)
            for subject, by_option in totals.items()
            for option, votes in by_option.items()
        ],
        batch_size=500,
    )
    event = evaluation.add_event("teller", by=by)
    if rows and mine not in rows:
        notices.sheets_complete(rows[0], event)
    return mine


@transaction.atomic
def take_back_sheet(evaluation: Evaluation, *, by: User) -> None:
    """Somebody else is to enter it. Raises TransitionError."""
    _hold(evaluation)
    mine = next((row for row in rows_of(evaluation) if row.teller_id == by.pk), None)
    if mine is None:
        raise TransitionError("您没有录入过计票单。")
    _forget(mine)
    mine.delete()
    evaluation.add_event("teller_back", by=by)


@transaction.atomic
def void_sheet(sheet: TellerSheet, reason: str, *, by: User) -> None:
    """For a teller who can't any more: somebody else is to enter it. Raises TransitionError."""
    _hold(sheet.evaluation)
    rows = rows_of(sheet.evaluation)
    if sheet not in rows:
        raise TransitionError("这份计票单已经不在了。")
    if any(row.teller_id == by.pk for row in rows):
        raise TransitionError("您自己也是计票人，请另一位管理人员来作废。")
    _forget(sheet)
    sheet.delete()
    event = sheet.evaluation.add_event("teller_void", by=by, text=f"{sheet.teller}的：{reason}")
    notices.sheet_voided(sheet, event)


def _hold(evaluation: Evaluation) -> None:
    """The count takes this row too: whoever comes second sees what the first has done."""
    evaluation.lock()
    if not is_told(evaluation):
        raise TransitionError("现在不能录入纸质票，请看测评到了哪一步。")


def is_told(evaluation: Evaluation) -> bool:
    """Whether paper is being entered: until the count, or anew for a correction."""
    return evaluation.by_paper and (
        evaluation.state in TELLING
        or (evaluation.can("reenter_paper") and evaluation.is_reentering_paper())
    )


def _replace_scan(sheet: TellerSheet, scan: UploadedFile[bytes]) -> None:
    if sheet.pk:
        _forget(sheet)
    sheet.scan.save("scan", scan, save=False)
    sheet.scan_name = (scan.name or "计票单")[-120:]


def _forget(sheet: TellerSheet) -> None:
    """The file goes when the change is there for certain."""
    name, storage = sheet.scan.name, sheet.scan.storage
    transaction.on_commit(lambda: storage.delete(name or ""))
