"""选举期间暂停公开: set and end the season in which personal figures are not published."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from areas.dates import chinese_date
from office.frame import managers_only, office_page, staff_only
from office.lists import Column, Empty, Listing, listed, to
from office.notes import record
from representatives.forms.congresses import FreezeForm
from representatives.models import PublicationFreeze
from representatives.views.congresses import PART, managed_congress


@listed
class Freezes(Listing):
    """Running and coming ones."""

    key, title, part = "freezes", "暂停公开的时段", PART
    template = "representatives/office/freezes.html"
    order = "starts_on"
    columns = (
        Column(
            "congress",
            "人民代表大会",
            value="congress.name",
            link=to("office:congress", "congress_id"),
            sort="congress__name",
            is_head=True,
            width=30,
        ),
        Column(
            "level",
            "层级",
            value="congress.get_level_display",
            words=lambda freeze: f"{freeze.congress.get_level_display()}级",
            under="congress",
        ),
        Column("starts_on", "从哪天", sort="starts_on"),
        Column("ends_on", "到哪天", sort="ends_on"),
        Column(
            "running",
            "现在",
            value=lambda freeze: "正在暂停" if freeze.is_running else "还没开始",
            tone=lambda freeze: "soon" if freeze.is_running else "",
        ),
        Column("reason", "原因", width=30),
        Column(
            "created_by", "设定人", words=lambda freeze: f"{freeze.created_by}设定", under="reason"
        ),
    )
    acts = "representatives/office/_freeze_acts.html"

    def rows(self) -> QuerySet[PublicationFreeze]:
        found = PublicationFreeze.objects.not_over(timezone.localdate())
        visible = found.looked_after_by(self.user)
        return visible.select_related("congress__area", "created_by")

    def dressed(self, found: list[Any]) -> list[Any]:
        today = timezone.localdate()
        for freeze in found:
            freeze.is_running = freeze.starts_on <= today
            freeze.may_end = can_manage(self.user, freeze.congress.area)
        return found

    def when_empty(self) -> Empty:
        text = "换届选举前，可以在各人民代表大会的页面上设定。"
        url = reverse("office:congresses")
        return Empty("现在没有暂停公开的时段", text, url, "选人民代表大会")


@require_safe
@staff_only
def freezes(request: SignedInRequest) -> HttpResponse:
    return Freezes(request.user, request.GET).respond(request)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def add_freeze(request: SignedInRequest, pk: int) -> HttpResponse:
    congress = managed_congress(request, pk)
    form = FreezeForm(request.POST or None, congress=congress, today=timezone.localdate())
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        context = {"form": form, "congress": congress}
        return office_page(request, PART, "representatives/office/freeze_add.html", context, status)
    form.instance.created_by = request.user
    with transaction.atomic():
        freeze = form.save()
        _note(request, freeze, "暂停公开个人数据", freeze.reason)
    flash.success(request, f"已设定：{_words(freeze)}。留言照常办理。")
    return redirect("office:congress", pk=congress.pk)


@require_POST
@managers_only
def end_freeze(request: SignedInRequest, pk: int) -> HttpResponse:
    """From now on the figures show again; one that has not begun is taken back."""
    today = timezone.localdate()
    found = PublicationFreeze.objects.not_over(today).looked_after_by(request.user)
    freeze = get_object_or_404(found.select_related("congress__area"), pk=pk)
    if not can_manage(request.user, freeze.congress.area):
        raise Http404
    congress = freeze.congress
    with transaction.atomic():
        _note(request, freeze, "提前结束暂停公开")
        freeze.end(today)
    flash.success(request, f"{congress}的个人数据恢复公开。")
    return redirect("office:congress", pk=congress.pk)


def _words(freeze: PublicationFreeze) -> str:
    first, last = chinese_date(freeze.starts_on), chinese_date(freeze.ends_on)
    return f"{freeze.congress} {first}至 {last}不公开代表的个人数据和评价"


def _note(request: SignedInRequest, freeze: PublicationFreeze, what: str, reason: str = "") -> None:
    record(request, f"{what}：{_words(freeze)}", freeze.congress.area, reason)
