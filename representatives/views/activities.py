"""The activity plan of a group: planned, held, called off. Kept by the staff of its area."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from areas.dates import chinese_date
from office.frame import form_page, staff_only
from office.notes import record, what_changed
from representatives.forms.groups import ActivityForm, HeldForm
from representatives.views.groups import get_group
from stations.models import Group, GroupActivity

SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


@SHOW_OR_ACT
@staff_only
def add_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    group = get_group(request, pk)
    form = ActivityForm(request.POST or None, instance=GroupActivity(group=group))
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, f"{group}：列入活动计划")
    activity = form.save()
    flash.success(request, f"已列入计划：{chinese_date(activity.planned_on)}，{activity}。")
    return _back(activity)


@SHOW_OR_ACT
@staff_only
def edit_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    activity = _activity(request, pk)
    title = f"修改活动：{activity}"
    form = ActivityForm(request.POST or None, instance=activity)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, title)
    form.save()
    flash.success(request, "改好了。")
    return _back(activity)


@SHOW_OR_ACT
@staff_only
def hold_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """That it took place, or a correction of what was recorded."""
    activity = _activity(request, pk)
    if activity.cancelled:
        flash.error(request, "这次活动已经取消了；真的开展过的，请先恢复到计划里。")
        return _back(activity)
    form = HeldForm(request.POST or None, instance=activity)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, f"登记开展情况：{activity}")
    with transaction.atomic():
        form.save()
        record(
            request,
            f"小组活动 {activity.group} {activity}",
            activity.group.area,
            what_changed(form),
        )
    flash.success(request, f"已登记：{activity}，{activity.attended} 人参加。")
    return _back(activity)


@require_POST
@staff_only
def cancel_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """Off, or on again. What was held cannot be called off."""
    activity = _activity(request, pk)
    if activity.held_on:
        flash.error(request, "这次活动已经开展过了，不能取消。")
        return _back(activity)
    activity.cancelled = request.POST.get("on") != "1"
    with transaction.atomic():
        activity.save(update_fields=["cancelled"])
        what = "取消" if activity.cancelled else "恢复"
        record(request, f"小组活动 {activity.group} {activity}", activity.group.area, what)
    flash.success(request, f"{activity}已{what}。")
    return _back(activity)


def _activity(request: SignedInRequest, pk: int) -> GroupActivity:
    groups = Group.objects.looked_after_by(request.user).order_by().values("pk")
    rows = GroupActivity.objects.filter(group__in=groups).select_related("group__area")
    return get_object_or_404(rows, pk=pk)


def _form_page(request: SignedInRequest, form: Any, title: str) -> HttpResponse:
    back = reverse("office:group", args=[form.instance.group_id])
    return form_page(request, "groups", form, title, back)


def _back(activity: GroupActivity) -> HttpResponse:
    page = reverse("office:group", args=[activity.group_id])
    return redirect(f"{page}?year={activity.planned_on.year}#plan")
