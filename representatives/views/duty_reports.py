"""述职 (代表法 2025 Art. 58): who reported in a year; entered on the person's page."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import Prefetch, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from office.frame import form_page, managers_only, staff_only
from office.lists import Column, Empty, Filters, Listing, listed, to
from office.lists.filters import PlaceFilter, TextFilter
from office.notes import record, what_changed
from office.pages import back_to, managed
from office.paging import year_in
from representatives.forms.duty_reports import DutyReportForm
from representatives.models import DutyReport, Seat
from representatives.views.people import get_representative

SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


class DutyReportFilters(Filters):
    q = TextFilter("representative__name", "姓名")
    area = PlaceFilter("representative__station__area__")


@listed
class DutyReports(Listing):
    """One year, newest first, with its totals."""

    key, title, part = "duty_reports", "代表述职", "duty_reports"
    kept = ("year",)
    template = "representatives/office/duty_reports.html"
    filters = DutyReportFilters
    order = "-day"
    columns = (
        Column(
            "person",
            "代表",
            value="representative.name",
            link=to("office:representative", "representative_id"),
            sort="representative__pinyin",
            is_head=True,
        ),
        Column("posts", "代表职务", value="representative.posts_line", under="person", width=40),
        Column("day", "日期", sort="-day"),
        Column("audience", "向谁述职", width=30),
        Column("attended", "到会", sort="-attended", is_number=True, total=Sum("attended")),
        Column("note", "说明", width=40),
        Column("station", "站点", value="representative.station.name", is_shown=False, width=36),
    )
    not_found = Empty("没有找到", "换个条件再找。")

    @cached_property
    def year(self) -> int:
        return year_in(self.query, timezone.localdate())

    def page_words(self) -> tuple[str, ...]:
        return (f"{self.year} 年",)

    @property
    def years(self) -> dict[str, Any]:
        """Addresses of the year before, and of the one after if it has begun."""
        return {
            "before": self.url(year=str(self.year - 1)),
            "after": self.url(year=str(self.year + 1)),
            "has_after": self.year < timezone.localdate().year,
        }

    def rows(self) -> QuerySet[DutyReport]:
        rows = DutyReport.objects.looked_after_by(self.user).filter(day__year=self.year)
        seats = Prefetch("representative__seats", Seat.objects.with_names().order_by("pk"))
        return rows.select_related("representative__station").prefetch_related(seats)

    def people(self) -> int:
        return self.narrowed.order_by().values("representative").distinct().count()

    def when_empty(self) -> Empty:
        title, text = "这一年还没有登记述职", "在代表的页面上登记。"
        return Empty(title, text, reverse("office:people"), "找代表")


@require_safe
@staff_only
def duty_reports(request: SignedInRequest) -> HttpResponse:
    listing = DutyReports(request.user, request.GET)
    return listing.respond(request, people=listing.people())


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
