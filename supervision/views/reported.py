"""Results of past years as somebody reported them; imported as a table, never counted here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from areas.dates import chinese_date
from office.frame import managers_only, staff_only
from office.lists import Column, Empty, Listing, listed
from office.notes import record
from supervision.models import ReportedResult

PART = "schemes"


@listed
class ReportedResults(Listing):
    key, title, part = "reported_results", "往年测评结果（报告数）", PART
    intro = "照当年的通报录入，不是系统计票的；曲线上用空心点，不参加判断，不和计票的数放在一起算。"
    lead = "supervision/office/_setting_links.html"
    add = ("", "导入往年结果")
    order = "-year"
    columns = (
        Column(
            "department",
            "单位",
            value="department.name",
            sort="department__name",
            is_head=True,
            width=30,
        ),
        Column("area", "区划", under="department"),
        Column("class_name", "类别", under="department"),
        Column("kind", "性质", value=lambda row: "报告数", tone=lambda row: "plain"),
        Column("year", "年度", sort="-year", is_number=True),
        Column("score", "加权得分", sort="-score", is_number=True),
        Column("satisfaction", "满意率（%）", sort="-satisfaction", is_number=True),
        Column(
            "class_rank",
            "同类名次",
            words=lambda row: row.class_rank and f"第 {row.class_rank}／{row.class_ranked} 名",
            sort="class_rank",
            is_number=True,
        ),
        Column("scheme_name", "当年方案", width=30),
        Column(
            "ballots",
            "有效票",
            words=lambda row: "" if row.ballots is None else f"有效票 {row.ballots} 张",
            under="scheme_name",
            is_number=True,
        ),
        Column("source", "来源", width=30),
        Column(
            "as_of",
            "截至",
            words=lambda row: f"截至 {chinese_date(row.as_of)}",
            under="source",
        ),
    )
    acts = "supervision/office/includes/_reported_acts.html"
    nothing = Empty("还没有往年的报告数", "系统启用以前的年度，可以照通报导入，曲线就有五年。")

    def rows(self) -> QuerySet[ReportedResult]:
        visible = ReportedResult.objects.looked_after_by(self.user)
        return visible.select_related("department", "area")

    def dressed(self, found: list[Any]) -> list[Any]:
        for row in found:
            row.may_change = can_manage(self.user, row.area)
        return found

    @property
    def add_url(self) -> str:
        return reverse("jobs:import_start", args=["reported_results"]) if self.may_add() else ""


@require_safe
@staff_only
def reported_results(request: SignedInRequest) -> HttpResponse:
    return ReportedResults(request.user, request.GET).respond(request)


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
