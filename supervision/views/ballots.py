"""Voting signed in; the page after a ballot went in; how all of this is kept secret."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from supervision.ballots.credentials import on_ballot_of, spend_elector
from supervision.forms.ballots import RECEIPT
from supervision.models import Elector, Evaluation, Report
from supervision.states import EvaluationState
from supervision.views.booth import (
    Booth,
    cast_ballot,
    is_in_urn,
    private,
    refused,
    show_ballot,
    show_check,
)

SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])
BoothView = Callable[[SignedInRequest, Booth], HttpResponse]
NOT_SEATED = ("您现在不能投票", "您在这个人大的代表职务不在任了，所以不能投这次测评的票。")
ALREADY = "您已经投过票了，每人只能投一次。要看票在不在，请打开当时的回执。"


def for_elector(
    *, refuses_spent: bool = True
) -> Callable[[BoothView], Callable[..., HttpResponse]]:
    """For representatives in the frozen electorate; for others the ballot does not exist."""

    def wrap(view: BoothView) -> Callable[..., HttpResponse]:
        @wraps(view)
        def opened(request: SignedInRequest, pk: int) -> HttpResponse:
            mine = Elector.objects.filter(
                evaluation=pk, representative__user=request.user, evaluation__by_account=True
            ).select_related("evaluation__scheme")
            elector = mine.first()
            if elector is None or elector.evaluation.state == EvaluationState.PREPARING:
                raise Http404
            back = reverse("supervision:mine")
            if refuses_spent and elector.has_voted:
                return refused(request, "您已经投过票了", ALREADY, status=409, back_url=back)
            if not elector.has_voted and not mine.entitled().exists():
                return refused(request, *NOT_SEATED, status=403, back_url=back)
            over = why_over(elector.evaluation)
            if over and not elector.has_voted:
                return refused(request, *over, status=410, back_url=back)
            return view(request, booth_of(elector, request.user))

        return opened

    return wrap


def why_over(evaluation: Evaluation) -> tuple[str, str] | None:
    """Title and text where nobody votes any more."""
    if evaluation.state == EvaluationState.CANCELLED:
        return "这次测评取消了", "已经投的票都不计。"
    late = evaluation.closes_at is not None and timezone.now() > evaluation.closes_at
    if late or evaluation.state != EvaluationState.OPEN:
        return "投票已经截止", "现在不能再投了。结果公布以后，在测评公告里看。"
    return None


def booth_of(elector: Elector, user: User) -> Booth:
    evaluation = elector.evaluation
    shown = on_ballot_of(evaluation, elector)
    subjects = list(evaluation.subjects.with_names().filter(pk__in=shown))
    at = partial(reverse, args=[evaluation.pk])
    reports = submitted_reports(evaluation)
    return Booth(
        evaluation,
        subjects,
        at("supervision:vote"),
        at("supervision:vote_check"),
        at("supervision:vote_cast"),
        spend=lambda: spend_elector(evaluation, user),
        reports={key: reverse("supervision:report_read", args=[key]) for key in reports},
        back_url=reverse("supervision:mine"),
    )


def submitted_reports(evaluation: Evaluation) -> set[int]:
    """Keys of the objects whose report can be read."""
    rows = Report.objects.filter(subject__evaluation=evaluation, state=Report.State.SUBMITTED)
    return set(rows.values_list("subject_id", flat=True))


@SHOW_OR_ACT
@for_elector()
def vote(request: SignedInRequest, booth: Booth) -> HttpResponse:
    """GET: empty. POST: 「修改」 from the check page, with everything that was marked."""
    return show_ballot(request, booth)


@SHOW_OR_ACT
@for_elector()
def vote_check(request: SignedInRequest, booth: Booth) -> HttpResponse:
    if request.method != "POST":
        return redirect(booth.ballot_url)
    return show_check(request, booth)


@SHOW_OR_ACT
@for_elector(refuses_spent=False)
def vote_cast(request: SignedInRequest, booth: Booth) -> HttpResponse:
    if request.method != "POST":
        return redirect(booth.ballot_url)
    return cast_ballot(request, booth)


@login_not_required
@require_safe
def ballot_done(request: HttpRequest, pk: int, receipt: str) -> HttpResponse:
    """Also from a bookmark: the receipt is on the list; what was marked nobody can tell."""
    is_public = Q(pk__in=Evaluation.objects.public())
    rows = Evaluation.objects.select_related("area").annotate(is_public=is_public)
    evaluation = get_object_or_404(rows, pk=pk)
    if not (RECEIPT.fullmatch(receipt) and is_in_urn(evaluation, receipt)):
        return refused(
            request,
            "没有找到这个回执",
            "请看看网址有没有抄错。没抄错的话，请联系主办的人大。",
            status=404,
        )
    context = {"evaluation": evaluation, "receipt": receipt}
    return private(render(request, "supervision/ballot/done.html", context))


@login_not_required
@require_safe
def how_secret(request: HttpRequest) -> HttpResponse:
    return render(request, "supervision/ballot/how.html")
