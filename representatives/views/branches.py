"""功能型党支部. Party data: only pages under /office/ read it, and only staff come in there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import can_manage, managed_scope_q
from office.forms import ReasonForm
from office.frame import form_page, managers_only, staff_only
from office.lists import Column, Empty, Filters, Listing, listed, to
from office.lists.filters import PlaceFilter, TextFilter
from office.notes import record, what_changed
from office.pages import managed
from office.paging import posted_pk
from representatives.forms.groups import BranchForm
from representatives.models import BranchMembership
from representatives.views.groups import Members
from stations.models import Group, PartyBranch

PART = "branches"
SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])
SECRETARY = BranchMembership.Role.SECRETARY


class BranchFilters(Filters):
    q = TextFilter("name", "名称")
    area = PlaceFilter()


@listed
class Branches(Listing):
    key, title, part = "branches", "功能型党支部", PART
    intro = "只有工作人员看得到。"
    add = ("office:add_branch", "新建党支部")
    filters = BranchFilters
    order = "pk"
    columns = (
        Column(
            "name",
            "党支部",
            link=to("office:branch"),
            sort="name",
            is_head=True,
            width=30,
        ),
        Column("area", "区划", under="name"),
        Column(
            "is_active",
            "在用",
            words=lambda branch: "" if branch.is_active else "已停止",
            under="name",
        ),
        Column(
            "secretary",
            "书记",
            words=lambda branch: branch.secretary or "没有书记",
            tone=lambda branch: "" if branch.secretary else "soon",
        ),
        Column("member_count", "党员", sort="-member_count", is_number=True),
        Column("group_count", "服务小组", sort="-group_count", is_number=True),
        Column("founded_on", "成立日期", sort="-founded_on"),
    )
    nothing = Empty("还没有党支部", "新建一个，或者用表格导入。")
    not_found = Empty("没有找到这样的党支部", "换个条件再找。")

    def rows(self) -> QuerySet[PartyBranch]:
        current = Q(memberships__left_on=None)
        return (
            PartyBranch.objects.looked_after_by(self.user)
            .select_related("area")
            .annotate(
                member_count=Count("memberships", filter=current, distinct=True),
                group_count=Count("groups", distinct=True),
            )
        )

    def dressed(self, found: list[Any]) -> list[Any]:
        leading = BranchMembership.objects.current().filter(branch__in=found, role=SECRETARY)
        secretaries = dict(leading.order_by().values_list("branch", "representative__name"))
        for branch in found:
            branch.secretary = secretaries.get(branch.pk, "")
        return found


@require_safe
@staff_only
def branches(request: SignedInRequest) -> HttpResponse:
    return Branches(request.user, request.GET).respond(request)


@listed
class BranchMembers(Members):
    key, title, part = "branch_members", "支部党员", PART
    template = "representatives/office/branch.html"
    roles = BranchMembership.Role
    acts = "representatives/office/_branch_member_acts.html"
    nothing = Empty("还没有党员", "先编入书记。")

    @classmethod
    def owners(cls, user: User) -> QuerySet[Any]:
        return PartyBranch.objects.looked_after_by(user)


@require_safe
@staff_only
def branch(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _branch(request, pk)
    free = Group.objects.looked_after_by(request.user).active().filter(branch=None)
    county = found.area.county or found.area
    may_change = can_manage(request.user, found.area)
    context: dict[str, Any] = {
        "branch": found,
        "place_name": found.area.full_name(),
        "groups": list(found.groups.select_related("area").order_by("pk")),
        "free_groups": list(free.within(county).order_by("name", "pk")) if may_change else [],
        "may_change": may_change,
    }
    return BranchMembers(request.user, request.GET, found).respond(request, **context)


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
