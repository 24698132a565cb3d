"""The rated read their own result, its feedback and their objections; and what they mend."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from casework.workflow import TransitionError
from supervision.curves.reading import is_published
from supervision.due import due_of_rectification
from supervision.forms.desk import MendedForm, NoteForm, ObjectionForm
from supervision.models import Objection, Rectification, Result, Subject
from supervision.states import RectificationState
from supervision.views.rectifications import detail_of

CHECK = 422


@never_cache
@require_safe
def my_result(request: SignedInRequest, pk: int) -> HttpResponse:
    return _result_page(request, _told(request, pk), ObjectionForm())


@require_POST
def object_to_result(request: SignedInRequest, pk: int) -> HttpResponse:
    """异议: within the window, one at a time."""
    subject = _told(request, pk)
    if not _acts(request, subject):
        raise Http404
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        return _result_page(request, subject, form, CHECK)
    try:
        Objection.objects.raise_one(subject, form.cleaned_data["text"], by=request.user)
    except TransitionError as error:
        form.add_error(None, str(error))
        return _result_page(request, subject, form, CHECK)
    flash.success(request, "异议已经提出，答复会通知您。")
    return redirect("supervision:my_result", pk)


def _told(request: SignedInRequest, pk: int) -> Subject:
    """Of mine, and made known to me."""
    mine = Subject.objects.of(request.user).told_results().with_names()
    return get_object_or_404(mine.select_related("evaluation__scheme"), pk=pk)


def _acts(request: SignedInRequest, subject: Subject) -> bool:
    """Whoever is suspended reads the own result, and does nothing about it."""
    return Subject.objects.acting(request.user).filter(pk=subject.pk).exists()


def _result_page(
    request: SignedInRequest, subject: Subject, form: ObjectionForm, status: int = 200
) -> HttpResponse:
    evaluation, today = subject.evaluation, timezone.localdate()
    result = subject.results.current().select_related("count").first()
    objections = list(subject.objections.order_by("-pk"))
    is_waiting = any(one.state == Objection.State.OPEN for one in objections)
    mends = Rectification.objects.filter(subject=subject).order_by("due_date", "pk")
    context = {
        "subject": subject,
        "evaluation": evaluation,
        "announcement": evaluation.announcement,
        "scheme": evaluation.scheme,
        "result": result,
        "faults": result.count.faults() if result else [],
        "ways": _ways(result),
        "remarks": list(result.remarks.all()) if result else [],
        "feedback": list(subject.feedback.all()),
        "has_curve": bool(subject.department and is_published(subject.department)),
        "objections": objections,
        "form": form,
        "may_object": evaluation.takes_objections(today)
        and not is_waiting
        and _acts(request, subject),
        "mends": [(item, due_of_rectification(item, today)) for item in mends],
        "typed": _typed(form),
    }
    return render(request, "supervision/desk/my_result.html", context, status=status)


def _ways(result: Result | None) -> list[dict[str, Any]]:
    """Votes by group of ways: [{"label", "votes": [(option, n), …]}]; one query."""
    if result is None or result.is_withheld:
        return []
    groups: dict[str, dict[str, Any]] = {}
    tallies = result.tallies.select_related("option").order_by("ways", "option__position")
    for tally in tallies:
        group = groups.setdefault(tally.ways, {"label": tally.ways_label, "votes": []})
        group["votes"].append((tally.option.label if tally.option else "无效", tally.votes))
    return list(groups.values())


# 整改 -------------------------------------------------------------------------------------------


@never_cache
@require_safe
def rectification(request: SignedInRequest, pk: int) -> HttpResponse:
    return _mend_page(request, _mine(request, pk), NoteForm(prefix="note"), MendedForm())


@require_POST
def rectification_note(request: SignedInRequest, pk: int) -> HttpResponse:
    item = _to_mend(request, pk)
    form = NoteForm(request.POST, prefix="note")
    if not form.is_valid():
        return _mend_page(request, item, form, MendedForm(), CHECK)
    try:
        item.note(form.cleaned_data["text"], by=request.user)
    except TransitionError as error:
        form.add_error(None, str(error))
        return _mend_page(request, item, form, MendedForm(), CHECK)
    flash.success(request, "进展记下了。")
    return redirect("supervision:rectification", pk)


@require_POST
def rectification_report(request: SignedInRequest, pk: int) -> HttpResponse:
    item = _to_mend(request, pk)
    form = MendedForm(request.POST)
    if not form.is_valid():
        return _mend_page(request, item, NoteForm(prefix="note"), form, CHECK)
    try:
        item.report(form.cleaned_data["text"], by=request.user)
    except TransitionError as error:
        form.add_error(None, str(error))
        return _mend_page(request, item, NoteForm(prefix="note"), form, CHECK)
    flash.success(request, "整改结果报上去了，等复查。")
    return redirect("supervision:rectification", pk)


def _mine(request: SignedInRequest, pk: int) -> Rectification:
    return get_object_or_404(Rectification.objects.of(request.user).with_names(), pk=pk)


def _to_mend(request: SignedInRequest, pk: int) -> Rectification:
    return get_object_or_404(Rectification.objects.acting(request.user).with_names(), pk=pk)


def _mend_page(
    request: SignedInRequest,
    item: Rectification,
    note: NoteForm,
    report: MendedForm,
    status: int = 200,
) -> HttpResponse:
    context = detail_of(item, list(item.events.order_by("pk"))) | {
        "is_my_turn": item.state == RectificationState.MENDING and _acts(request, item.subject),
        "note_form": note,
        "report_form": report,
        "form": note if note.is_bound else report,
        "typed": _typed(note) + _typed(report),
    }
    return render(request, "supervision/desk/rectification.html", context, status=status)


def _typed(form: Form) -> list[str]:
    """What was written, to be copied where the form can't be sent any more."""
    text = form["text"].value() if form.is_bound else ""
    return [text] if text else []
