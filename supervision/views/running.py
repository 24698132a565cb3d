"""Where every evaluation stands, one of them with its task list, preparing and changing it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage, managed_areas
from casework.workflow import TransitionError
from office.frame import managers_only, office_page, staff_only
from office.lists import Column, Empty, Filters, Listing, listed
from office.lists.filters import ChoiceFilter, YearFilter
from office.notes import what_changed
from representatives.models import Term
from supervision.ballots.electorates import forget_electors
from supervision.ballots.turnout import turnout_of
from supervision.forms.running import EvaluationForm
from supervision.models import Evaluation
from supervision.permissions import can_edit, can_run, can_see_results, can_tell
from supervision.states import Direction, EvaluationState
from supervision.tasklist import next_step, steps_of, time_left

PART = "evaluations"
AGAIN = "选票跟着变了，要再试投一次。"
EMPTIED = "原来的代表名单清空了。"
SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


def refusing_in_words(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Somebody opened it in this second: nothing was changed, and its page says so."""

    @wraps(view)
    def told(request: SignedInRequest, pk: int, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, pk, **kwargs)
        except TransitionError as error:
            flash.error(request, str(error))
            return redirect("office:evaluation", pk)

    return told


STATE_TONES = {
    EvaluationState.OPEN: "info",
    EvaluationState.CLOSED: "soon",
    EvaluationState.COUNTED: "soon",
    EvaluationState.PUBLISHED: "done",
    EvaluationState.FINISHED: "done",
}


class EvaluationFilters(Filters):
    year = YearFilter()
    direction = ChoiceFilter("direction", "述职方向", Direction.choices)
    state = ChoiceFilter("state", "状态", EvaluationState.choices)


@listed
class Evaluations(Listing):
    key, title, part = "evaluations", "测评", PART
    intro = "部门向代表述职、代表向选民或选举单位述职，都在这里测评。"
    add = ("office:evaluation_add", "建立一次测评")
    filters = EvaluationFilters
    columns = (
        Column(
            "title",
            "测评",
            link=lambda one: one.get_absolute_url(),
            is_head=True,
            width=40,
        ),
        Column("area", "区划", under="title"),
        Column(
            "is_selection",
            "票选对象",
            words=lambda one: "票选对象" if one.is_selection else "",
            under="title",
        ),
        Column("year", "年度", sort="-year", is_number=True),
        Column("direction", "述职方向", value="get_direction_display", sort="direction"),
        Column(
            "state",
            "到了哪一步",
            value="get_state_display",
            tone=lambda one: STATE_TONES.get(one.state, "plain"),
            sort="state",
        ),
        Column("closes_at", "投票截止", sort="-closes_at", width=18),
    )
    nothing = Empty("还没有测评", "先定一个测评方案，再建立一次测评。")
    not_found = Empty("没有找到这样的测评", "换个条件再找。")

    def rows(self) -> QuerySet[Evaluation]:
        return Evaluation.objects.looked_after_by(self.user).select_related("area", "scheme")


@require_safe
@staff_only
def evaluations(request: SignedInRequest) -> HttpResponse:
    return Evaluations(request.user, request.GET).respond(request)


@require_safe
@staff_only
def evaluation(request: SignedInRequest, pk: int) -> HttpResponse:
    """The task list before opening; turnout while people vote; then what comes after."""
    found = get_evaluation(request, pk)
    is_preparing = found.state == EvaluationState.PREPARING
    steps, now = steps_of(found) if is_preparing else [], timezone.now()
    context = {
        "evaluation": found,
        "steps": steps,
        "next_step": next_step(steps),
        "obstacles": found.obstacles() if is_preparing else [],
        "turnout": None if is_preparing else turnout_of(found),
        "subjects_count": found.subjects.rated().count(),
        "approvals": list(found.approvals.all()),
        "events": list(found.events.order_by("-pk")[:50]),
        "may_run": can_run(request.user, found),
        "may_tell": can_tell(request.user, found),
        "sees_results": can_see_results(request.user, found),
        "time_left": time_left(found.closes_at, now),
        "as_of": now,
    }
    return office_page(request, PART, "supervision/office/evaluation.html", context)


@require_safe
@staff_only
def turnout(request: SignedInRequest, pk: int) -> HttpResponse:
    """For the wall of a meeting: how many have voted, nothing else. Loads itself anew."""
    found, now = get_evaluation(request, pk), timezone.now()
    context = {
        "evaluation": found,
        "turnout": turnout_of(found) if found.opened_at else None,
        "is_open": found.state == EvaluationState.OPEN,
        "time_left": time_left(found.closes_at, now),
        "as_of": now,
    }
    return office_page(request, PART, "supervision/office/turnout.html", context)


@SHOW_OR_ACT
@managers_only
def add(request: SignedInRequest) -> HttpResponse:
    areas = managed_areas(request.user)
    own = Term.objects.current().filter(congress__area=areas[0], congress__level=areas[0].level)
    initial = {
        "year": timezone.localdate().year,
        "area": areas[0].pk,
        "by_account": True,
        "term": own.first(),
    }
    form = EvaluationForm(request.POST or None, user=request.user, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, "建立一次测评", None)
    new = form.save(commit=False)
    new.created_by = request.user
    with transaction.atomic():
        new.save()
        new.add_event("create", by=request.user)
    flash.success(request, "建好了。按清单一步一步准备。")
    return redirect(new)


@SHOW_OR_ACT
@managers_only
@refusing_in_words
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_editable(request, pk)
    form = EvaluationForm(request.POST or None, user=request.user, instance=found)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, f"修改「{found}」", found)
    with transaction.atomic():
        # Only while it is being prepared, also when somebody opens it in this second.
        held = Evaluation.objects.select_for_update(no_key=True).get(pk=pk)
        held.act("edit", by=request.user, text=what_changed(form))
        if form.changes_the_ballot:
            form.instance.tried_at = None
            held.empty_trial()
        emptied = forget_electors(held, form.instance)
        form.save()
    again = (AGAIN if form.changes_the_ballot else "") + (EMPTIED if emptied else "")
    flash.success(request, "改好了。" + again)
    return redirect(found)


def _form_page(
    request: SignedInRequest, form: EvaluationForm, title: str, found: Evaluation | None
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "form_title": title, "evaluation": found}
    status = 422 if form.is_bound else 200
    return office_page(
        request, PART, "supervision/office/evaluation_form.html", context, status=status
    )


# who may ------------------------------------------------------------------------------------------


def get_evaluation(request: SignedInRequest, pk: int) -> Evaluation:
    visible = Evaluation.objects.looked_after_by(request.user)
    return get_object_or_404(visible.select_related("area", "scheme", "term__congress"), pk=pk)


def get_run(request: SignedInRequest, pk: int) -> Evaluation:
    """One that the person may run; 404 for everybody else."""
    found = get_evaluation(request, pk)
    if not can_manage(request.user, found.area):
        raise Http404
    return found


def get_editable(request: SignedInRequest, pk: int) -> Evaluation:
    """The same, while it is being prepared; afterwards its page says so."""
    found = get_run(request, pk)
    if not can_edit(request.user, found):
        raise Http404
    return found
