"""/desk/evaluations/: what is mine to report, to vote on, to mend; and my results."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from supervision.due import due_of, due_of_rectification
from supervision.mine import electors_of
from supervision.models import Rectification, Subject
from supervision.states import RectificationState

MOST_RESULTS = 30


@never_cache
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    subjects = Subject.objects.of(user).with_names().select_related("evaluation")
    to_report = Subject.objects.acting(user).with_names().select_related("evaluation", "report")
    reports = to_report.asked_to_report().order_by("evaluation__reports_due", "pk")
    electors = (
        electors_of(user).select_related("evaluation").order_by("evaluation__closes_at", "pk")
    )
    mends = Rectification.objects.of(user).open().select_related("subject__department")
    results = subjects.told_results().order_by("-evaluation__year", "-pk")
    context = {
        "reports": [_report_line(subject, today) for subject in reports],
        "electors": list(electors),
        "mends": [(item, due_of_rectification(item, today)) for item in mends],
        "to_mend": RectificationState.MENDING,
        "results": list(results[:MOST_RESULTS]),
    }
    return render(request, "supervision/desk/mine.html", context)


def _report_line(subject: Subject, today: Any) -> dict[str, Any]:
    report = getattr(subject, "report", None)
    due = subject.evaluation.reports_due
    assert due is not None  # ``asked_to_report``
    is_done = bool(report and report.is_submitted)
    return {
        "subject": subject,
        "report": report,
        "is_done": is_done,
        "due": due_of(due, today),
    }
