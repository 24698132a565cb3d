"""集中提交: messages that may be self-posted. Staff look and say what they found."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages as flash
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from areas.dates import chinese_datetime
from messages.forms.entries import LookedAtForm
from messages.intake.bursts import DAYS_KEPT
from messages.models import Burst, Message
from office.frame import managers_only, office_page, staff_only
from office.lists import Column, Empty, Listing, listed, to
from office.notes import note

SHOWN = 100


def result_of(burst: Burst) -> str:
    if not burst.looked_at:
        return ""
    counted = "照常算" if burst.is_genuine else "不计入比较"
    return f"{burst.looked_by} · {chinese_datetime(burst.looked_at)} · {counted}"


@listed
class Bursts(Listing):
    """Those nobody has looked at, or all (「?show=all」)."""

    key, title, part = "bursts", "可能是自己发的", "bursts"
    intro = (
        f"同一天往同一个站，从同一台设备来了 {settings.BURST_BY_DEVICE} 件以上，"
        f"或者从同一个网络来了 {settings.BURST_BY_NETWORK} 件以上。"
    )
    kept = ("show",)
    lead = "messages/office/_bursts_lead.html"
    columns = (
        Column(
            "station", "站点", value="station.name", link=to("office:burst"), is_head=True, width=36
        ),
        Column("day", "日期", sort="-day"),
        Column("kind", "相同的是", value="get_kind_display"),
        Column("amount", "留言", sort="-amount", is_number=True),
        Column(
            "note",
            "看的结果",
            value=lambda burst: burst.note if burst.looked_at else "还没有看",
            tone=lambda burst: "" if burst.looked_at else "soon",
            width=40,
        ),
        Column("looked", "谁看的", value=result_of, under="note", width=40),
    )

    @property
    def shows_all(self) -> bool:
        return self.query.get("show") == "all"

    def rows(self) -> QuerySet[Burst]:
        rows = Burst.objects.looked_after_by(self.user).select_related("station", "looked_by")
        shown = rows if self.shows_all else rows.unseen()
        return shown.annotate(amount=Count("parts"))

    def page_words(self) -> tuple[str, ...]:
        return () if self.shows_all else ("还没有看过的",)

    def when_empty(self) -> Empty:
        if self.shows_all:
            return Empty("还没有发现过", "每十分钟看一次。")
        return Empty("没有要看的", "每十分钟看一次，发现了会列在这里。")


@require_safe
@staff_only
def bursts(request: SignedInRequest) -> HttpResponse:
    return Bursts(request.user, request.GET).respond(request)


@require_safe
@staff_only
def burst(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _burst(request, pk), LookedAtForm())


@require_POST
@managers_only
def look_at_burst(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _burst(request, pk)
    if not can_manage(request.user, found.station.area):
        raise Http404
    form = LookedAtForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, 422)
    data = form.cleaned_data
    with transaction.atomic():
        found.look(by=request.user, note=data["note"], is_genuine=data["is_genuine"])
        counted = "照常计数" if data["is_genuine"] else "不计入比较"
        note(request, f"看过集中提交：{found}（{counted}）", found.station.area, data["note"])
    flash.success(request, "已记下。")
    return redirect("office:bursts")


def _burst(request: SignedInRequest, pk: int) -> Burst:
    visible = Burst.objects.looked_after_by(request.user)
    return get_object_or_404(visible.select_related("station__area", "looked_by"), pk=pk)


def _page(
    request: SignedInRequest, found: Burst, form: LookedAtForm, status: int = 200
) -> HttpResponse:
    matters = Message.objects.visible_to(request.user).filter(burst_parts__burst=found)
    context = {
        "burst": found,
        "matters": matters.with_people().defer("phone", "secret").order_by("pk")[:SHOWN],
        "form": form,
        "days_kept": DAYS_KEPT,
        "may_change": can_manage(request.user, found.station.area),
    }
    return office_page(request, "bursts", "messages/office/burst.html", context, status)
