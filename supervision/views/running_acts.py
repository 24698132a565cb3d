"""Acts of running an evaluation: approve, open, remind, prolong, withdraw, close, cancel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from accounts.http import SignedInRequest
from casework.workflow import TransitionError
from office.frame import managers_only, office_page
from supervision.forms.running import ApprovalForm, CloseEarlyForm, ProlongForm, ReasonForm
from supervision.models import Approval, Evaluation
from supervision.reminding import remind_all
from supervision.tasklist import moment
from supervision.views.running import PART, SHOW_OR_ACT, get_editable, get_run


@SHOW_OR_ACT
@managers_only
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which body agreed to opening."""
    found = get_editable(request, pk)
    form = ApprovalForm(request.POST or None, initial={"day": timezone.localdate()})
    return _ask(
        request,
        found,
        form,
        title="登记批准",
        button="登记",
        text="开展测评要有机构批准。登记谁批准的、哪一天、什么文号。",
        act=lambda data: found.approve(Approval.Act.OPEN, by=request.user, **data),
        done="已登记批准。",
    )


@SHOW_OR_ACT
@managers_only
def open_evaluation(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_editable(request, pk)
    return _ask(
        request,
        found,
        forms.Form(_posted(request)),
        title="开始测评",
        button="开始",
        text="开始以后，方案和名单就定下来，不能再改；投票到截止时间为止，中途谁也看不到结果。",
        act=lambda _: found.open(by=request.user),
        done="测评开始了。",
    )


@SHOW_OR_ACT
@managers_only
def remind(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_run(request, pk)
    return _ask(
        request,
        found,
        forms.Form(_posted(request)),
        title="提醒投票",
        button="提醒全部代表",
        text="名单上的代表都会收到提醒，不分投没投过：谁投了、谁没投，这里不显示。一天最多提醒一次。",
        act=lambda _: remind_all(found, by=request.user),
        done="已经提醒名单上的全部代表。",
    )


@SHOW_OR_ACT
@managers_only
def prolong(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_run(request, pk)
    form = ProlongForm(request.POST or None, initial={"until": found.closes_at})
    return _ask(
        request,
        found,
        form,
        title="延长投票",
        button="延长",
        text="截止时间只能往后，不能往前。",
        act=lambda data: found.prolong(data["until"], data["reason"], by=request.user),
        done="截止时间已延长。",
    )


@SHOW_OR_ACT
@managers_only
def withdraw(request: SignedInRequest, pk: int, subject_pk: int) -> HttpResponse:
    found = get_run(request, pk)
    subject = get_object_or_404(found.subjects.with_names(), pk=subject_pk)
    return _ask(
        request,
        found,
        ReasonForm(request.POST or None),
        title=f"撤出「{subject.name}」",
        button="撤出",
        text="已经投给它的票不计，别的对象不受影响。撤出以后不能再加回来。",
        act=lambda data: found.withdraw_subject(subject, data["reason"], by=request.user),
        done=f"已撤出{subject.name}。",
    )


@SHOW_OR_ACT
@managers_only
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """At the announced time without a word; earlier with a reason, which stays on record."""
    found = get_run(request, pk)
    is_early = found.closes_at is not None and timezone.now() < found.closes_at
    text = "截止以后谁也不能再投，然后就可以计票。"
    if is_early and found.closes_at:
        text = f"原定 {moment(found.closes_at)} 截止，还没到时间。现在截止，没投的就不能再投了。"
    form = CloseEarlyForm(_posted(request)) if is_early else forms.Form(_posted(request))
    return _ask(
        request,
        found,
        form,
        title="截止投票",
        button="现在截止",
        text=text,
        act=lambda data: found.close(by=request.user, reason=data.get("reason", "")),
        done="投票已截止。",
    )


@SHOW_OR_ACT
@managers_only
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_run(request, pk)
    return _ask(
        request,
        found,
        ReasonForm(request.POST or None),
        title="取消测评",
        button="取消这次测评",
        text="已经投的票全部作废，不计票。记录和原因会留着。",
        act=lambda data: found.cancel(data["reason"], by=request.user),
        done="测评已取消。",
    )


def _posted(request: SignedInRequest) -> Any:
    """A form without fields is posted empty, and bound all the same."""
    return request.POST if request.method == "POST" else None


def _ask(
    request: SignedInRequest,
    found: Evaluation,
    form: forms.Form,
    *,
    title: str,
    button: str,
    text: str,
    act: Callable[[dict[str, Any]], object],
    done: str,
) -> HttpResponse:
    """Show what will happen; on POST do it, or say why it can't be done."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except TransitionError as error:
            form.add_error(None, str(error))
        else:
            flash.success(request, done)
            return redirect(found)
    context = {
        "evaluation": found,
        "form": form,
        "act_title": title,
        "act_text": text,
        "act_button": button,
    }
    return office_page(
        request,
        PART,
        "supervision/office/evaluation_act.html",
        context,
        status=422 if form.is_bound else 200,
    )
