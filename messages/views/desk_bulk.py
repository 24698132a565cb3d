"""Acts on many matters: preview, confirm, result. One POST view per act."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from messages.desk import bulk
from messages.forms import bulk as forms

RESULT = "bulk_result"


@never_cache
@require_POST
def bulk_accept(request: HttpRequest) -> HttpResponse:
    return _run(request, bulk.ACCEPT, forms.BulkForm)


@never_cache
@require_POST
def bulk_assign(request: HttpRequest) -> HttpResponse:
    return _run(request, bulk.ASSIGN, forms.AssignForm)


@never_cache
@require_POST
def bulk_note(request: HttpRequest) -> HttpResponse:
    return _run(request, bulk.NOTE, forms.NoteForm)


@never_cache
@require_POST
def bulk_remind(request: HttpRequest) -> HttpResponse:
    return _run(request, bulk.REMIND, forms.RemindForm)


@never_cache
@require_POST
def bulk_supervise(request: HttpRequest) -> HttpResponse:
    return _run(request, bulk.SUPERVISE, forms.ReasonForm)


@never_cache
@require_POST
def bulk_merge(request: HttpRequest) -> HttpResponse:
    return _run(request, bulk.MERGE, forms.MergeForm)


def _run(request: HttpRequest, act: bulk.BulkAct, form_class: type[forms.BulkForm]) -> HttpResponse:
    """Without ``confirm`` the preview, with it the deed; what was typed survives an error."""
    user: Any = request.user
    plan = bulk.plan(act, user, bulk.chosen(user, request.POST.getlist("pick")))
    if not (plan.will or plan.skipped):
        flash.warning(request, f"请先勾选要{act.label}的留言。")
        return redirect(_back(request))
    if 0 < len(plan.will) < act.fewest:
        flash.warning(request, f"能{act.label}的只有 {len(plan.will)} 件，至少要 {act.fewest} 件。")
        return redirect(_back(request))
    is_confirmed = "confirm" in request.POST
    form = form_class(request.POST if is_confirmed else None, user=user, matters=plan.will)
    if not (is_confirmed and form.is_valid() and plan.will):
        context = {"act": act, "plan": plan, "form": form, "next": _back(request)}
        return render(request, "desk/bulk.html", context)
    data = form.cleaned_data | {"today": timezone.localdate()}
    done = bulk.carry_out(act, user, plan.will, data)
    # Kept for the next page: reloading the result must not do it all again.
    request.session[RESULT] = {
        "label": act.label,
        "next": _back(request),
        "done": [[m.pk, m.number, m.body[:40], why] for m, why in [*done, *plan.skipped]],
    }
    return redirect("desk:bulk_result")


@never_cache
@require_safe
def bulk_result(request: HttpRequest) -> HttpResponse:
    result = request.session.get(RESULT)
    if not result:
        return redirect("desk:list")
    rows = [dict(zip(("pk", "number", "title", "why"), row, strict=True)) for row in result["done"]]
    context = {
        "label": result["label"],
        "next": result["next"],
        "done": [row for row in rows if not row["why"]],
        "failed": [row for row in rows if row["why"]],
    }
    return render(request, "desk/bulk_result.html", context)


def _back(request: HttpRequest) -> str:
    """The list somebody came from, and nowhere else."""
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return back if is_ours and back.startswith("/desk/") else "/desk/"
