"""Results of past years as somebody reported them; imported as a table, never counted here."""

from __future__ import annotations

from django.contrib import messages as flash
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from office.frame import managers_only, office_page, staff_only
from office.notes import record
from supervision.models import ReportedResult
from supervision.views.pages import take

PART = "schemes"


@require_safe
@staff_only
def reported_results(request: SignedInRequest) -> HttpResponse:
    visible = ReportedResult.objects.looked_after_by(request.user)
    found, next_url = take(request, visible.select_related("department", "area"))
    context = {
        "rows": [(row, can_manage(request.user, row.area)) for row in found],
        "next_url": next_url,
        "is_first": not request.GET.get("after"),
    }
    return office_page(request, PART, "supervision/office/reported_results.html", context)


@require_POST
@managers_only
def delete_reported_result(request: SignedInRequest, pk: int) -> HttpResponse:
    visible = ReportedResult.objects.looked_after_by(request.user)
    row = get_object_or_404(visible.select_related("department", "area"), pk=pk)
    if not can_manage(request.user, row.area):
        raise Http404
    with transaction.atomic():
        record(request, f"删除报告的测评结果：{row}", row.area, row.source)
        row.delete()
    flash.success(request, f"{row.department} {row.year} 年的报告数已删除。")
    return redirect("office:reported_results")
