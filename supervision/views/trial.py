"""试投: managers fill in the ballot before it opens, and see that it is counted as marked."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.http import SignedInRequest
from office.frame import managers_only
from supervision.ballots import credentials
from supervision.ballots.casting import BallotError
from supervision.ballots.trial import try_out
from supervision.models import Evaluation
from supervision.views.ballots import submitted_reports
from supervision.views.booth import Booth, private, show_ballot, show_check
from supervision.views.running import SHOW_OR_ACT, get_editable


def booth_of(evaluation: Evaluation) -> Booth:
    at = partial(reverse, args=[evaluation.pk])
    reports = submitted_reports(evaluation)
    return Booth(
        evaluation,
        list(evaluation.subjects.with_names().rated()),
        at("office:evaluation_trial"),
        at("office:evaluation_trial_check"),
        at("office:evaluation_trial_cast"),
        spend=lambda: credentials.trial(evaluation),
        reports={key: reverse("supervision:report_read", args=[key]) for key in reports},
        back_url=at("office:evaluation"),
        is_trial=True,
    )


@SHOW_OR_ACT
@managers_only
def trial(request: SignedInRequest, pk: int) -> HttpResponse:
    return show_ballot(request, booth_of(get_editable(request, pk)))


@SHOW_OR_ACT
@managers_only
def trial_check(request: SignedInRequest, pk: int) -> HttpResponse:
    booth = booth_of(get_editable(request, pk))
    if request.method != "POST":
        return redirect(booth.ballot_url)
    return show_check(request, booth)


@SHOW_OR_ACT
@managers_only
def trial_cast(request: SignedInRequest, pk: int) -> HttpResponse:
    """The count of the trial urn, beside what was marked; then the urn is empty again."""
    booth = booth_of(get_editable(request, pk))
    if request.method != "POST":
        return redirect(booth.ballot_url)
    ballot = booth.read(request)
    if ballot.problems:
        return show_ballot(request, booth, status=422)
    try:
        votes = try_out(booth.evaluation, ballot.marks(), ballot.remarks(), by=request.user)
    except BallotError as error:
        return show_ballot(request, booth, str(error), status=409)
    columns = [*((option.pk, option.label) for option in ballot.options), (None, "没有选（无效）")]
    context = {
        "evaluation": booth.evaluation,
        "labels": [label for _, label in columns],
        "rows": [
            (line.subject.name, [votes[line.subject.pk, key] for key, _ in columns])
            for line in ballot.lines
        ],
        "as_of": timezone.now(),
    }
    return private(render(request, "supervision/ballot/trial_count.html", context))
