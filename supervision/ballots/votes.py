"""What came in, by every way, and whether it fits together. Nothing here decides a result.

A count never works around what doesn't fit: it refuses, and says what is wrong.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count as CountOf
from django.db.models import Sum

from casework.workflow import TransitionError
from supervision.ballots import electorates
from supervision.ballots.paper import agreed_totals
from supervision.models.electorate import Recusal, Slip, SlipBatch
from supervision.models.paper import TellerSheet
from supervision.models.schemes import Scheme, SchemeOption
from supervision.models.urn import Receipt, UrnMark, UrnRemark
from supervision.states import Way

if TYPE_CHECKING:
    from supervision.models.moves import Moves

Votes = dict[int | None, int]  # option → votes; None: invalid


class RefusedCountError(TransitionError):
    """It was not counted; every reason, for the person."""


@dataclass
class Ballots:
    """``votes``: object → way → votes. ``receipts`` are sorted, ``remarks`` in random order."""

    votes: dict[int, dict[str, Votes]] = field(default_factory=lambda: defaultdict(dict))
    issued: dict[str, int] = field(default_factory=dict)
    returned: dict[str, int] = field(default_factory=dict)
    receipts: list[str] = field(default_factory=list)
    remarks: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def of(self, subject: int) -> dict[str, int]:
        """Ballots that say something about this object, by way."""
        return {way: sum(votes.values()) for way, votes in self.votes.get(subject, {}).items()}


def read_ballots(evaluation: Moves) -> Ballots:
    """Everything that came in, checked. Raises RefusedCountError. A fixed number of queries."""
    problems = _of_the_frame(evaluation)
    ballots = Ballots()
    problems += _read_urns(evaluation, ballots)
    if evaluation.by_paper:
        problems += _read_paper(evaluation, ballots)
    if problems:
        raise RefusedCountError("".join(problems))
    return ballots


def _of_the_frame(evaluation: Moves) -> list[str]:
    """Scheme, electorate and ways as they were when the evaluation opened."""
    problems = []
    scheme = Scheme.objects.get(pk=evaluation.scheme_id)
    # Whoever changes a rule can change its digest as well: the opening kept a copy of its own.
    kept = evaluation.events.filter(kind="open").values_list("text", flat=True).last() or ""
    if not scheme.is_intact() or scheme.digest not in kept:
        problems.append("测评方案在开始后被改动过，不能计票。")
    electors, digest = evaluation.electors.count(), evaluation.electorate_digest
    is_intact = electorates.is_intact(evaluation) and digest in kept
    if not is_intact or (electors and electors != evaluation.eligible):
        problems.append("参加测评的名单在开始后被改动过，不能计票。")
    sheets = TellerSheet.objects.filter(evaluation_id=evaluation.pk)
    if not evaluation.by_paper and sheets.exists():
        problems.append("投票方式在开始后被改动过：有计票单，却没有纸质票。")
    return problems


def _read_urns(evaluation: Moves, ballots: Ballots) -> list[str]:
    urns = {urn.pk: urn.way for urn in evaluation.urns.exclude(way=Way.TRIAL)}
    marks = UrnMark.objects.filter(urn__in=urns).order_by()
    for urn, subject, option, n in marks.values_list("urn", "subject", "option").annotate(
        n=CountOf("pk")
    ):
        ballots.votes[subject].setdefault(urns[urn], {})[option] = n
    receipts: dict[str, int] = defaultdict(int)
    for urn, code in (
        Receipt.objects.filter(urn__in=urns).order_by("code").values_list("urn", "code")
    ):
        receipts[urns[urn]] += 1
        ballots.receipts.append(code)
    _read_remarks(urns, ballots)
    for way in evaluation.urn_ways:
        ballots.returned[way] = ballots.issued[way] = receipts[way]
    if evaluation.by_slip:
        ballots.issued[Way.SLIP] = _slips_issued(evaluation, receipts[Way.SLIP])
    return [
        *_wrong_ways(evaluation, urns.values(), ballots, receipts),
        *_wrong_numbers(evaluation, receipts),
        *_wrong_marks(evaluation, ballots, receipts),
    ]


def _read_remarks(urns: Mapping[int, str], ballots: Ballots) -> None:
    rows = list(UrnRemark.objects.filter(urn__in=urns).values_list("subject", "text"))
    secrets.SystemRandom().shuffle(rows)
    for subject, text in rows:
        ballots.remarks[subject].append(text)


def _slips_issued(evaluation: Moves, spent: int) -> int:
    """As entered by staff; else as many as were printed and are still good."""
    if evaluation.slips_handed_out is not None:
        return evaluation.slips_handed_out
    good = SlipBatch.objects.filter(evaluation_id=evaluation.pk, voided_at=None)
    return max(int(good.aggregate(n=Sum("amount"))["n"] or 0), spent)


def _wrong_ways(
    evaluation: Moves, found: object, ballots: Ballots, receipts: Mapping[str, int]
) -> list[str]:
    """Somebody switched a way off after ballots had come in by it."""
    used = {way for votes in ballots.votes.values() for way in votes} | set(receipts)
    gone = used - set(evaluation.urn_ways)
    return [f"投票方式在开始后被改动过：{Way(way).label}的票还在票箱里。" for way in sorted(gone)]


def _wrong_numbers(evaluation: Moves, receipts: Mapping[str, int]) -> list[str]:
    """As many receipts as electors who have voted, and as slips that were used."""
    problems = []
    voted = evaluation.electors.filter(has_voted=True).count()
    if evaluation.by_account and voted != receipts[Way.ACCOUNT]:
        problems.append(f"登录投票的有 {voted} 人，票箱里有 {receipts[Way.ACCOUNT]} 张票，对不上。")
    spent = Slip.objects.filter(batch__evaluation=evaluation.pk, is_spent=True).count()
    if evaluation.by_slip and spent != receipts[Way.SLIP]:
        problems.append(f"用过的票签有 {spent} 张，票箱里有 {receipts[Way.SLIP]} 张票，对不上。")
    return problems


def _wrong_marks(evaluation: Moves, ballots: Ballots, receipts: Mapping[str, int]) -> list[str]:
    """Every ballot marks every object once, with an option of the scheme."""
    subjects = dict(evaluation.subjects.values_list("pk", "withdrawn_at"))
    rated = [key for key, withdrawn in subjects.items() if withdrawn is None]
    problems = []
    if set(ballots.votes) - set(subjects):
        problems.append("票箱里有不在名单上的测评对象：测评对象在开始后被改动过。")
    listed = _listing(evaluation)
    used = {option for of in ballots.votes.values() for votes in of.values() for option in votes}
    if used - set(listed) - {None}:
        problems.append("票箱里有方案上没有的选项。")
    recused = _recused(evaluation)
    wrong = sum(
        sum(ballots.votes.get(key, {}).get(way, {}).values())
        != receipts[way] - (recused.get(key, 0) if way == Way.ACCOUNT else 0)
        for key in rated
        for way in evaluation.urn_ways
    )
    if wrong:
        problems.append("票箱里的选择和票数对不上：票箱或测评对象被改动过。")
    problems += [
        f"{Way(way).label}的票箱里，列入的多于每张票能选的。"
        for way in evaluation.urn_ways
        if _too_many(evaluation, ballots, way, listed, receipts[way])
    ]
    return problems


def _listing(evaluation: Moves) -> dict[int | None, bool]:
    rows = SchemeOption.objects.filter(scheme=evaluation.scheme_id)
    return dict(rows.values_list("pk", "is_satisfied"))


def _too_many(
    evaluation: Moves, ballots: Ballots, way: str, listed: Mapping[int | None, bool], amount: int
) -> bool:
    """Of a selection: more listed than so many ballots can list."""
    if not evaluation.is_selection:
        return False
    votes = [of.get(way, {}) for of in ballots.votes.values()]
    total = sum(n for one in votes for option, n in one.items() if listed.get(option))
    return total > (evaluation.places or 0) * amount


def _recused(evaluation: Moves) -> dict[int, int]:
    """How many who voted did not see an object."""
    if not evaluation.recuses:
        return {}
    rows = Recusal.objects.filter(elector__evaluation=evaluation.pk, elector__has_voted=True)
    return dict(rows.order_by().values_list("subject").annotate(n=CountOf("pk")))


def _read_paper(evaluation: Moves, ballots: Ballots) -> list[str]:
    """What both tellers counted. Raises their own refusal where they don't agree."""
    paper = agreed_totals(evaluation)
    ballots.issued[Way.PAPER], ballots.returned[Way.PAPER] = paper.issued, paper.returned
    for subject, votes in paper.totals.items():
        ballots.votes[subject][Way.PAPER] = {option: n for option, n in votes.items() if n}
    rated = evaluation.subjects.rated().values_list("pk", flat=True)
    problems = []
    if any(sum(paper.totals.get(key, {}).values()) != paper.returned for key in rated):
        problems.append("纸质票里，有的测评对象各项相加不等于收回的票数。")
    listed = _listing(evaluation)
    if any(set(votes) - set(listed) - {None} for votes in paper.totals.values()):
        problems.append("计票单上有方案上没有的选项。")
    if _too_many(evaluation, ballots, Way.PAPER, listed, paper.returned):
        problems.append("纸质票里，列入的多于每张票能选的。")
    return problems
