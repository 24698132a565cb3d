"""Limits and who may assign to whom, for the areas that a manager looks after."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage, managed_areas, office_scope_q, offices_of
from areas.models import Area, Level
from areas.names import office_name
from messages.desk.inherited import DESKS, settings_of
from messages.forms.rules import RulesForm
from office.frame import managers_only, office_page, staff_only
from office.notes import record


@require_safe
@staff_only
def rules(request: SignedInRequest) -> HttpResponse:
    """What holds in an area of one's own, and where it was set."""
    area = _area(request)
    return office_page(request, "rules", "messages/office/rules.html", _context(request, area))


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def edit_rules(request: SignedInRequest) -> HttpResponse:
    area = _area(request)
    if not can_manage(request.user, area):
        raise Http404
    form = RulesForm(request.POST or None, area=area)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        context = _context(request, area) | {"form": form}
        return office_page(request, "rules", "messages/office/rules_edit.html", context, status)
    with transaction.atomic():
        record(
            request,
            f"{area.short_name}：" + "；".join(form.changes()),
            area,
            form.cleaned_data["reason"],
        )
        form.save()
    flash.success(request, "已保存，一分钟内生效。已经在计时的期限不变，新开始计时的按新规定。")
    return redirect(f"{reverse('office:rules')}?area={area.code}")


def _area(request: SignedInRequest) -> Area:
    """The area asked for within the own offices; townships and above have rules."""
    code = request.GET.get("area", "")[:12].replace("\0", "")
    if not code:
        return (managed_areas(request.user) or offices_of(request.user))[0]
    within = Area.objects.filter(office_scope_q(request.user, "")).exclude(level=Level.VILLAGE)
    area = within.filter(code=code).first()
    if area is None:
        raise Http404
    return area


def _context(request: SignedInRequest, area: Area) -> dict[str, Any]:
    settings = settings_of(area)
    below = Area.objects.children_of(area).exclude(level=Level.VILLAGE)
    return {
        "area": area,
        "office": office_name(area),
        "limits": [setting for setting in settings if setting.name not in DESKS],
        "assigners": [setting for setting in settings if setting.name in DESKS],
        "may_change": can_manage(request.user, area),
        "below": list(below),
        "offices": offices_of(request.user),
    }
