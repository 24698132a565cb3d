"""What inspections found and is to be looked at again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from areas.dates import chinese_date
from casework.workflow import TransitionError
from inspections.forms import FindingForm, RecheckForm
from inspections.inspected import attach, due_words, find
from inspections.models import Finding
from inspections.permissions import can_add_to
from inspections.views.inspections import PART, SHOW_OR_ACT, get_own
from office.frame import office_page, staff_only
from office.lists import Column, Empty, Listing, listed, to
from office.notes import record


@listed
class Findings(Listing):
    """Still open, the one due first on top."""

    key, title, part = "findings", "待复查的问题", PART
    intro = "到复查日期，会提醒督查的机关一次。"
    lead = "inspections/_tabs.html"
    order = "due_date"
    columns = (
        Column("text", "问题", value="demand", is_head=True, width=40),
        Column(
            "looks",
            "复查次数",
            words=lambda found: f"已复查 {found.looks} 次，还没整改好" if found.looks else "",
            under="text",
            is_number=True,
        ),
        Column(
            "station",
            "站点",
            value="inspection.station.name",
            link=to("office:inspection", "inspection_id"),
            sort="inspection__station__code",
            width=36,
        ),
        Column("office", "督查机关", value="inspection.office", under="station"),
        Column(
            "day",
            "督查日期",
            value="inspection.day",
            words=lambda found: f"{chinese_date(found.inspection.day)}督查",
            under="station",
        ),
        Column("recheck_on", "复查日期", sort="due_date", index="findings_to_recheck"),
        Column("due", "期限", value="due.text", template="components/_due_cell.html"),
    )
    acts = "inspections/_finding_acts.html"

    def rows(self) -> QuerySet[Finding]:
        waiting = Finding.objects.open().looked_after_by(self.user)
        return waiting.select_related("inspection__station__area", "inspection__office")

    def dressed(self, found: list[Any]) -> list[Any]:
        today = timezone.localdate()
        for finding in found:
            finding.due = due_words(finding, today)
            finding.may_recheck = can_add_to(self.user, finding.inspection)
        return found

    def when_empty(self) -> Empty:
        text = "督查里发现的问题，在整改好以前列在这里。"
        return Empty("没有待复查的问题", text, reverse("office:inspections"), "看督查记录")


@require_safe
@staff_only
def findings(request: SignedInRequest) -> HttpResponse:
    return Findings(request.user, request.GET).respond(request)


@SHOW_OR_ACT
@staff_only
def add_finding(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = get_own(request, pk)
    form = FindingForm(request.POST or None, request.FILES or None, visited=visit.day)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            finding = find(visit, request.user, **form.cleaned_data)
            record(request, f"督查问题：{visit.station}，{finding}", visit.station.area)
        flash.success(request, f"已记下，{chinese_date(finding.recheck_on)}复查。")
        return redirect("office:inspection", visit.pk)
    context = {"inspection": visit, "form": form}
    status = 422 if form.errors else 200
    return office_page(request, PART, "inspections/finding_add.html", context, status)


@SHOW_OR_ACT
@staff_only
def recheck_finding(request: SignedInRequest, pk: int) -> HttpResponse:
    finding = _finding(request, pk)
    visit, today = finding.inspection, timezone.localdate()
    if not finding.is_open:
        flash.warning(request, "这个问题已经整改好了，不用再复查。")
        return redirect("office:inspection", visit.pk)
    form = RecheckForm(
        request.POST or None,
        request.FILES or None,
        finding=finding,
        initial={"seen": finding.looks, "day": today},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with transaction.atomic():
                finding.recheck(
                    seen=data["seen"],
                    on=data["day"],
                    note=data["note"],
                    by=request.user,
                    next_on=data["next_on"],
                )
                attach(visit, data["photos"], finding)
                result = "已整改" if data["is_mended"] else "未整改"
                record(
                    request, f"督查复查：{visit.station}，{finding}：{result}", visit.station.area
                )
        except TransitionError as error:
            flash.warning(request, str(error))
        else:
            flash.success(request, _told(data["is_mended"], data["next_on"]))
        return redirect("office:inspection", visit.pk)
    context = {
        "finding": finding,
        "inspection": visit,
        "form": form,
        "due": due_words(finding, today),
        "rechecks": finding.rechecks,
    }
    status = 422 if form.errors else 200
    return office_page(request, PART, "inspections/recheck.html", context, status)


def _told(is_mended: bool, next_on: object) -> str:
    if is_mended:
        return "已记下：整改好了。"
    return f"已记下：还没整改好，{chinese_date(next_on)}再复查。"  # type: ignore[arg-type]


def _finding(request: SignedInRequest, pk: int) -> Finding:
    visible = Finding.objects.looked_after_by(request.user)
    related = ("inspection__station__area", "inspection__office")
    finding = get_object_or_404(visible.select_related(*related), pk=pk)
    if not can_add_to(request.user, finding.inspection):
        raise Http404
    return finding
