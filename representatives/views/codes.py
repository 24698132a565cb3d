"""Printed codes: revoke, issue anew, let one lead to a station."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from office.forms import ReasonForm
from office.frame import managers_only
from office.notes import note
from office.pages import ask, back_to
from representatives.forms.people import RepointForm
from representatives.models import MessageCode, Representative
from representatives.views.people import get_representative
from stations.models import LiaisonOfficer, Station
from stations.views.people import get_officer

SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


@SHOW_OR_ACT
@managers_only
def revoke_code(request: SignedInRequest, pk: int) -> HttpResponse:
    code = _managed_code(request, pk)
    back = _page_of(code)
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return ask(
            request,
            form,
            title=f"停用二维码 {code.slug}",
            button="停用",
            back=back,
            text="停用以后扫码的人会看到「这个码已停用」和站点的电话。不能恢复，可以再发新的。",
        )
    reason = form.cleaned_data["reason"]
    with transaction.atomic():
        if code.revoke(reason):
            note(request, f"停用二维码 {code.slug}（{code.owner}）", code.owner.area, reason)
    return back_to(request, f"二维码 {code.slug} 已停用。", *back)


@SHOW_OR_ACT
@managers_only
def reissue_code(request: SignedInRequest, pk: int) -> HttpResponse:
    code = _managed_code(request, pk)
    back = _page_of(code)
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return ask(
            request,
            form,
            title=f"换发二维码 {code.slug}",
            button="换发",
            back=back,
            text="原来的码立刻停用，新的码要重新打印张贴。",
        )
    reason = form.cleaned_data["reason"]
    with transaction.atomic():
        new = code.reissue(reason)
        if new:
            text = f"换发二维码 {code.slug} → {new.slug}（{code.owner}）"
            note(request, text, code.owner.area, reason)
    return back_to(request, "已换发，请打印新的码。", *back)


@SHOW_OR_ACT
@managers_only
def repoint_code(request: SignedInRequest, pk: int) -> HttpResponse:
    """The code on the wall stays; from now on it leads to a station."""
    code = _managed_code(request, pk)
    back = _page_of(code)
    form = RepointForm(request.POST or None, user=request.user)
    if request.method != "POST" or not form.is_valid():
        return ask(
            request,
            form,
            title=f"二维码 {code.slug} 改为通向站点",
            button="改为通向站点",
            back=back,
            text="墙上的码不用换，扫码的人以后直接找到站点。",
        )
    target: Station = form.cleaned_data["station_code"]
    text = f"二维码 {code.slug}：{code.owner} → {target}"
    area = code.owner.area
    with transaction.atomic():
        if code.lead_to(target):
            note(request, text, area, form.cleaned_data["reason"])
    return back_to(request, f"二维码 {code.slug} 现在通向{target}。", *back)


@require_POST
@managers_only
def issue_code(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """A code more for a person or a station."""
    getters: dict[str, Any] = {
        "representative": get_representative,
        "officer": get_officer,
        "station": _get_station,
    }
    owner = getters[kind](request, pk)
    if not can_manage(request.user, owner.area):
        raise Http404
    with transaction.atomic():
        code = MessageCode.objects.create(**{kind: owner})
        note(request, f"发放二维码 {code.slug}（{owner}）", owner.area)
    return back_to(request, f"已发放二维码 {code.slug}，请打印张贴。", kind, pk)


def _page_of(code: MessageCode) -> tuple[str, int]:
    """The kind and the key of the page where the code stands."""
    owner = code.owner
    if isinstance(owner, Representative):
        return "representative", owner.pk
    return ("officer" if isinstance(owner, LiaisonOfficer) else "station"), owner.pk


def _get_station(request: SignedInRequest, pk: int) -> Station:
    visible = Station.objects.looked_after_by(request.user).select_related("area")
    return get_object_or_404(visible, pk=pk)


def _code(request: SignedInRequest, pk: int) -> MessageCode:
    visible = MessageCode.objects.looked_after_by(request.user)
    people = visible.select_related("representative__station__area", "officer", "station__area")
    return get_object_or_404(people, pk=pk)


def _managed_code(request: SignedInRequest, pk: int) -> MessageCode:
    code = _code(request, pk)
    if not can_manage(request.user, code.owner.area):
        raise Http404
    return code
