"""What an account can do in evaluations: it votes, or will, where its person is on the list."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.reach import gives_reach
from supervision.models import Elector
from supervision.states import EvaluationState


def votes() -> QuerySet[Elector]:
    running = (EvaluationState.PREPARING, EvaluationState.OPEN)
    return Elector.objects.filter(evaluation__state__in=running)


gives_reach(votes, account="representative__user", area="evaluation__area")
