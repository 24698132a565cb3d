"""报告数: what was reported in the past, beside what is counted here now."""

from __future__ import annotations

from django.contrib import messages as flash
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from office.forms import ReasonForm
from office.frame import managers_only, office_page, staff_only
from office.notes import record
from portal import reported as figures
from portal.models import ReportedFigure


@require_safe
@staff_only
def reported(request: SignedInRequest) -> HttpResponse:
    after = request.GET.get("after", "")
    visible = ReportedFigure.objects.looked_after_by(request.user)
    found, next_after = figures.page(visible, after)
    context = {
        "topics": figures.topics(found, with_counted=True),
        "counted_at": timezone.now(),
        "next_url": f"?after={next_after}" if next_after else "",
        "first_url": reverse("office:reported"),
        "is_first": not after,
    }
    return office_page(request, "reported", "portal/office/reported.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def delete_reported(request: SignedInRequest, pk: int) -> HttpResponse:
    visible = ReportedFigure.objects.looked_after_by(request.user).select_related("area")
    figure = get_object_or_404(visible, pk=pk)
    if not can_manage(request.user, figure.area):
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "figure": figure}
        status = 422 if form.errors else 200
        return office_page(
            request, "reported", "portal/office/reported_delete.html", context, status
        )
    with transaction.atomic():
        record(
            request,
            f"删除报告数：{figure}（{figure.source}）",
            figure.area,
            form.cleaned_data["reason"],
        )
        figure.delete()
    flash.success(request, f"已删除「{figure.label}」。")
    return redirect("office:reported")
