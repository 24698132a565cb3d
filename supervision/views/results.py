"""Counting, and the result as staff read it: page, report, PDF, workbook."""

from __future__ import annotations

import io
from typing import Any

from django.conf import settings
from django.contrib import messages as flash
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from casework.workflow import TransitionError
from jobs.paper.http import NOT_NOW, pdf_response
from jobs.paper.printer import ORDINARY, Printer, printing_problem
from jobs.writing import write_workbook
from office.frame import office_page, staff_only
from office.notes import Action, record
from supervision.ballots.turnout import slips_over, ways_so_far
from supervision.models import Count, Evaluation, Objection
from supervision.permissions import can_run
from supervision.results.count_file import as_bytes
from supervision.results.tables import (
    ResultTable,
    by_rank,
    read_table,
    selection_table,
    turnout,
    workbook_table,
)
from supervision.states import EvaluationState
from yichang_renda.asking import number_of

PART = "evaluations"
SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])
CONFLICT = 409
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def seen_evaluation(request: SignedInRequest, pk: int) -> Evaluation:
    visible = Evaluation.objects.looked_after_by(request.user).select_related(
        "area", "scheme", "term"
    )
    return get_object_or_404(visible, pk=pk)


def run_evaluation(request: SignedInRequest, pk: int) -> Evaluation:
    """For whoever runs it; for others in the same house the act does not exist."""
    evaluation = seen_evaluation(request, pk)
    if not can_run(request.user, evaluation):
        raise Http404
    return evaluation


def counted_evaluation(request: SignedInRequest, pk: int) -> Evaluation:
    """With a result; before the count there is none for anybody."""
    counted = Evaluation.objects.looked_after_by(request.user).counted()
    return get_object_or_404(counted.select_related("area", "scheme", "term"), pk=pk)


def version_asked_for(request: SignedInRequest, evaluation: Evaluation) -> Count:
    """「?version=1」, else the one in force; 404 for one that was never counted."""
    asked = request.GET.get("version") or request.POST.get("version") or ""
    counts = evaluation.counts.select_related("counted_by", "approval")
    if not asked:
        return get_object_or_404(counts, is_current=True)
    return get_object_or_404(counts, version=number_of(asked, 4))


@SHOW_OR_ACT
@staff_only
def evaluation_count(request: SignedInRequest, pk: int) -> HttpResponse:
    """How many ballots came in, by way; nothing of what they say."""
    evaluation = run_evaluation(request, pk)
    problem = ""
    if request.method == "POST":
        try:
            evaluation.count(by=request.user)
        except TransitionError as error:
            problem = str(error)
            evaluation.refresh_from_db()
        else:
            flash.success(request, "票计好了。结果现在只有本级工作人员看得到。")
            return redirect("office:evaluation_result", evaluation.pk)
    context = {
        "evaluation": evaluation,
        "can_count": evaluation.state == EvaluationState.CLOSED,
        "ways": ways_so_far(evaluation),
        "problem": problem,
        "slips_over": slips_over(evaluation) if evaluation.state == EvaluationState.CLOSED else "",
    }
    status = CONFLICT if problem else 200
    return office_page(request, PART, "supervision/office/count.html", context, status)


@require_safe
@staff_only
def evaluation_result(request: SignedInRequest, pk: int) -> HttpResponse:
    evaluation = counted_evaluation(request, pk)
    count = version_asked_for(request, evaluation)
    table = read_table(count, evaluation.scheme, with_remarks=True)
    order = "rank" if request.GET.get("order") == "rank" else "ballot"
    runs = can_run(request.user, evaluation)
    context = result_context(evaluation, count, table) | {
        "rows": by_rank(table) if order == "rank" else table.rows,
        "order": order,
        "versions": list(evaluation.counts.select_related("counted_by", "approval")),
        "withdrawn": list(evaluation.subjects.with_names().filter(withdrawn_at__isnull=False)),
        "open_objections": Objection.objects.filter(
            subject__evaluation=evaluation, state=Objection.State.OPEN
        ).count(),
        "runs": runs and count.is_current,
        "may": {name: runs and evaluation.can(name) for name in MOVES},
    }
    return office_page(request, PART, "supervision/office/result.html", context)


MOVES = ("publish", "correct", "finish")


def result_context(evaluation: Evaluation, count: Count, table: ResultTable) -> dict[str, Any]:
    """What every presentation of a result says beside its table."""
    return {
        "evaluation": evaluation,
        "announcement": evaluation.announcement,
        "count": count,
        "table": table,
        "turnout": turnout(count),
        "faults": count.faults(),
        "digest": count.file_digest,
    }


@require_safe
@staff_only
def evaluation_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """For paper; the browser prints it where no PDF can be made."""
    return render(request, "supervision/paper/report_page.html", _report(request, pk))


@require_POST
@staff_only
def evaluation_report_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """With an entry in the log, like the workbook: a file goes on from hand to hand."""
    context = _report(request, pk)
    if problem := printing_problem():
        flash.error(request, problem)
        page = render(request, "supervision/paper/report_page.html", context)
        page.status_code = NOT_NOW
        return page
    html = render_to_string(
        "supervision/paper/report_pdf.html", context | {"is_demo": settings.DEMO}
    )
    pdf = Printer(f"{ORDINARY} landscape").pdf(html)
    _note_export(request, context["evaluation"], f"第 {context['count'].version} 版结果报告")
    return pdf_response(pdf, f"{context['evaluation'].title}结果报告.pdf")


def _report(request: SignedInRequest, pk: int) -> dict[str, Any]:
    evaluation = counted_evaluation(request, pk)
    count = version_asked_for(request, evaluation)
    table = read_table(count, evaluation.scheme)
    approvals = list(evaluation.approvals.all())
    return result_context(evaluation, count, table) | {
        "approvals": approvals,
        "printed_at": timezone.now(),
        "rows": table.rows,
    }


@require_POST
@staff_only
def evaluation_export(request: SignedInRequest, pk: int) -> HttpResponse:
    """The workbook, with an entry in the log of who took it."""
    evaluation = counted_evaluation(request, pk)
    count = version_asked_for(request, evaluation)
    table = read_table(count, evaluation.scheme)
    make = selection_table if evaluation.is_selection else workbook_table
    header, rows = make(evaluation, table)
    target = io.BytesIO()
    write_workbook(rows, header, target, title="测评结果", widths=(30, 16))
    _note_export(request, evaluation, f"第 {count.version} 版，{len(rows)} 个对象")
    name = f"{evaluation.title}结果（第 {count.version} 版）.xlsx"
    return _download(target.getvalue(), XLSX, name)


@require_POST
@staff_only
def evaluation_count_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """With ranks, also before anything is published: staff verify what they are about to publish."""
    evaluation = counted_evaluation(request, pk)
    count = version_asked_for(request, evaluation)
    _note_export(request, evaluation, f"第 {count.version} 版计票文件")
    name = f"计票文件-{evaluation.pk}-第{count.version}版（含名次）.json"
    return _download(as_bytes(count.file), "application/json", name)


def _note_export(request: SignedInRequest, evaluation: Evaluation, what: str) -> None:
    record(request, f"测评结果：{evaluation.title}", evaluation.area, what, action=Action.EXPORT)


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = str(content_disposition_header(True, name))
    return response
