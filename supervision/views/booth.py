"""The booth: fill in, look once more, put into the urn. The same for every way to vote.

Nothing of a ballot is kept between the pages: no session, no cookie, no message of Django's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from supervision.ballots.casting import BallotError, cast
from supervision.ballots.credentials import Credential, SpentError, new_code
from supervision.forms.ballots import LONGEST_REMARK, Ballot, read_ballot, read_receipt
from supervision.models import Evaluation, Receipt, Subject
from supervision.states import Way

R = TypeVar("R", bound=HttpResponseBase)


@dataclass(frozen=True)
class Booth:
    """``spend`` is called inside the transaction that casts. ``reports``: object → address."""

    evaluation: Evaluation
    subjects: list[Subject]
    ballot_url: str
    check_url: str
    cast_url: str
    spend: Callable[[], Credential]
    reports: dict[int, str] = field(default_factory=dict)
    back_url: str = ""
    is_trial: bool = False

    def read(self, request: HttpRequest) -> Ballot:
        options = list(self.evaluation.scheme.options.order_by("position"))
        return read_ballot(
            self.evaluation, self.subjects, options, request.POST.dict(), self.reports
        )


def private(response: R) -> R:
    """Kept by no browser; "no-referrer" would make browsers send "Origin: null" with forms."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def show_ballot(
    request: HttpRequest, booth: Booth, problem: str = "", *, status: int = 200
) -> HttpResponse:
    """Empty, or as it was posted: what was marked stays marked."""
    ballot = booth.read(request)
    problems = [problem] if problem else []
    if status == 422:
        problems += ballot.problems
    return _page(
        request,
        booth,
        "ballot.html",
        status,
        ballot=ballot,
        problems=problems,
        longest=LONGEST_REMARK,
    )


def show_check(request: HttpRequest, booth: Booth) -> HttpResponse:
    ballot = booth.read(request)
    if ballot.problems:
        return show_ballot(request, booth, status=422)
    return _page(request, booth, "check.html", 200, ballot=ballot, receipt=read_receipt({}))


def cast_ballot(request: HttpRequest, booth: Booth) -> HttpResponse:
    """Spend and cast in one transaction; a retry after a lost answer finds its receipt."""
    ballot = booth.read(request)
    if ballot.problems:
        return show_ballot(request, booth, status=422)
    receipt = read_receipt(request.POST)
    try:
        receipt = _put_in(booth, ballot, receipt)
    except SpentError as error:
        if is_in_urn(booth.evaluation, receipt):
            return private(redirect("supervision:ballot_done", booth.evaluation.pk, receipt))
        return refused(request, "不能再投了", str(error), status=409, back_url=booth.back_url)
    except BallotError as error:
        return show_ballot(request, booth, str(error), status=409)
    return private(redirect("supervision:ballot_done", booth.evaluation.pk, receipt))


def _put_in(booth: Booth, ballot: Ballot, receipt: str) -> str:
    """Returns the receipt; a fresh one where this one lies in an urn already."""
    try:
        with transaction.atomic():
            credential = booth.spend()
            if Receipt.objects.filter(code=receipt).exists():
                receipt = new_code()
            _cast(booth, credential, ballot, receipt)
    except IntegrityError:  # somebody else sent the same one in this moment
        receipt = new_code()
        with transaction.atomic():
            _cast(booth, booth.spend(), ballot, receipt)
    return receipt


def _cast(booth: Booth, credential: Credential, ballot: Ballot, receipt: str) -> None:
    cast(credential, ballot.marks(), receipt=receipt, remarks=ballot.remarks())


def is_in_urn(evaluation: Evaluation, receipt: str) -> bool:
    """Whether this receipt is on the evaluation's list: never what it stands for."""
    rows = Receipt.objects.filter(code=receipt, urn__evaluation=evaluation)
    return rows.exclude(urn__way=Way.TRIAL).exists()


def refused(
    request: HttpRequest, title: str, text: str, *, status: int, back_url: str = ""
) -> HttpResponse:
    context = {"refused_title": title, "refused_text": text, "back_url": back_url}
    return private(render(request, "supervision/ballot/refused.html", context, status=status))


def _page(
    request: HttpRequest, booth: Booth, template: str, status: int, **context: Any
) -> HttpResponse:
    context |= {
        "booth": booth,
        "evaluation": booth.evaluation,
        # The switch to 关怀版 comes back by GET, which would lose what is marked.
        "may_switch": request.method != "POST",
    }
    return private(render(request, f"supervision/ballot/{template}", context, status=status))
