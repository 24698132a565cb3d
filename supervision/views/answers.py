"""What goes back to the rated: feedback in writing, and answers to their objections."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from casework.workflow import TransitionError
from office.frame import office_page, staff_only
from supervision.forms.results import DecisionForm, FeedbackForm
from supervision.models import Evaluation, Objection, Result, Subject
from supervision.permissions import can_decide, can_run
from supervision.views.results import PART, counted_evaluation

SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])
CHECK = 422
OBJECTIONS = "objections"
MOST_SHOWN = 200


@SHOW_OR_ACT
@staff_only
def evaluation_feedback(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who has feedback and who still has none; 「?object=12」 opens the form of one."""
    evaluation = counted_evaluation(request, pk)
    subject = _asked_for(request, evaluation)
    may_write = can_run(request.user, evaluation)
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_write:
            raise Http404
        if subject is None:
            flash.error(request, "请先选要反馈给谁。")
            return redirect("office:evaluation_feedback", evaluation.pk)
        if form.is_valid():
            evaluation.give_feedback(subject, form.cleaned_data["text"], by=request.user)
            flash.success(request, f"反馈意见已经发给{subject.name}。")
            return redirect("office:evaluation_feedback", evaluation.pk)
    rows = evaluation.subjects.rated().with_names().annotate(amount=Count("feedback"))
    subjects: list[Any] = list(rows)  # with their amounts
    context = {
        "evaluation": evaluation,
        "subject": subject,
        "form": form,
        "may_write": may_write,
        "result": _result(subject),
        "given": _given(subject),
        "without": [one for one in subjects if not one.amount],
        "with_some": [one for one in subjects if one.amount],
        "as_of": timezone.now(),
    }
    return office_page(
        request, PART, "supervision/office/feedback.html", context, CHECK if form.is_bound else 200
    )


def _asked_for(request: SignedInRequest, evaluation: Evaluation) -> Subject | None:
    asked = request.POST.get("object") or request.GET.get("object") or ""
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 18):
        raise Http404
    rated = evaluation.subjects.rated().with_names().select_related("evaluation")
    return get_object_or_404(rated, pk=int(asked))


def _result(subject: Subject | None) -> Result | None:
    return subject.results.current().select_related("count").first() if subject else None


def _given(subject: Subject | None) -> list[object]:
    return list(subject.feedback.select_related("sent_by")) if subject else []


@require_safe
@staff_only
def objections(request: SignedInRequest) -> HttpResponse:
    """Those that wait first, then the answered ones, newest first."""
    visible = Objection.objects.filter(
        subject__in=Subject.objects.looked_after_by(request.user).order_by().values("pk")
    )
    related = (
        "subject__evaluation__area",
        "subject__department",
        "subject__seat__representative",
        "raised_by",
        "decided_by",
    )
    rows = visible.select_related(*related)
    waiting = list(rows.filter(state=Objection.State.OPEN).order_by("pk")[:MOST_SHOWN])
    answered = rows.filter(~Q(state=Objection.State.OPEN)).order_by("-decided_at", "-pk")
    context = {"waiting": waiting, "answered": list(answered[:MOST_SHOWN])}
    return office_page(request, OBJECTIONS, "supervision/office/objections.html", context)


@SHOW_OR_ACT
@staff_only
def objection_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Staff read it; answered by somebody who runs the evaluation and did not raise it."""
    visible = Objection.objects.filter(
        subject__in=Subject.objects.looked_after_by(request.user).order_by().values("pk")
    )
    related = visible.select_related(
        "subject__evaluation__area",
        "subject__evaluation__scheme",
        "subject__department",
        "subject__seat__representative",
        "raised_by",
        "decided_by",
    )
    objection = get_object_or_404(related, pk=pk)
    evaluation = objection.subject.evaluation
    may_decide = can_decide(request.user, objection)
    if request.method == "POST" and not may_decide:
        raise Http404
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            evaluation.decide(
                objection,
                upheld=form.cleaned_data["upheld"] == "yes",
                answer=form.cleaned_data["answer"],
                by=request.user,
            )
        except TransitionError as error:
            form.add_error(None, str(error))
        else:
            return _decided(request, objection, upheld=form.cleaned_data["upheld"] == "yes")
    context = {
        "objection": objection,
        "evaluation": evaluation,
        "form": form,
        "result": _result(objection.subject),
        "may_decide": may_decide,
    }
    return office_page(
        request,
        OBJECTIONS,
        "supervision/office/objection.html",
        context,
        CHECK if form.is_bound else 200,
    )


def _decided(request: SignedInRequest, objection: Objection, *, upheld: bool) -> HttpResponse:
    if upheld:
        flash.success(request, "已经答复。异议成立，请接着更正结果。")
        return redirect("office:evaluation_correct", objection.subject.evaluation_id)
    flash.success(request, "已经答复。")
    return redirect("office:objections")
