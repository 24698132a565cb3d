"""代表小组: the list, one of them with its people and its year, entering and changing one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import Count, Max, Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from areas.models import Area
from office.forms import ReasonForm
from office.frame import form_page, managers_only, office_page, staff_only
from office.notes import record, what_changed
from office.pages import managed
from office.paging import take, year_asked_for
from representatives.forms.groups import GroupFilterForm, GroupForm
from representatives.models import GroupMembership, Seat
from stations.models import Group, GroupActivity

PART = "groups"
SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_only
def groups(request: SignedInRequest) -> HttpResponse:
    form = GroupFilterForm(request.GET, user=request.user)
    rows = form.narrow(Group.objects.looked_after_by(request.user)).select_related("area")
    found, next_url = take(request, rows, "pk")
    context = {
        "rows": _rows(found),
        "form": form,
        "next_url": next_url,
        "is_first": not request.GET.get("after"),
    }
    return office_page(request, PART, "representatives/office/groups.html", context)


def _rows(found: list[Group]) -> list[dict[str, Any]]:
    """With leader, number of members and the last activity: three queries for a whole page."""
    pks = [group.pk for group in found]
    current = GroupMembership.objects.current().filter(group__in=pks).order_by()
    members = dict(current.values_list("group").annotate(Count("pk")))
    leaders = dict(
        current.filter(role=GroupMembership.Role.LEADER).values_list(
            "group", "representative__name"
        )
    )
    held = GroupActivity.objects.held().filter(group__in=pks).order_by()
    last = dict(held.values_list("group").annotate(Max("held_on")))
    return [
        {
            "group": group,
            "leader": leaders.get(group.pk),
            "members": members.get(group.pk, 0),
            "last": last.get(group.pk),
        }
        for group in found
    ]


@require_safe
@staff_only
def group(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_group(request, pk)
    today = timezone.localdate()
    year = year_asked_for(request, today)
    activities = list(found.activities.filter(planned_on__year=year).order_by("planned_on", "pk"))
    context = {
        "group": found,
        "place_name": found.area.full_name(),
        "members": members_of(found),
        "roles": GroupMembership.Role,
        "year": year,
        "this_year": today.year,
        "today": today,
        "activities": activities,
        "kinds": _by_kind(activities),
        "may_change": can_manage(request.user, found.area),
    }
    return office_page(request, PART, "representatives/office/group.html", context)


def members_of(group: Group) -> list[GroupMembership]:
    """Leader first; each person once, with all seats in one line."""
    order = {"leader": 0, "deputy": 1, "member": 2}
    rows = group.memberships.current().select_related("representative__station")
    seats = Prefetch("representative__seats", Seat.objects.with_names().order_by("pk"))
    return sorted(rows.prefetch_related(seats), key=lambda row: (order[row.role], row.pk))


def _by_kind(activities: list[GroupActivity]) -> list[dict[str, Any]]:
    """The five kinds of a year: how many held, how many to come, and what is missing."""
    live = [activity for activity in activities if not activity.cancelled]
    return [
        {
            "label": kind.label,
            "held": sum(a.kind == kind and a.held_on is not None for a in live),
            "planned": sum(a.kind == kind and a.held_on is None for a in live),
        }
        for kind in GroupActivity.Kind
    ]


# changing -------------------------------------------------------------------------------------


@SHOW_OR_ACT
@managers_only
def add_group(request: SignedInRequest) -> HttpResponse:
    form = GroupForm(request.POST or None, user=request.user)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, PART, form, "新建代表小组", reverse("office:groups"))
    with transaction.atomic():
        found = form.save()
        record(request, f"新建代表小组 {found}", found.area, what_changed(form))
    flash.success(request, f"{found}建好了，接着编入组长和组员。")
    return redirect("office:group", found.pk)


@SHOW_OR_ACT
@managers_only
def edit_group(request: SignedInRequest, pk: int) -> HttpResponse:
    found = managed_group(request, pk)
    name = found.name
    form = GroupForm(request.POST or None, instance=found, user=request.user)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, PART, form, f"修改{name}", reverse("office:group", args=[pk]))
    changes = what_changed(form)
    if changes:
        with transaction.atomic():
            form.save()
            record(request, f"修改代表小组 {found}", found.area, changes)
    flash.success(request, "改好了。" if changes else "没有改动。")
    return redirect("office:group", pk)


@SHOW_OR_ACT
@managers_only
def switch_group(request: SignedInRequest, pk: int) -> HttpResponse:
    found = managed_group(request, pk)
    verb = "停止" if found.is_active else "恢复"
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        text = "停止以后不再算在小组数里，公开页面上也看不到；成员和活动记录都保留，以后可以恢复。"
        back = reverse("office:group", args=[pk])
        return form_page(request, PART, form, f"{verb}{found}", back, text=text, button=verb)
    with transaction.atomic():
        found.is_active = not found.is_active
        found.save(update_fields=["is_active"])
        record(request, f"{verb}代表小组 {found}", found.area, form.cleaned_data["reason"])
    flash.success(request, f"{found}已{verb}。")
    return redirect("office:group", pk)


# fetching -------------------------------------------------------------------------------------


def get_group(request: SignedInRequest, pk: int) -> Group:
    visible = Group.objects.looked_after_by(request.user).select_related("area", "branch")
    return get_object_or_404(visible, pk=pk)


def managed_group(request: SignedInRequest, pk: int) -> Group:
    return managed(request, get_group(request, pk))


def people_around(area: Area) -> Q:
    """Persons at stations of the county an area lies in; of the whole city for the city's own."""
    return (area.county or area).scope_q("station__area__")
