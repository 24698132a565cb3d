"""Who may do what with an evaluation; used by views, templates and tests alike.

Staff see the evaluations of their areas. Whoever manages the area runs them. Votes are cast by
representatives in the electorate and holders of slips; nobody sees marks before the count.
"""

from __future__ import annotations

from collections.abc import Sequence

from accounts.models import User
from accounts.permissions import can_manage, is_office_staff
from supervision.ballots.paper import TELLERS, is_told
from supervision.models import Evaluation, Objection, Rectification, TellerSheet
from supervision.states import COUNTED, EvaluationState

S = EvaluationState


def can_run(user: User, evaluation: Evaluation) -> bool:
    """Prepare, open, close, count, publish: managers of the area, from an office."""
    return is_office_staff(user) and can_manage(user, evaluation.area)


def can_edit(user: User, evaluation: Evaluation) -> bool:
    return can_run(user, evaluation) and evaluation.state == S.PREPARING


def can_tell(user: User, evaluation: Evaluation) -> bool:
    """Enter what was counted on paper: any staff who see it; two different persons do."""
    return (
        is_told(evaluation)
        and Evaluation.objects.looked_after_by(user).filter(pk=evaluation.pk).exists()
    )


def can_see_sheets(user: User, evaluation: Evaluation, sheets: Sequence[TellerSheet]) -> bool:
    """The numbers of both sheets: the two tellers once both are in; staff after the count."""
    if len(sheets) < TELLERS:
        return False
    if any(sheet.teller_id == user.pk for sheet in sheets):
        return True
    return evaluation.state in COUNTED and not is_told(evaluation)


def can_void_sheets(user: User, evaluation: Evaluation, sheets: Sequence[TellerSheet]) -> bool:
    """For tellers who can't any more. A teller decides nothing about the other's sheet."""
    is_teller = any(sheet.teller_id == user.pk for sheet in sheets)
    return can_run(user, evaluation) and is_told(evaluation) and not is_teller


def can_see_results(user: User, evaluation: Evaluation) -> bool:
    """Staff of the area once it is counted; everybody else when it is published."""
    if evaluation.state not in COUNTED:
        return False
    if evaluation.announcement:
        return True
    return Evaluation.objects.looked_after_by(user).filter(pk=evaluation.pk).exists()


def can_decide(user: User, objection: Objection) -> bool:
    """Nobody decides about an objection of his or her own."""
    return objection.raised_by_id != user.pk and can_run(user, objection.subject.evaluation)


def can_check(user: User, item: Rectification) -> bool:
    """The second check is somebody else's than the report."""
    return item.reported_by_id != user.pk and can_run(user, item.subject.evaluation)
