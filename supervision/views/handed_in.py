"""述职报告 as those read it who run the evaluation: who has handed one in, and sending it back."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages as flash
from django.db.models import Case, F, IntegerField, QuerySet, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from office.frame import managers_only, office_page, staff_only
from office.lists import Column, Empty, listed
from supervision.forms.running import ReasonForm
from supervision.models import Report, Subject
from supervision.permissions import can_run
from supervision.states import EvaluationState
from supervision.views.pages import BEHIND, OfEvaluation
from supervision.views.running import PART, SHOW_OR_ACT, get_editable, get_evaluation

UNWRITTEN = ("还没有写", "soon")
HANDED_IN, LATE = ("已提交", "done"), ("逾期提交", "late")
WORDS = {Report.State.DRAFT: ("正在写", "plain"), Report.State.SENT_BACK: ("退回修改", "soon")}


def _words(report: Report | None) -> tuple[str, str]:
    """How it stands, and its tone."""
    if report is None:
        return UNWRITTEN
    if report.is_submitted:
        return LATE if report.is_late else HANDED_IN
    return WORDS[Report.State(report.state)]


@listed
class Reports(OfEvaluation):
    """Of every object; those without one first, each in the order of the ballot."""

    key, title = "reports", "述职报告"
    template = "supervision/office/evaluation_reports.html"
    order = "turn"
    columns = (
        Column(
            "name",
            "测评对象",
            link=lambda one: one.reading_url,
            is_head=True,
            width=30,
        ),
        Column(
            "state",
            "报告",
            value=lambda one: one.words[0],
            tone=lambda one: one.words[1],
            sort="turn",
        ),
        Column(
            "submitted_at",
            "提交时间",
            value="handed_in.submitted_at",
            sort="-report__submitted_at",
            width=18,
        ),
    )
    acts = "supervision/office/includes/_report_acts.html"
    nothing = Empty("还没有测评对象", "选好测评对象，就能看到谁交了报告。")

    def rows(self) -> QuerySet[Subject]:
        done = When(report__state=Report.State.SUBMITTED, then=F("position") + BEHIND)
        rated = Subject.objects.filter(evaluation=self.owner).rated().with_names()
        turn = Case(done, default=F("position"), output_field=IntegerField())
        return rated.select_related("report").annotate(turn=turn)

    def dressed(self, found: list[Any]) -> list[Any]:
        for row in found:
            row.evaluation = self.owner
            row.handed_in = getattr(row, "report", None)
            row.words = _words(row.handed_in)
            row.is_done = bool(row.handed_in and row.handed_in.is_submitted)
            url = reverse("supervision:report_read", args=[row.pk])
            row.reading_url = url if row.is_done else ""
        return found

    @cached_property
    def may_send_back(self) -> bool:
        is_preparing = self.owner.state == EvaluationState.PREPARING
        return is_preparing and can_run(self.user, self.owner)


@require_safe
@staff_only
def reports(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_evaluation(request, pk)
    rated = found.subjects.rated()
    context: dict[str, Any] = {
        "evaluation": found,
        "amount": rated.count(),
        "handed_in": rated.filter(report__state=Report.State.SUBMITTED).count(),
        "today": timezone.localdate(),
    }
    return Reports(request.user, request.GET, found).respond(request, **context)


@SHOW_OR_ACT
@managers_only
def send_back_report(request: SignedInRequest, pk: int, subject_pk: int) -> HttpResponse:
    found = get_editable(request, pk)
    report = get_object_or_404(
        Report.objects.select_related("subject__evaluation"),
        subject=subject_pk,
        subject__evaluation=found,
        state=Report.State.SUBMITTED,
    )
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = "要改什么"
    if request.method == "POST" and form.is_valid():
        report.send_back(form.cleaned_data["reason"], by=request.user)
        flash.success(request, f"已退回{report.subject.name}修改。")
        return redirect("office:evaluation_reports", pk)
    context = {
        "evaluation": found,
        "form": form,
        "act_title": f"退回{report.subject.name}的述职报告",
        "act_button": "退回修改",
        "act_text": "对方会看到您写的意见，改好以后再交。",
    }
    status = 422 if form.is_bound else 200
    return office_page(request, PART, "supervision/office/evaluation_act.html", context, status)
