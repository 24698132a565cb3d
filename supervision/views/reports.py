"""述职报告: written at the desk, handed in once, read by those who vote."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from casework.workflow import TransitionError
from supervision.due import due_of
from supervision.figures import figures_of
from supervision.forms.desk import ReportForm
from supervision.models import Report, ReportFile, Subject

SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


# writing ----------------------------------------------------------------------------------------


@never_cache
@SHOW_OR_ACT
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """The draft: text, attachments, and the year's figures beside it."""
    subject = get_own(request, pk)
    found = report_of(subject)
    if not subject.may_report or (found and found.is_submitted):
        return _too_late(request, subject, found)
    if request.method != "POST":
        return _writing_page(request, subject, ReportForm(report=found))
    form = ReportForm(request.POST, request.FILES, report=found)
    if not form.is_valid() or form.other_text():
        return _writing_page(request, subject, form, 422)
    try:
        Report.write(subject, form.cleaned_data["text"], form.cleaned_data["attached"])
    except TransitionError as error:
        form.add_error(None, str(error))  # a colleague was first: what was typed stays to be copied
        return _writing_page(request, subject, form, 422)
    if request.POST.get("go") == "preview":
        return redirect("supervision:report_preview", pk)
    flash.success(request, "草稿存好了。")
    return redirect("supervision:report", pk)


def _too_late(request: SignedInRequest, subject: Subject, found: Report | None) -> HttpResponse:
    """It is handed in, or the evaluation is open. What was typed meanwhile stays to be copied."""
    form = ReportForm(request.POST, report=found)
    typed = "text" in request.POST and form.typed() != (found.text if found else "")
    if request.method != "POST" or not typed or subject.evaluation.reports_due is None:
        return redirect("supervision:report_preview", subject.pk)
    form.is_valid()
    form.add_error(
        None, "述职报告已经提交，或者测评已经开始，没有存进去。您写的还在下面，可以复制。"
    )
    return _writing_page(request, subject, form, 422)


def _writing_page(
    request: SignedInRequest, subject: Subject, form: ReportForm, status: int = 200
) -> HttpResponse:
    due = subject.evaluation.reports_due
    assert due is not None  # ``may_report``
    context = {
        "subject": subject,
        "evaluation": subject.evaluation,
        "report": form.report,
        "form": form,
        "other_text": form.other_text(),
        "files": list(form.report.files.all()) if form.report else [],
        "figures": figures_of(subject),
        "as_of": timezone.now(),
        "due": due_of(due, timezone.localdate()),
    }
    return render(request, "supervision/desk/report.html", context, status=status)


@never_cache
@require_safe
def report_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """As readers will see it; afterwards, as they see it."""
    subject = get_own(request, pk)
    found = report_of(subject)
    if found is None:
        if not subject.may_report:
            raise Http404
        return redirect("supervision:report", pk)
    is_done = found.is_submitted
    context = _read_context(subject, found) | {
        "figures": found.figures if is_done else figures_of(subject),
        "as_of": found.figures_as_of if is_done else timezone.now(),
        "may_submit": subject.may_report and not is_done,
        "is_past": subject.evaluation.reports_due
        and timezone.localdate() > subject.evaluation.reports_due,
    }
    return render(request, "supervision/desk/report_preview.html", context)


@require_POST
def report_submit(request: SignedInRequest, pk: int) -> HttpResponse:
    subject = get_own(request, pk)
    found = get_object_or_404(Report.objects.select_related("subject__evaluation"), subject=subject)
    try:
        found.submit(figures_of(subject), by=request.user)
    except TransitionError as error:
        flash.error(request, str(error))
    else:
        flash.success(request, "述职报告已经提交。")
    return redirect("supervision:report_preview", pk)


@require_POST
def report_file_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """The button stands in the form of the report: what was typed and chosen there is saved with
    it. Where that can't be, nothing is deleted.
    """
    own = Subject.objects.acting(request.user).order_by().values("pk")
    file = get_object_or_404(
        ReportFile.objects.select_related("report__subject__evaluation"),
        pk=pk,
        report__subject__in=own,
    )
    found, subject = file.report, file.report.subject
    if not subject.may_report or found.is_submitted:
        flash.error(request, "述职报告已经提交了，附件不能再删。")
        return _too_late(request, subject, found)
    form = ReportForm(request.POST, request.FILES, report=found, without=file)
    if not form.is_valid() or form.other_text():
        form.add_error(None, f"「{file.name}」还没有删。")
        return _writing_page(request, subject, form, 422)
    try:
        data = form.cleaned_data
        Report.write(subject, data["text"], data["attached"], without=file)
    except TransitionError as error:
        form.add_error(None, str(error))
        return _writing_page(request, subject, form, 422)
    flash.success(request, f"「{file.name}」删除了。")
    return redirect("supervision:report", subject.pk)


# reading ----------------------------------------------------------------------------------------


@never_cache
@login_not_required
@require_safe
def report_read(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Electors, staff of the area and the object itself; everybody once results are published."""
    rows = Report.objects.readable_by(request.user).filter(subject=pk)
    found = rows.select_related("subject__evaluation", *_names("subject__")).first()
    if found is None:
        return _not_for(request)
    context = _read_context(found.subject, found) | {
        "figures": [figure | {"url": ""} for figure in found.figures],
        "as_of": found.figures_as_of,
        "base": "desk_base.html" if request.user.is_authenticated else "public_base.html",
    }
    return render(request, "supervision/desk/report_read.html", context)


@never_cache
@login_not_required
@require_safe
def report_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """An attachment, to whoever may read the report; the object also sees those of its draft."""
    file = ReportFile.objects.filter(pk=pk).select_related("report").first()
    if file is None or not _may_read(request, file.report):
        return _not_for(request)
    return file.send()


def _may_read(request: HttpRequest, found: Report) -> bool:
    if Report.objects.readable_by(request.user).filter(pk=found.pk).exists():
        return True
    own = request.user.is_authenticated and Subject.objects.of(request.user)
    return bool(own) and own.filter(pk=found.subject_id).exists()  # type: ignore[union-attr]


def _not_for(request: HttpRequest) -> HttpResponse:
    """An elector who followed the link of a notice signs in first; to others it doesn't exist."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise Http404


# shared -----------------------------------------------------------------------------------------


def _names(prefix: str) -> list[str]:
    names = ("department", "seat__representative", "unit_class")
    return [prefix + name for name in names]


def _read_context(subject: Subject, found: Report) -> dict[str, Any]:
    return {
        "subject": subject,
        "evaluation": subject.evaluation,
        "report": found,
        "files": list(found.files.all()),
    }


def get_own(request: SignedInRequest, pk: int) -> Subject:
    own = Subject.objects.acting(request.user).with_names()
    return get_object_or_404(own.select_related("evaluation"), pk=pk)


def report_of(subject: Subject) -> Report | None:
    found = Report.objects.filter(subject=subject).first()
    if found:
        found.subject = subject  # its evaluation is read
    return found
