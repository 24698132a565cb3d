"""Acts on many matters: preview, confirm, result. One POST view per act."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import AuditEntry
from areas.dates import chinese_datetime
from jobs.tables import write_workbook
from messages.desk import bulk
from messages.desk.worklists import DepartmentDesk, desks_of
from messages.forms import bulk as forms
from messages.forms.lists import FilterForm
from messages.models import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

MOST_ROWS = 2_000
RESULT = "bulk_result"
HEADER = (
    "编号",
    "提交时间",
    "来源",
    "站点",
    "代表",
    "称呼",
    "内容",
    "地点",
    "状态",
    "现在由谁办",
    "期限",
    "答复时间",
    "评价",
)
WIDTHS = (14, 18, 8, 24, 10, 10, 60, 20, 12, 24, 20, 18, 10)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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


# export -----------------------------------------------------------------------------------------


@never_cache
@require_POST
def bulk_export(request: HttpRequest) -> HttpResponse:
    """The ticked matters, or without any the whole list as filtered, as a workbook."""
    picked = request.POST.getlist("pick")
    rows = _picked(request, picked) if picked else _as_filtered(request)
    matters = list(rows[:MOST_ROWS])
    if "confirm" not in request.POST:
        context = {
            "matters": matters,
            "picked": picked,
            "next": _back(request),
            "most": MOST_ROWS,
            "is_full": len(matters) == MOST_ROWS,
            "columns": HEADER,
        }
        return render(request, "desk/bulk_export.html", context)
    buffer = BytesIO()
    count = write_workbook(_cells(matters), HEADER, buffer, title="留言", widths=WIDTHS)
    AuditEntry.record(
        actor=request.user,
        action=AuditEntry.Action.EXPORT,
        target=f"留言清单 {count} 件",
        request=request,
    )
    response = HttpResponse(buffer.getvalue(), content_type=XLSX)
    name = f"messages-{timezone.localdate():%Y%m%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _visible(request: HttpRequest) -> QuerySet[Message]:
    rows = Message.objects.visible_to(request.user).with_people()
    return rows.prefetch_related("assignments__department").defer("secret", "phone")


def _picked(request: HttpRequest, picked: list[str]) -> QuerySet[Message]:
    keys = [int(key) for key in picked if bulk.is_key(key)]
    return _visible(request).filter(pk__in=keys[:MOST_ROWS]).order_by("due_date", "pk")


def _as_filtered(request: HttpRequest) -> QuerySet[Message]:
    """The list that the ``next`` address shows, all its pages up to the limit."""
    data = QueryDict(urlsplit(_back(request)).query)
    desks = desks_of(request.user, timezone.localdate())  # type: ignore[arg-type]
    desk = next((d for d in desks if d.kind == data.get("desk")), desks[0] if desks else None)
    if desk is None:
        return Message.objects.none()
    form = FilterForm(data, desk)
    tab = desk.tab(data.get("tab") or ("all" if form.value("q") else ""))
    rows = form.narrow(desk.rows(tab.key)).order_by("-pk")
    column = "message" if isinstance(desk, DepartmentDesk) else "pk"
    keys = list(rows.values_list(column, flat=True)[:MOST_ROWS])
    return _visible(request).filter(pk__in=keys).order_by("-pk")


def _cells(matters: Iterable[Message]) -> Iterable[tuple[Any, ...]]:
    for matter in matters:
        yield (
            matter.number,
            chinese_datetime(matter.submitted_at),
            matter.get_origin_display(),
            matter.station.name,
            matter.representative.name if matter.representative else "",
            matter.name,
            matter.body,
            matter.place,
            matter.get_state_display(),
            matter.holder_label(),
            matter.day_words,
            chinese_datetime(matter.replied_at) if matter.replied_at else "",
            matter.get_rating_display(),
        )
