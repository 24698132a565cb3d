"""What waits for the person at the desk: to report, to vote, to mend. For the link in the header."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, QuerySet, Subquery

from accounts.models import User
from supervision.models import Elector, Rectification, Subject
from supervision.states import EvaluationState


@dataclass(frozen=True)
class ToDo:
    reports: int
    votes: int
    mends: int

    @property
    def total(self) -> int:
        return self.reports + self.votes + self.mends

    @property
    def words(self) -> str:
        """「有 1 份述职报告要交、2 个测评等您投票。」; "" for nothing."""
        parts = [
            (self.reports, "份述职报告要交"),
            (self.votes, "个测评等您投票"),
            (self.mends, "件整改要办"),
        ]
        listed = "、".join(f"{n} {what}" for n, what in parts if n)
        return f"有 {listed}。" if listed else ""


def to_do(user: User) -> ToDo:
    """All three in one query."""
    subjects = Subject.objects.acting(user).yet_to_report()
    mends = Rectification.objects.acting(user).mending()
    found = User.objects.filter(pk=user.pk).values_list(
        _number(subjects), _number(electors_of(user).filter(has_voted=False)), _number(mends)
    )
    return ToDo(*found.get())


def electors_of(user: User) -> QuerySet[Any]:
    """The person in the electorates that vote signed in now, with an active seat there."""
    return Elector.objects.entitled().filter(
        representative__user=user,
        evaluation__state=EvaluationState.OPEN,
        evaluation__by_account=True,
    )


def _number(rows: QuerySet[Any]) -> Subquery:
    """A plain COUNT as a scalar: an aggregate would group."""
    return Subquery(rows.order_by().annotate(_n=Func(F("pk"), function="COUNT")).values("_n"))
