"""集中提交: messages that may be self-posted. Staff look and say what they found."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages as flash
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from messages.forms.entries import LookedAtForm
from messages.intake.bursts import DAYS_KEPT
from messages.models import Burst, Message
from messages.paging import key_page, page_urls
from office.frame import managers_only, office_page, staff_only
from office.notes import note

SHOWN = 100


@require_safe
@staff_only
def bursts(request: SignedInRequest) -> HttpResponse:
    """Newest first; those nobody has looked at, or all."""
    show_all = request.GET.get("show") == "all"
    rows = Burst.objects.looked_after_by(request.user).select_related("station", "looked_by")
    if not show_all:
        rows = rows.unseen()
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page = key_page(rows.annotate(amount=Count("parts")), after=after, before=before)
    context = {
        "bursts": page.rows,
        "show_all": show_all,
        "by_device": settings.BURST_BY_DEVICE,
        "by_network": settings.BURST_BY_NETWORK,
        **page_urls(request, page),
    }
    return office_page(request, "bursts", "messages/office/bursts.html", context)


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
