"""Slips of an evaluation: print, hand out, make void. How many, never which."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages as flash
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from jobs.models import start_job
from office.frame import managers_only, office_page, staff_only
from office.lists import Column, Empty, listed
from supervision.ballots.turnout import slips_over
from supervision.forms.slips import HandedOutForm, PrintForm, VoidForm
from supervision.job_kinds import PRINT_SLIPS, may_print
from supervision.models import Evaluation, Slip, SlipBatch
from supervision.permissions import can_run
from supervision.states import EvaluationState
from supervision.views.pages import OfEvaluation
from supervision.views.running import PART, SHOW_OR_ACT, get_evaluation, get_run


@listed
class SlipBatches(OfEvaluation):
    """Spent ones as one total: which of them, and of which batch, is nobody's business."""

    key, title = "slips", "票签"
    template = "supervision/office/slips.html"
    order = "pk"
    columns = (
        Column("printed_at", "印制时间", sort="pk", is_head=True, width=18),
        Column("printed_by", "印制人"),
        Column("amount", "张数", sort="-amount", is_number=True),
        Column(
            "state",
            "状态",
            value=lambda batch: "已作废" if batch.voided_at else "可以用",
            tone=lambda batch: "plain" if batch.voided_at else "done",
            sort="voided_at",
        ),
        Column("voided_at", "作废时间", sort="-voided_at", width=18),
        Column("void_reason", "作废原因", under="voided_at", width=36),
    )
    acts = "supervision/office/includes/_slip_acts.html"
    nothing = Empty("还没有印票签", "印好以后裁开，放在一起，由到会的人自己抽。")

    def rows(self) -> QuerySet[SlipBatch]:
        return SlipBatch.objects.filter(evaluation=self.owner).select_related("printed_by")

    def dressed(self, found: list[Any]) -> list[Any]:
        is_mine = can_run(self.user, self.owner) and may_change(self.owner)
        for batch in found:
            batch.may_change = is_mine and not batch.voided_at
        return found


@require_safe
@staff_only
def slips(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_evaluation(request, pk)
    usable = found.slip_batches.filter(voided_at=None)
    context: dict[str, Any] = {
        "printed": usable.aggregate(n=Sum("amount"))["n"] or 0,
        "spent": Slip.objects.filter(batch__evaluation=found, is_spent=True).count(),
        "may_print": can_run(request.user, found) and may_print(found),
        "may_change": can_run(request.user, found) and may_change(found),
        "as_of": timezone.now(),
    }
    return SlipBatches(request.user, request.GET, found).respond(request, **context)


def may_change(evaluation: Evaluation) -> bool:
    """Until it is counted."""
    states = (EvaluationState.PREPARING, EvaluationState.OPEN, EvaluationState.CLOSED)
    return evaluation.by_slip and evaluation.state in states


@SHOW_OR_ACT
@managers_only
def print_slips(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_run(request, pk)
    if not may_print(found):
        raise Http404
    form = PrintForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        text = "印好的文件只能由您下载一次，下载以后服务器上就没有了，过一天也会销毁。服务器只留校验值。"
        return _ask(request, found, form, "印制票签", "印制", text)
    amount = form.cleaned_data["amount"]
    job = start_job(
        kind=PRINT_SLIPS,
        label=f"印制票签 {amount} 张",
        created_by=request.user,
        area=found.area,
        params={"evaluation": found.pk, "amount": amount},
    )
    return redirect(job)


@SHOW_OR_ACT
@managers_only
def handed_out(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_run(request, pk)
    if not may_change(found):
        raise Http404
    form = HandedOutForm(request.POST or None, initial={"amount": found.slips_handed_out})
    if request.method != "POST" or not form.is_valid():
        return _ask(
            request, found, form, "登记发出的票签", "登记", "计票时用来算发出多少、收回多少。"
        )
    amount = form.cleaned_data["amount"]
    printed = found.slip_batches.aggregate(n=Sum("amount"))["n"] or 0
    if amount > printed:
        form.add_error("amount", f"一共只印了 {printed} 张。")
        return _ask(request, found, form, "登记发出的票签", "登记", "请核对发出的张数。")
    with transaction.atomic():
        Evaluation.objects.filter(pk=found.pk).update(slips_handed_out=amount)
        found.add_event("slips_handed_out", by=request.user, text=f"{amount} 张")
    found.slips_handed_out = amount
    flash.success(request, f"登记了：发出 {amount} 张票签。")
    if over := slips_over(found):
        flash.warning(request, over)
    return redirect("office:evaluation_slips", pk)


@SHOW_OR_ACT
@managers_only
def void(request: SignedInRequest, pk: int, batch_pk: int) -> HttpResponse:
    found = get_run(request, pk)
    batch = get_object_or_404(found.slip_batches, pk=batch_pk, voided_at=None)
    if not may_change(found):
        raise Http404
    form = VoidForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        text = f"这一批 {batch.amount} 张里没用过的都不能再用。已经投进票箱的不受影响，也取不出来。"
        return _ask(request, found, form, "作废这一批票签", "作废", text)
    reason = form.cleaned_data["reason"]
    with transaction.atomic():
        rows = SlipBatch.objects.filter(pk=batch.pk, voided_at=None)
        if rows.update(voided_at=timezone.now(), void_reason=reason):
            found.add_event("void_slips", by=request.user, text=f"{batch.amount} 张：{reason}")
    flash.success(request, "这一批票签作废了。")
    return redirect("office:evaluation_slips", pk)


def _ask(
    request: SignedInRequest,
    found: Evaluation,
    form: forms.Form,
    title: str,
    button: str,
    text: str,
) -> HttpResponse:
    context: dict[str, Any] = {
        "evaluation": found,
        "form": form,
        "act_title": title,
        "act_text": text,
        "act_button": button,
    }
    status = 422 if form.is_bound else 200
    return office_page(
        request, PART, "supervision/office/evaluation_act.html", context, status=status
    )
