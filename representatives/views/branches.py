"""功能型党支部. Party data: only pages under /office/ read it, and only staff come in there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage, managed_scope_q
from office.forms import AreaFilterForm, ReasonForm
from office.frame import form_page, managers_only, office_page, staff_only
from office.notes import record, what_changed
from office.pages import managed
from office.paging import posted_pk, take
from representatives.forms.groups import BranchForm
from representatives.models import BranchMembership, Seat
from stations.models import Group, PartyBranch

PART = "branches"
SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])
SECRETARY = BranchMembership.Role.SECRETARY


@require_safe
@staff_only
def branches(request: SignedInRequest) -> HttpResponse:
    form = AreaFilterForm(request.GET, user=request.user)
    rows = form.narrow(PartyBranch.objects.looked_after_by(request.user)).select_related("area")
    found, next_url = take(request, rows, "pk")
    context = {
        "rows": _rows(found),
        "form": form,
        "next_url": next_url,
        "is_first": not request.GET.get("after"),
    }
    return office_page(request, PART, "representatives/office/branches.html", context)


def _rows(found: list[PartyBranch]) -> list[dict[str, Any]]:
    """With secretary, members and groups served: three queries for a whole page."""
    pks = [branch.pk for branch in found]
    current = BranchMembership.objects.current().filter(branch__in=pks).order_by()
    members = dict(current.values_list("branch").annotate(Count("pk")))
    named_secretaries = current.filter(role=SECRETARY).values_list("branch", "representative__name")
    secretaries = dict(named_secretaries)
    served = Group.objects.filter(branch__in=pks).order_by()
    groups = dict(served.values_list("branch").annotate(Count("pk")))
    return [
        {
            "branch": branch,
            "secretary": secretaries.get(branch.pk, ""),
            "members": members.get(branch.pk, 0),
            "groups": groups.get(branch.pk, 0),
        }
        for branch in found
    ]


@require_safe
@staff_only
def branch(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _branch(request, pk)
    seats = Prefetch("representative__seats", Seat.objects.with_names().order_by("pk"))
    members = found.memberships.current().select_related("representative").prefetch_related(seats)
    free = Group.objects.looked_after_by(request.user).active().filter(branch=None)
    county = found.area.county or found.area
    may_change = can_manage(request.user, found.area)
    context = {
        "branch": found,
        "place_name": found.area.full_name(),
        "members": sorted(members, key=lambda row: (row.role != SECRETARY, row.pk)),
        "groups": list(found.groups.select_related("area").order_by("pk")),
        "free_groups": list(free.within(county).order_by("name", "pk")) if may_change else [],
        "may_change": may_change,
    }
    return office_page(request, PART, "representatives/office/branch.html", context)


# the branch itself ----------------------------------------------------------------------------


@SHOW_OR_ACT
@managers_only
def add_branch(request: SignedInRequest) -> HttpResponse:
    form = BranchForm(request.POST or None, user=request.user)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, PART, form, "新建党支部", reverse("office:branches"))
    with transaction.atomic():
        found = form.save()
        record(request, f"新建党支部 {found}", found.area, what_changed(form))
    flash.success(request, f"{found}建好了，接着编入书记和党员，再选它服务的小组。")
    return redirect("office:branch", found.pk)


@SHOW_OR_ACT
@managers_only
def edit_branch(request: SignedInRequest, pk: int) -> HttpResponse:
    found = managed_branch(request, pk)
    name = found.name
    form = BranchForm(request.POST or None, instance=found, user=request.user)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, PART, form, f"修改{name}", reverse("office:branch", args=[pk]))
    changes = what_changed(form)
    if changes:
        with transaction.atomic():
            form.save()
            record(request, f"修改党支部 {found}", found.area, changes)
    flash.success(request, "改好了。" if changes else "没有改动。")
    return redirect("office:branch", pk)


@SHOW_OR_ACT
@managers_only
def switch_branch(request: SignedInRequest, pk: int) -> HttpResponse:
    found = managed_branch(request, pk)
    verb = "停止" if found.is_active else "恢复"
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        back = reverse("office:branch", args=[pk])
        return form_page(request, PART, form, f"{verb}{found}", back, button=verb)
    with transaction.atomic():
        found.is_active = not found.is_active
        found.save(update_fields=["is_active"])
        record(request, f"{verb}党支部 {found}", found.area, form.cleaned_data["reason"])
    flash.success(request, f"{found}已{verb}。")
    return redirect("office:branch", pk)


# the groups it serves -------------------------------------------------------------------------


@require_POST
@managers_only
def attach_group(request: SignedInRequest, pk: int) -> HttpResponse:
    """A group has one branch or none: one that has another already keeps it."""
    found = managed_branch(request, pk)
    groups = Group.objects.filter(managed_scope_q(request.user))
    group = get_object_or_404(groups, pk=posted_pk(request, "group"))
    with transaction.atomic():
        done = Group.objects.filter(pk=group.pk, branch=None).update(branch=found)
        if done:
            record(request, f"党支部 {found}", found.area, f"服务小组：{group}")
    if done:
        flash.success(request, f"{found}现在服务{group}。")
    else:
        flash.error(request, f"{group}已经有党支部了，一个小组只挂一个。")
    return redirect("office:branch", pk)


@require_POST
@managers_only
def detach_group(request: SignedInRequest, pk: int, group_pk: int) -> HttpResponse:
    found = managed_branch(request, pk)
    group = get_object_or_404(found.groups, pk=group_pk)
    with transaction.atomic():
        Group.objects.filter(pk=group.pk, branch=found).update(branch=None)
        record(request, f"党支部 {found}", found.area, f"不再服务小组：{group}")
    flash.success(request, f"{found}不再服务{group}。")
    return redirect("office:branch", pk)


# fetching -------------------------------------------------------------------------------------


def _branch(request: SignedInRequest, pk: int) -> PartyBranch:
    visible = PartyBranch.objects.looked_after_by(request.user).select_related("area")
    return get_object_or_404(visible, pk=pk)


def managed_branch(request: SignedInRequest, pk: int) -> PartyBranch:
    return managed(request, _branch(request, pk))
