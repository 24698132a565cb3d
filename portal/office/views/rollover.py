"""换届, step by step: term and day, roster, rehearsal, decisions, the run or its schedule."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from typing import Any

from django.contrib import messages as flash
from django.db import IntegrityError, transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from areas.dates import chinese_date
from casework.workflow import TransitionError
from jobs.forms import UploadForm
from jobs.writing import write_workbook
from office.frame import managers_only, office_page, staff_only
from office.notes import Action, note, record
from portal.office.forms.rollover import PolicyForm, TermForm
from portal.rollover.draft import HEADER, draft_rows
from portal.rollover.jobs import order_rehearsal, order_run
from portal.rollover.roster import NewTermRoster
from representatives.models import TermChange
from representatives.views.congresses import managed_congress

SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])
UNFINISHED_ONE = "这个人民代表大会已经有一次换届在办，请接着办，或者先取消它。"
NOT_NOW = "换届已经排定、正在办或者办完了，不能再改。"


@SHOW_OR_ACT
@managers_only
def start_rollover(request: SignedInRequest, pk: int) -> HttpResponse:
    """The first step; a congress has one unfinished change at a time."""
    congress = managed_congress(request, pk)
    underway = congress.term_changes.unfinished().first()
    if underway or not congress.current_term:
        flash.info(request, UNFINISHED_ONE if underway else "还没有一届，请先导入代表名册。")
        where = ("office:rollover", underway.pk) if underway else ("office:congress", pk)
        return redirect(where[0], pk=where[1])
    form = TermForm(request.POST or None, congress=congress, today=timezone.localdate())
    if request.method != "POST" or not form.is_valid():
        return _term_page(request, form, congress=congress)
    try:
        with transaction.atomic():
            change = TermChange.objects.create(
                congress=congress, created_by=request.user, **form.cleaned_data
            )
            note(request, f"准备换届：{change}", congress.area)
    except IntegrityError:
        flash.info(request, UNFINISHED_ONE)
        return redirect("office:congress", pk=pk)
    return redirect("office:rollover", pk=change.pk)


@SHOW_OR_ACT
@managers_only
def edit_rollover(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another term or day: what was rehearsed counts no longer."""
    change = managed_change(request, pk)
    if not change.is_preparing:
        return _back(request, change, NOT_NOW, flash.warning)
    given = {"number": change.number, "first_session_on": change.first_session_on}
    form = TermForm(
        request.POST or None,
        congress=change.congress,
        today=timezone.localdate(),
        own=change,
        initial=given,
    )
    if request.method != "POST" or not form.is_valid():
        return _term_page(request, form, congress=change.congress, change=change)
    return _try(
        request,
        change,
        "已保存，请（重新）预演。",
        lambda: change.move(
            "edit", digest="", rehearsed_at=None, rehearsal={}, job=None, **form.cleaned_data
        ),
    )


def _term_page(request: SignedInRequest, form: TermForm, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    page = {"form": form, "change": None} | context
    return office_page(request, "congresses", "portal/office/rollover_term.html", page, status)


@SHOW_OR_ACT
@managers_only
def rollover_roster(request: SignedInRequest, pk: int) -> HttpResponse:
    change = managed_change(request, pk)
    if not change.is_preparing:
        return _back(request, change, NOT_NOW, flash.warning)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if not form.is_valid():
        status = 422 if form.errors else 200
        context = {"form": form, "change": change, "columns": NewTermRoster.columns}
        return office_page(
            request, "congresses", "portal/office/rollover_roster.html", context, status
        )
    return _try(
        request,
        change,
        "名册已收到。下一步：预演。",
        lambda: _store(change, form.cleaned_data["file"]),
    )


def _store(change: TermChange, file: Any) -> None:
    """The new file beside the old one, which goes when the row has changed."""
    storage, old = change.roster.storage, change.roster.name
    field = TermChange._meta.get_field("roster")
    name = storage.save(field.generate_filename(change, file.name), file)
    try:
        with transaction.atomic():
            change.move(
                "edit",
                roster=name,
                roster_name=(file.name or "")[-200:],
                digest="",
                rehearsed_at=None,
                rehearsal={},
                job=None,
            )
    except TransitionError:
        storage.delete(name)
        raise
    if old:
        storage.delete(old)


@require_safe
@managers_only
def roster_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """The people who sit now, to change into the new roster."""
    change = managed_change(request, pk)
    name = f"{change.congress.name}第{change.number}届名册-底稿.xlsx"
    target = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    write_workbook(draft_rows(change), HEADER, target, title="代表名册")
    target.seek(0)
    record(request, name, change.congress.area, action=Action.EXPORT)
    response = FileResponse(target, as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response  # type: ignore[return-value]  # a view may stream


@require_POST
@managers_only
def rehearse_rollover(request: SignedInRequest, pk: int) -> HttpResponse:
    change = managed_change(request, pk)
    if change.is_preparing and change.job and change.job.is_moving:
        return redirect(change.job)
    try:
        return redirect(order_rehearsal(change, by=request.user))
    except TransitionError as error:
        return _back(request, change, str(error), flash.warning)


@SHOW_OR_ACT
@managers_only
def rollover_codes(request: SignedInRequest, pk: int) -> HttpResponse:
    """What becomes of all leavers' codes; single ones can be decided on afterwards."""
    change = managed_change(request, pk)
    if change.state not in ("draft", "rehearsed", "scheduled"):
        return _back(request, change, NOT_NOW, flash.warning)
    form = PolicyForm(request.POST or None, initial={"codes_lead": change.codes_lead})
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        context = {"form": form, "change": change}
        return office_page(
            request, "congresses", "portal/office/rollover_codes.html", context, status
        )
    rows = TermChange.objects.filter(pk=change.pk, state=change.state)
    if not rows.update(codes_lead=form.cleaned_data["codes_lead"]):
        return _back(request, change, NOT_NOW, flash.warning)
    return _back(request, change, "已保存。", flash.success)


@require_POST
@managers_only
def schedule_rollover(request: SignedInRequest, pk: int) -> HttpResponse:
    change = managed_change(request, pk)
    day = chinese_date(change.first_session_on)
    return _try(
        request,
        change,
        f"已排定，{day}自动换届。",
        lambda: change.move("schedule", ordered_by=request.user, problem=""),
        f"排定{day}",
    )


@require_POST
@managers_only
def unschedule_rollover(request: SignedInRequest, pk: int) -> HttpResponse:
    change = managed_change(request, pk)
    return _try(
        request, change, "已经不排定了，可以修改。", lambda: change.move("unschedule"), "不再排定"
    )


@SHOW_OR_ACT
@managers_only
def run_rollover(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks once more, since nothing takes it back. The second of two who press is refused, and
    sees how far the first one's is."""
    change = managed_change(request, pk)
    if request.method != "POST":
        if not (change.is_stuck or change.state in ("rehearsed", "scheduled")):
            return redirect("office:rollover", pk=pk)
        context = {"change": change, "counts": change.rehearsal}
        return office_page(request, "congresses", "portal/office/rollover_run.html", context)
    try:
        with transaction.atomic():
            job = order_run(change, by=request.user, today=timezone.localdate())
            note(request, f"开始换届：{change}", change.congress.area)
    except TransitionError as error:
        words = "这次换届已经在办了，请看进展。" if change.state == "running" else str(error)
        return _back(request, change, words, flash.warning)
    return redirect(job)


@require_POST
@managers_only
def cancel_rollover(request: SignedInRequest, pk: int) -> HttpResponse:
    change = managed_change(request, pk)

    def cancel() -> None:
        if change.is_stuck:
            change.move("fall_back")
        change.move("cancel")
        transaction.on_commit(change.drop_roster)

    return _try(request, change, "这次换届已取消，什么都没有改动。", cancel, "取消")


@require_safe
@staff_only
def rollover(request: SignedInRequest, pk: int) -> HttpResponse:
    """The task list; after the run what was done, and what is left to decide and to print."""
    change = get_change(request, pk)
    today = timezone.localdate()
    context = {
        "change": change,
        "congress": change.congress,
        "today": today,
        "may_change": can_manage(request.user, change.congress.area),
        "counts": change.result if change.state == "done" else change.rehearsal,
        "is_rehearsing": bool(change.is_preparing and change.job and change.job.is_moving),
        "failed": _failed(change),
        "has_come": change.first_session_on <= today,
        "undecided": change.leavers.undecided().count() if change.state == "done" else 0,
    }
    page = (
        "portal/office/rollover_done.html"
        if change.state == "done"
        else "portal/office/rollover.html"
    )
    return office_page(request, "congresses", page, context)


def _failed(change: TermChange) -> str:
    """Why the last rehearsal or run came to nothing, "" when it did not."""
    if change.problem:
        return change.problem
    if change.job and change.job.state == "failed":
        return change.job.error
    return "上次的任务被取消了，什么都没有写入。" if change.is_stuck else ""


# shared ---------------------------------------------------------------------------------------


def get_change(request: SignedInRequest, pk: int) -> TermChange:
    found = TermChange.objects.looked_after_by(request.user)
    return get_object_or_404(found.select_related("congress__area", "job", "ordered_by"), pk=pk)


def managed_change(request: SignedInRequest, pk: int) -> TermChange:
    change = get_change(request, pk)
    if not can_manage(request.user, change.congress.area):
        raise Http404
    return change


def _try(
    request: SignedInRequest,
    change: TermChange,
    words: str,
    act: Callable[[], None],
    noted: str = "",
) -> HttpResponse:
    """Do it, or say why it can't be done any more."""
    try:
        with transaction.atomic():
            act()
            if noted:
                note(request, f"{noted}：{change}", change.congress.area)
    except TransitionError as error:
        return _back(request, change, str(error), flash.warning)
    except IntegrityError:
        return _back(request, change, UNFINISHED_ONE, flash.warning)
    return _back(request, change, words, flash.success)


def _back(
    request: SignedInRequest, change: TermChange, words: str, say: Callable[..., None]
) -> HttpResponse:
    say(request, words)
    return redirect("office:rollover", pk=change.pk)
