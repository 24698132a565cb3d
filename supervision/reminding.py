"""Reminding electors: always all of them. Whom one reminds would tell who has not voted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from areas.dates import chinese_datetime
from casework.workflow import TransitionError
from notifications.outbox import notify
from supervision.notices import accounts_of_electors
from supervision.states import EvaluationState

if TYPE_CHECKING:
    from accounts.models import User
    from supervision.models.evaluations import Evaluation


def remind_all(evaluation: Evaluation, *, by: User) -> None:
    """Once a day; refused when nobody votes signed in, or not now."""
    today = timezone.localdate()
    if evaluation.state != EvaluationState.OPEN or not evaluation.by_account:
        raise TransitionError("现在没有登录投票，不用提醒。")
    with transaction.atomic():
        type(evaluation)._base_manager.select_for_update().get(pk=evaluation.pk)
        start = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        if evaluation.events.filter(kind="remind", at__gte=start).exists():
            raise TransitionError("今天已经提醒过了，明天再提醒。")
        evaluation.add_event("remind", by=by)
        tell_electors(evaluation, f"vote:{evaluation.pk}:{today}")


def tell_electors(evaluation: Evaluation, key: str) -> None:
    """Inside the caller's transaction. One query for the accounts, two inserts."""
    until = chinese_datetime(evaluation.closes_at) if evaluation.closes_at else "截止"
    notify(
        users=accounts_of_electors(evaluation),
        text=f"「{evaluation.title}」正在投票，{until}截止。投过的请不用理会。"[:300],
        url=reverse("supervision:mine"),
        key=key,
    )
