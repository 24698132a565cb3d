"""How many ballots came in, by way: all that anybody may know before the count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from supervision.models.electorate import Slip
from supervision.models.paper import TellerSheet
from supervision.models.urn import Receipt
from supervision.states import Way

if TYPE_CHECKING:
    from supervision.models.evaluations import Evaluation


@dataclass(frozen=True)
class WaySoFar:
    """``ballots`` is None while paper is not entered by two tellers alike."""

    label: str
    ballots: int | None
    note: str = ""


@dataclass(frozen=True)
class Turnout:
    """已投 of 应到. Paper counts once two tellers have entered the same number."""

    voted: int
    eligible: int
    ways: list[WaySoFar]

    @property
    def percent(self) -> int:
        """Rounded down: 100 means everybody."""
        return min(100 * self.voted // self.eligible, 100) if self.eligible else 0

    @property
    def words(self) -> str:
        return f"{self.percent}%"


def turnout_of(evaluation: Evaluation) -> Turnout:
    """Three queries."""
    ways = ways_so_far(evaluation)
    return Turnout(sum(way.ballots or 0 for way in ways), evaluation.eligible or 0, ways)


def ways_so_far(evaluation: Evaluation) -> list[WaySoFar]:
    """Three queries at most."""
    urns = {urn.pk: urn.way for urn in evaluation.urns.exclude(way=Way.TRIAL)}
    rows = Receipt.objects.filter(urn__in=urns).order_by().values_list("urn")
    amounts = {urns[key]: n for key, n in rows.annotate(n=Count("pk"))}
    found = [WaySoFar(str(Way(way).label), amounts.get(way, 0)) for way in evaluation.urn_ways]
    return [_paper(evaluation), *found] if evaluation.by_paper else found


def slips_over(evaluation: Evaluation) -> str:
    """Words where more slips were used than handed out: counted so, the vote is invalid."""
    given = evaluation.slips_handed_out
    if given is None or not evaluation.by_slip:
        return ""
    used = Slip.objects.filter(batch__evaluation=evaluation.pk, is_spent=True).count()
    if used <= given:
        return ""
    return f"登记发出 {given} 张票签，用过的已经有 {used} 张。登记错了请先改；照这样计票，这次测评无效。"


def _paper(evaluation: Evaluation) -> WaySoFar:
    sheets = TellerSheet.objects.filter(evaluation=evaluation, round=evaluation.paper_round)
    amounts = list(sheets.values_list("returned", flat=True))
    if len(amounts) < 2:
        return WaySoFar(
            str(Way.PAPER.label), None, f"两个人分别录入，现在有 {len(amounts)} 份计票单"
        )
    if len(set(amounts)) > 1:
        return WaySoFar(str(Way.PAPER.label), None, "两份计票单不一致")
    return WaySoFar(str(Way.PAPER.label), amounts[0])
