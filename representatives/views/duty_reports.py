"""述职 (代表法 2025 Art. 58): who reported in a year; entered on the person's page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import Count, Prefetch, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from office.forms import AreaFilterForm
from office.frame import form_page, managers_only, office_page, staff_only
from office.notes import record, what_changed
from office.pages import back_to, managed
from office.paging import take_latest, year_asked_for
from representatives.forms.duty_reports import DutyReportForm
from representatives.models import DutyReport, Seat
from representatives.views.people import get_representative

SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


class DutyReportFilterForm(AreaFilterForm):
    """By name of the person, and the area of the station."""

    def narrow(self, rows: Any) -> Any:
        self.fields["q"].label = "姓名"
        self.is_valid()
        if "area" in self.errors:
            return rows.none()
        if self.cleaned_data.get("q"):
            rows = rows.filter(representative__name__icontains=self.cleaned_data["q"])
        area = self.cleaned_data.get("area")
        return rows.filter(area.scope_q("representative__station__area__")) if area else rows


@require_safe
@staff_only
def duty_reports(request: SignedInRequest) -> HttpResponse:
    """One year, newest first, with its totals."""
    today = timezone.localdate()
    year = year_asked_for(request, today)
    form = DutyReportFilterForm(request.GET, user=request.user)
    rows = form.narrow(DutyReport.objects.looked_after_by(request.user).filter(day__year=year))
    seats = Prefetch("representative__seats", Seat.objects.with_names().order_by("pk"))
    with_people = rows.select_related("representative__station").prefetch_related(seats)
    found, pager = take_latest(request, with_people, "day")
    totals = rows.order_by().aggregate(
        times=Count("pk"), people=Count("representative", distinct=True), attended=Sum("attended")
    )
    context = {
        "reports": found,
        "form": form,
        "totals": totals,
        "year": year,
        "this_year": today.year,
        "as_of": timezone.now(),
        **pager,
    }
    return office_page(request, "duty_reports", "representatives/office/duty_reports.html", context)


@SHOW_OR_ACT
@staff_only
def add_duty_report(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_representative(request, pk)
    form = DutyReportForm(
        request.POST or None, person=person, initial={"day": timezone.localdate()}
    )
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, f"登记{person}述职")
    with transaction.atomic():
        form.save()
        record(request, f"登记述职 {person}", person.station.area, what_changed(form))
    return back_to(request, "述职记好了。", "representative", pk)


@SHOW_OR_ACT
@staff_only
def edit_duty_report(request: SignedInRequest, pk: int) -> HttpResponse:
    report = _report(request, pk)
    person = report.representative
    form = DutyReportForm(request.POST or None, instance=report, person=person)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, f"修改{person}的述职")
    changes = what_changed(form)
    with transaction.atomic():
        form.save()
        record(request, f"修改述职 {person}", person.station.area, changes)
    return back_to(request, "改好了。", "representative", person.pk)


@require_POST
@staff_only
def delete_duty_report(request: SignedInRequest, pk: int) -> HttpResponse:
    report = _report(request, pk)
    person = report.representative
    with transaction.atomic():
        words = f"{report.day}，{report.audience}，{report.attended} 人"
        record(request, f"删除述职 {person}", person.station.area, words)
        report.delete()
    return back_to(request, "这次述职的登记已删除。", "representative", person.pk)


@require_POST
@managers_only
def set_party_member(request: SignedInRequest, pk: int) -> HttpResponse:
    """For staff alone; who is in a party branch stays a party member until he or she has left."""
    person = managed(request, get_representative(request, pk))
    is_member = request.POST.get("on") == "1"
    if not is_member and person.branch_memberships.current().exists():
        flash.error(request, f"{person}还编在党支部里，请先转出。")
        return redirect("office:representative", pk)
    with transaction.atomic():
        person.is_party_member = is_member
        person.save(update_fields=["is_party_member"])
        words = "不是 → 是" if is_member else "是 → 不是"
        record(request, f"中共党员 {person}", person.station.area, words)
    return back_to(request, "改好了。", "representative", pk)


def _report(request: SignedInRequest, pk: int) -> DutyReport:
    visible = DutyReport.objects.looked_after_by(request.user)
    return get_object_or_404(visible.select_related("representative__station__area"), pk=pk)


def _form_page(request: SignedInRequest, form: DutyReportForm, title: str) -> HttpResponse:
    back = reverse("office:representative", args=[form.instance.representative_id])
    return form_page(request, "duty_reports", form, title, back)
