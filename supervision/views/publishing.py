"""A result before everybody: publish, take back at once, correct, finish."""

from __future__ import annotations

from django.contrib import messages as flash
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from casework.workflow import TransitionError
from office.frame import form_page, office_page, staff_only
from supervision.forms.results import CorrectForm, PublishForm, ReasonForm
from supervision.models import Approval, Evaluation
from supervision.views.results import PART, run_evaluation

SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])
CHECK = 422


def _sent(request: SignedInRequest) -> QueryDict | None:
    """Also an empty form that was sent is one to complain about."""
    return request.POST if request.method == "POST" else None


@SHOW_OR_ACT
@staff_only
def evaluation_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """With the approval that is on record, or the one that is entered here."""
    evaluation = run_evaluation(request, pk)
    known = evaluation.publish_approval()
    form = PublishForm(
        _sent(request),
        known=known,
        of_people=not evaluation.rates_departments,
        is_selection=evaluation.is_selection,
    )
    if form.is_valid():
        try:
            with transaction.atomic():
                if known is None:
                    evaluation.approve(Approval.Act.PUBLISH, by=request.user, **form.approval)
                evaluation.publish(
                    by=request.user, with_ranks=form.cleaned_data["with_ranks"] == "yes"
                )
        except TransitionError as error:
            form.add_error(None, str(error))
        else:
            flash.success(request, "结果已经公布，公众现在就能看到。")
            return redirect("office:evaluation_result", evaluation.pk)
    count = evaluation.current_count()
    context = {
        "evaluation": evaluation,
        "form": form,
        "known": known,
        "count": count,
        "faults": count.faults() if count else ["还没有计票。"],
        "can_publish": bool(count) and evaluation.can("publish"),
    }
    return office_page(
        request, PART, "supervision/office/publish.html", context, CHECK if form.is_bound else 200
    )


@SHOW_OR_ACT
@staff_only
def evaluation_unpublish(request: SignedInRequest, pk: int) -> HttpResponse:
    """At once: the page, the files and the list of receipts are gone with this act."""
    evaluation = run_evaluation(request, pk)
    form = ReasonForm(_sent(request))
    if form.is_valid():
        try:
            evaluation.unpublish(form.cleaned_data["reason"], by=request.user)
        except TransitionError as error:
            form.add_error(None, str(error))
        else:
            flash.success(request, "已经撤回，公众看不到了。重新公布要再登记批准。")
            return redirect("office:evaluation_result", evaluation.pk)
    return form_page(
        request,
        PART,
        form,
        f"撤回公布：{evaluation.title}",
        reverse("office:evaluation_result", args=[evaluation.pk]),
        text="公告、计票文件和回执清单马上都打不开。结果还在，工作人员照样看得到。",
        button="马上撤回",
    )


@SHOW_OR_ACT
@staff_only
def evaluation_correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new version of the count; the earlier ones stay readable and say that they are."""
    evaluation = run_evaluation(request, pk)
    known = evaluation.correct_approval()
    form = CorrectForm(
        _sent(request), known=known, subjects=evaluation.subjects.rated().with_names()
    )
    if form.is_valid():
        try:
            with transaction.atomic():
                if known is None:
                    evaluation.approve(Approval.Act.CORRECT, by=request.user, **form.approval)
                evaluation.correct(
                    form.cleaned_data["reason"],
                    by=request.user,
                    withdraw=list(form.cleaned_data["withdraw"]),
                )
        except TransitionError as error:
            form.add_error(None, str(error))
        else:
            flash.success(request, "更正好了，是新的一版；以前的版本还能看到。")
            return redirect("office:evaluation_result", evaluation.pk)
    return _correct_page(request, evaluation, form, CHECK if form.is_bound else 200)


def _correct_page(
    request: SignedInRequest, evaluation: Evaluation, form: CorrectForm, status: int
) -> HttpResponse:
    context = {
        "evaluation": evaluation,
        "form": form,
        "known": form.known,
        "is_reentering": evaluation.is_reentering_paper(),
        "can_correct": evaluation.can("correct"),
        "reason_form": ReasonForm(prefix="paper"),
    }
    return office_page(request, PART, "supervision/office/correct.html", context, status)


@require_POST
@staff_only
def evaluation_reenter_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """Two tellers count the paper again; the result stands until it is corrected."""
    evaluation = run_evaluation(request, pk)
    form = ReasonForm(request.POST, prefix="paper")
    if not form.is_valid():
        flash.error(request, "请写明为什么要重新录入纸质票。")
        return redirect("office:evaluation_correct", evaluation.pk)
    try:
        evaluation.reenter_paper(form.cleaned_data["reason"], by=request.user)
    except TransitionError as error:
        flash.error(request, str(error))
    else:
        flash.success(request, "请两位计票人重新录入纸质票，两份一致以后再更正。")
    return redirect("office:evaluation_correct", evaluation.pk)


@require_POST
@staff_only
def evaluation_finish(request: SignedInRequest, pk: int) -> HttpResponse:
    evaluation = run_evaluation(request, pk)
    try:
        evaluation.finish(by=request.user)
    except TransitionError as error:
        flash.error(request, str(error))
    else:
        flash.success(request, "这次测评办结了。整改按各自的期限继续。")
    return redirect("office:evaluation_result", evaluation.pk)
