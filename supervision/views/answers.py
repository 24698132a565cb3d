"""What goes back to the rated: feedback in writing, and answers to their objections."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property

from django.contrib import messages as flash
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from casework.workflow import TransitionError
from office.frame import office_page, staff_only
from office.lists import Column, Empty, Filters, Listing, listed
from office.lists.filters import ChoiceFilter
from supervision.forms.results import DecisionForm, FeedbackForm
from supervision.models import Evaluation, Feedback, Objection, Result, Subject
from supervision.models.evaluations import EvaluationQuerySet
from supervision.permissions import can_decide, can_run
from supervision.views.pages import BEHIND, OfEvaluation
from supervision.views.results import PART, counted_evaluation
from yichang_renda.asking import pk_of

SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])
CHECK = 422
OBJECTIONS = "objections"
FAR = datetime(9999, 1, 1, tzinfo=UTC)  # what is not answered yet comes first


@listed
class FeedbackGiven(OfEvaluation):
    """Of every object, those without any first, each in the order of the ballot."""

    key, title = "feedback", "书面反馈"
    template = "supervision/office/feedback_list.html"
    order = "turn"
    columns = (
        Column("name", "测评对象", is_head=True, width=30),
        Column(
            "amount",
            "反馈",
            words=lambda one: f"{one.amount} 份" if one.amount else "还没有",
            tone=lambda one: "plain" if one.amount else "soon",
            sort="turn",
        ),
        Column("last", "最近一份", sort="-last", width=18),
    )
    acts = "supervision/office/includes/_feedback_acts.html"
    nothing = Empty("没有测评对象")

    @classmethod
    def owners(cls, user: User) -> EvaluationQuerySet:
        return super().owners(user).counted()

    def rows(self) -> QuerySet[Subject]:
        given = Feedback.objects.filter(subject=OuterRef("pk")).order_by("-pk")
        amount = given.order_by().values("subject").annotate(n=Count("pk")).values("n")
        has_some = When(Exists(given), then=F("position") + BEHIND)
        rated = Subject.objects.filter(evaluation=self.owner).rated().with_names()
        return rated.annotate(
            amount=Coalesce(Subquery(amount), 0),
            last=Subquery(given.values("sent_at")[:1]),
            turn=Case(has_some, default=F("position"), output_field=IntegerField()),
        )

    @cached_property
    def may_write(self) -> bool:
        return can_run(self.user, self.owner)


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
    if subject is None:
        return FeedbackGiven(request.user, request.GET, evaluation).respond(request)
    context = {
        "evaluation": evaluation,
        "subject": subject,
        "form": form,
        "may_write": may_write,
        "result": _result(subject),
        "given": list(subject.feedback.select_related("sent_by")),
        "as_of": timezone.now(),
    }
    return office_page(
        request, PART, "supervision/office/feedback.html", context, CHECK if form.is_bound else 200
    )


def _asked_for(request: SignedInRequest, evaluation: Evaluation) -> Subject | None:
    asked = request.POST.get("object") or request.GET.get("object") or ""
    if not asked:
        return None
    rated = evaluation.subjects.rated().with_names().select_related("evaluation")
    return get_object_or_404(rated, pk=pk_of(asked))


def _result(subject: Subject) -> Result | None:
    return subject.results.current().select_related("count").first()


class ObjectionFilters(Filters):
    state = ChoiceFilter("state", "状态", Objection.State.choices)


@listed
class Objections(Listing):
    """Those that wait first, then the answered ones, newest first."""

    key, title, part = "objections", "异议", OBJECTIONS
    heading = "对测评结果的异议"
    intro = "部门和代表在异议期内提出，每一条都要答复。"
    filters = ObjectionFilters
    order = "-moment"
    columns = (
        Column("subject", "测评对象", value="subject.name", is_head=True, width=24),
        Column("evaluation", "测评", value="subject.evaluation.title", width=36),
        Column("raised_at", "提出时间", sort="-raised_at", width=18),
        Column("raised_by", "提出人", under="raised_at"),
        Column(
            "state",
            "状态",
            value="get_state_display",
            tone=lambda one: "soon" if one.state == Objection.State.OPEN else "plain",
            sort="state",
        ),
        Column("text", "异议", template="supervision/office/includes/_objection.html", width=50),
        Column("decided_at", "答复时间", sort="-decided_at", width=18),
        Column("decided_by", "答复人", under="decided_at"),
        Column("answer", "答复", is_shown=False, width=50),
    )
    acts = "supervision/office/includes/_objection_acts.html"
    nothing = Empty("没有要答复的异议", "有人提出异议，会显示在这里。")

    def rows(self) -> QuerySet[Objection]:
        subjects = Subject.objects.looked_after_by(self.user).order_by().values("pk")
        return (
            Objection.objects.filter(subject__in=subjects)
            .annotate(moment=Coalesce("decided_at", Value(FAR)))
            .select_related(
                "subject__evaluation__area",
                "subject__department",
                "subject__seat__representative",
                "raised_by",
                "decided_by",
            )
        )


@require_safe
@staff_only
def objections(request: SignedInRequest) -> HttpResponse:
    return Objections(request.user, request.GET).respond(request)


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
