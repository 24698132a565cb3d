"""/v/<code>/: the ballot of whoever holds the slip. Who that is, nobody knows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from supervision.ballots.credentials import digest, spend_slip
from supervision.ballots.limits import guesses_slips_too_often
from supervision.models import Report, ReportFile, Slip, Subject
from supervision.states import EvaluationState
from supervision.views.ballots import submitted_reports, why_over
from supervision.views.booth import (
    Booth,
    cast_ballot,
    private,
    refused,
    show_ballot,
    show_check,
)

P = ParamSpec("P")
SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])
LONGEST_TYPED = 80
LONGEST_CODE = 26
UNKNOWN = "没有找到这张票签。请照着票签重新扫一次，或者重新输入，里面没有数字 0、1、8 和 9。"
WAIT = "输错的次数有点多，请过十分钟再试，或者扫票签上的二维码。"


def tidy_code(typed: str) -> str:
    """As printed in groups, with spaces or strokes between them, in large letters or small."""
    return "".join(letter for letter in typed[:LONGEST_TYPED].lower() if letter.isalnum())


def find_slip(code: str) -> Slip | None:
    if len(code) != LONGEST_CODE:
        return None
    rows = Slip.objects.filter(digest=digest(code))
    return rows.select_related("batch__evaluation__scheme", "batch__evaluation__area").first()


def with_slip(
    view: Callable[Concatenate[HttpRequest, Slip, str, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]:
    """404 for an unknown code; who tries many of them has to wait."""

    @login_not_required
    @wraps(view)
    def opened(
        request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        found = find_slip(tidy_code(code))
        if found is None:
            return unknown(request)
        return private(view(request, found, tidy_code(code), *args, **kwargs))

    return opened


def unknown(request: HttpRequest) -> HttpResponse:
    """Right codes are never counted: a whole meeting may vote from one network."""
    back = reverse("supervision:slip_typed")
    if guesses_slips_too_often(request):
        return refused(request, "请等一会儿", WAIT, status=429)
    return refused(request, "没有找到这张票签", UNKNOWN, status=404, back_url=back)


def why_not(slip: Slip) -> tuple[str, str, int] | None:
    """Title, text and status where this slip can't be used; None where it can."""
    evaluation = slip.batch.evaluation
    if evaluation.state == EvaluationState.CANCELLED:
        return "这次测评取消了", "已经投的票都不计。", 410
    if slip.batch.voided_at is not None:
        reason = f"原因：{slip.batch.void_reason}。"
        return "这批票签作废了", f"{reason}请找会场的工作人员换一张。", 410
    if slip.is_spent:
        return "这张票签已经用过了", "每张只能投一次。要看票在不在，请打开当时的回执。", 409
    if evaluation.state == EvaluationState.PREPARING:
        return "投票还没有开始", "请留好票签，开始以后再扫一次。", 409
    over = why_over(evaluation)
    return (*over, 410) if over else None


def booth_of(slip: Slip, code: str) -> Booth:
    evaluation = slip.batch.evaluation
    at = partial(reverse, args=[code])
    reports = submitted_reports(evaluation)
    return Booth(
        evaluation,
        list(evaluation.subjects.with_names().rated()),
        at("supervision:slip"),
        at("supervision:slip_check"),
        at("supervision:slip_cast"),
        spend=lambda: spend_slip(evaluation, code),
        reports={key: reverse("supervision:slip_report", args=[code, key]) for key in reports},
    )


@login_not_required
@SHOW_OR_ACT
def slip_typed(request: HttpRequest) -> HttpResponse:
    """For those who can't scan: the letters below the code."""
    typed = request.POST.get("code", "")
    if request.method != "POST":
        return _typed_page(request)
    code = tidy_code(typed)
    if find_slip(code):
        return private(redirect("supervision:slip", code))
    if guesses_slips_too_often(request):
        return _typed_page(request, WAIT, status=429)
    return _typed_page(request, UNKNOWN, status=404)


def _typed_page(request: HttpRequest, problem: str = "", *, status: int = 200) -> HttpResponse:
    typed = request.POST.get("code", "")[:LONGEST_TYPED]
    context = {"problem": problem, "typed": typed}
    return private(render(request, "supervision/ballot/typed.html", context, status=status))


@SHOW_OR_ACT
@with_slip
def slip(request: HttpRequest, found: Slip, code: str) -> HttpResponse:
    """GET: empty. POST: 「修改」 from the check page, with everything that was marked."""
    if problem := why_not(found):
        return refused(request, problem[0], problem[1], status=problem[2])
    return show_ballot(request, booth_of(found, code))


@SHOW_OR_ACT
@with_slip
def slip_check(request: HttpRequest, found: Slip, code: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("supervision:slip", code)
    if problem := why_not(found):
        return refused(request, problem[0], problem[1], status=problem[2])
    return show_check(request, booth_of(found, code))


@SHOW_OR_ACT
@with_slip
def slip_cast(request: HttpRequest, found: Slip, code: str) -> HttpResponse:
    """A spent slip gets to the casting: a retry after a lost answer finds its receipt there."""
    if request.method != "POST":
        return redirect("supervision:slip", code)
    problem = why_not(found)
    if problem and not found.is_spent:
        return refused(request, problem[0], problem[1], status=problem[2])
    return cast_ballot(request, booth_of(found, code))


@require_safe
@with_slip
def slip_report(request: HttpRequest, found: Slip, code: str, pk: int) -> HttpResponse:
    """A report, for the holder of a slip of this evaluation, spent or not."""
    evaluation = found.batch.evaluation
    subjects = Subject.objects.filter(evaluation=evaluation).with_names()
    subject = get_object_or_404(subjects, pk=pk)
    report = _handed_in(found).filter(subject=subject).first()
    files = report.files.all() if report else []
    context = {
        "evaluation": evaluation,
        "subject": subject,
        "report": report,
        "figures": [figure | {"url": ""} for figure in report.figures] if report else [],
        "as_of": report.figures_as_of if report else None,
        "files": [
            (file, reverse("supervision:slip_report_file", args=[code, file.pk])) for file in files
        ],
    }
    return render(request, "supervision/ballot/report.html", context)


@require_safe
@with_slip
def slip_report_file(request: HttpRequest, found: Slip, code: str, pk: int) -> HttpResponseBase:
    """An attachment of one of these reports."""
    rows = ReportFile.objects.filter(report__in=_handed_in(found))
    return get_object_or_404(rows, pk=pk).send()


def _handed_in(slip: Slip) -> QuerySet[Report]:
    """Reports of the evaluation that the slip is of."""
    rows = Report.objects.filter(state=Report.State.SUBMITTED)
    return rows.filter(subject__evaluation=slip.batch.evaluation_id)
