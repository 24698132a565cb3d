"""纸质票: two tellers enter what they counted, each alone; then it is said whether they agree."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from casework.workflow import TransitionError
from jobs.attachments import send_private
from office.frame import managers_only, office_page, staff_only
from supervision.ballots.paper import (
    TELLERS,
    differences,
    enter_sheet,
    rows_of,
    take_back_sheet,
    void_sheet,
)
from supervision.forms.paper import SheetForm
from supervision.forms.running import ReasonForm
from supervision.models import Evaluation, TellerSheet
from supervision.permissions import can_run, can_see_sheets, can_tell, can_void_sheets
from supervision.views.running import PART, SHOW_OR_ACT, get_evaluation

CHECK = 422


@SHOW_OR_ACT
@staff_only
def teller(request: SignedInRequest, pk: int) -> HttpResponse:
    """One's own sheet: a first time, or corrected; never somebody else's."""
    found = get_evaluation(request, pk)
    sheets = rows_of(found)
    mine = next((row for row in sheets if row.teller_id == request.user.pk), None)
    may_tell = can_tell(request.user, found)
    is_full = mine is None and len(sheets) >= TELLERS
    sent = request.method == "POST"
    form = SheetForm(
        request.POST if sent else None, request.FILES if sent else None, evaluation=found, mine=mine
    )
    if sent and may_tell and not is_full and form.is_valid():
        try:
            data = form.cleaned_data
            enter_sheet(
                found,
                by=request.user,
                issued=data["issued"],
                returned=data["returned"],
                totals=form.totals,
                scan=data["scan"],
            )
        except TransitionError as error:
            form.add_error(None, str(error))
        else:
            flash.success(request, "您的计票单存好了。")
            return redirect("office:teller_compare", pk)
    context = {
        "evaluation": found,
        "form": form,
        "mine": mine,
        "may_tell": may_tell,
        "is_full": is_full,
        "others": len(sheets) - bool(mine),
    }
    return office_page(
        request, PART, "supervision/office/teller.html", context, CHECK if sent else 200
    )


@require_safe
@staff_only
def teller_compare(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whether the two agree; where not is for the two tellers alone until it is counted."""
    found = get_evaluation(request, pk)
    sheets = rows_of(found)
    found_different = differences(found)
    context = {
        "evaluation": found,
        "sheets": sheets,
        "is_complete": len(sheets) == TELLERS,
        "differences": found_different,
        "sees_numbers": can_see_sheets(request.user, found, sheets),
        "mine": next((row for row in sheets if row.teller_id == request.user.pk), None),
        "may_tell": can_tell(request.user, found),
        "may_void": can_void_sheets(request.user, found, sheets),
    }
    return office_page(request, PART, "supervision/office/teller_compare.html", context)


@require_POST
@staff_only
def teller_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Entered by the wrong person: the sheet goes, and somebody else may enter one."""
    found = get_evaluation(request, pk)
    try:
        take_back_sheet(found, by=request.user)
    except TransitionError as error:
        flash.error(request, str(error))
    else:
        flash.success(request, "您的计票单已经撤回，可以由别人录入。")
    return redirect("office:teller_compare", pk)


@SHOW_OR_ACT
@managers_only
def teller_void(request: SignedInRequest, pk: int) -> HttpResponse:
    """A teller fell ill or left: the sheet goes unread, and somebody else may enter one."""
    sheet = _visible_sheet(request, pk)
    found = sheet.evaluation
    if not can_run(request.user, found):
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            void_sheet(sheet, form.cleaned_data["reason"], by=request.user)
        except TransitionError as error:
            form.add_error(None, str(error))
        else:
            flash.success(request, f"{sheet.teller}的计票单作废了，可以由别人录入。")
            return redirect("office:teller_compare", found.pk)
    context = {
        "evaluation": found,
        "form": form,
        "act_title": f"作废{sheet.teller}的计票单",
        "act_button": "作废",
        "act_text": "本人能改的，请本人改。作废以后连同附件一起删掉，由另一个人重新录入；"
        "谁作废的、为什么，会记在经过里，也会告诉本人。",
    }
    status = 422 if form.is_bound else 200
    return office_page(
        request, PART, "supervision/office/evaluation_act.html", context, status=status
    )


@require_safe
def teller_scan(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The numbers stand on it: shown to whoever may see the numbers, and one's own always."""
    sheet = _visible_sheet(request, pk)
    is_mine = sheet.teller_id == request.user.pk
    if not is_mine and not can_see_sheets(
        request.user, sheet.evaluation, rows_of(sheet.evaluation)
    ):
        raise Http404
    return send_private(sheet.scan, sheet.scan_name)


def _visible_sheet(request: SignedInRequest, pk: int) -> TellerSheet:
    visible = Evaluation.objects.looked_after_by(request.user).order_by().values("pk")
    rows = TellerSheet.objects.select_related("evaluation", "teller")
    return get_object_or_404(rows, pk=pk, evaluation__in=visible)
