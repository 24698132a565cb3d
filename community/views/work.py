"""What a small congress does: working groups with their logs, three columns of disclosure."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from casework.workflow import TransitionError
from community.forms import DisclosureForm, TaskForm, WorkingGroupForm
from community.keepers import congresses_of, get_congress
from community.models import Disclosure, GroupTask, SmallCongress, WorkingGroup
from community.views.congresses import SHOW_OR_ACT, OfCongress, ask, back, child, note, page
from office.lists import Column, listed
from office.notes import Action, record


@never_cache
@require_safe
def working_groups(request: SignedInRequest, pk: int) -> HttpResponse:
    congress = get_congress(request, pk)
    return _groups_page(request, congress, _group_form(None, WorkingGroup(congress=congress)))


@never_cache
@require_POST
def add_working_group(request: SignedInRequest, pk: int) -> HttpResponse:
    congress = get_congress(request, pk)
    form = _group_form(request.POST, WorkingGroup(congress=congress))
    if not form.is_valid():
        return _groups_page(request, congress, form)
    with transaction.atomic():
        form.save()
        note(request, congress, f"新增小组 {form.instance}")
    return back(request, f"{form.instance}已加上。", "working_groups", congress)


def _group_form(data: object, group: WorkingGroup) -> WorkingGroupForm:
    return WorkingGroupForm(data, instance=group, today=timezone.localdate())


def _groups_page(
    request: SignedInRequest, congress: SmallCongress, form: WorkingGroupForm
) -> HttpResponse:
    context = {
        "congress": congress,
        "tab": "groups",
        "form": form,
        "today": timezone.localdate(),
        "groups": list(congress.working_groups.select_related("convenor")),
    }
    return page(request, "community/office/groups.html", context, form.errors)


@never_cache
@SHOW_OR_ACT
def edit_working_group(request: SignedInRequest, pk: int) -> HttpResponse:
    group = child(request, WorkingGroup, pk)
    form = _group_form(request.POST or None, group)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            note(request, group.congress, f"修改小组 {group}")
        return back(request, "已保存。", "working_groups", group.congress)
    return ask(
        request,
        form,
        group.congress,
        "working_groups",
        title=f"修改{group}",
        text="名称和召集人会公开。",
        button="保存",
    )


@never_cache
@require_POST
def delete_working_group(request: SignedInRequest, pk: int) -> HttpResponse:
    """Only a group without a log."""
    group = child(request, WorkingGroup, pk)
    congress = group.congress
    if group.tasks.exists():
        return back(request, f"{group}已经有工作记录，不能删除。", "working_groups", congress)
    with transaction.atomic():
        note(request, congress, f"删除小组 {group}")
        group.delete()
    return back(request, f"{group}已删除。", "working_groups", congress)


# the log of a group ---------------------------------------------------------------------------


@never_cache
@require_safe
def working_group(request: SignedInRequest, pk: int) -> HttpResponse:
    return _log_page(request, child(request, WorkingGroup, pk), None)


@never_cache
@require_POST
def add_task(request: SignedInRequest, pk: int) -> HttpResponse:
    group = child(request, WorkingGroup, pk)
    form = TaskForm(request.POST, instance=GroupTask(group=group))
    if not form.is_valid():
        return _log_page(request, group, form)
    with transaction.atomic():
        form.save()
        note(request, group.congress, f"{group}的工作记录")
    flash.success(request, "已记下。")
    return redirect("office:working_group", pk)


@never_cache
@require_POST
def switch_task(request: SignedInRequest, pk: int) -> HttpResponse:
    """Done, or not done after all."""
    mine = congresses_of(request.user).order_by().values("pk")
    tasks = GroupTask.objects.filter(group__congress__in=mine)
    task = get_object_or_404(tasks.select_related("group__congress__station__area"), pk=pk)
    done = "done" in request.POST
    with transaction.atomic():
        GroupTask.objects.filter(pk=pk).update(is_done=done)
        note(request, task.group.congress, f"{task.group}：{task}", "已完成" if done else "未完成")
    return redirect("office:working_group", task.group_id)


@listed
class GroupLog(OfCongress):
    key, title = "group_log", "工作小组的记录"
    template, page_name = "community/office/group.html", "office:working_group"
    order = "-day"
    columns = (
        Column("day", "日期", sort="-day"),
        Column("text", "做了什么", is_head=True, width=50),
        Column("is_done", "已完成", sort="-is_done"),
    )

    @classmethod
    def owners(cls, user: User) -> QuerySet[Any]:
        return WorkingGroup.objects.filter(congress__in=congresses_of(user).order_by().values("pk"))

    def rows(self) -> QuerySet[GroupTask]:
        return GroupTask.objects.filter(group=self.owner)


def _log_page(request: SignedInRequest, group: WorkingGroup, form: TaskForm | None) -> HttpResponse:
    listing = GroupLog(request.user, request.GET, group)
    form = form or TaskForm(initial={"day": timezone.localdate()})
    return listing.answer(request, form, tab="groups", group=group, congress=group.congress)


# disclosures ----------------------------------------------------------------------------------


@never_cache
@require_safe
def disclosures(request: SignedInRequest, pk: int) -> HttpResponse:
    congress = get_congress(request, pk)
    column = request.GET.get("column", "")
    form = DisclosureForm(initial={"column": column} if column in Disclosure.Column else {})
    return _disclosures_page(request, congress, form)


@never_cache
@require_POST
def publish_disclosure(request: SignedInRequest, pk: int) -> HttpResponse:
    congress = get_congress(request, pk)
    form = DisclosureForm(
        request.POST,
        instance=Disclosure(
            congress=congress, written_by=request.user, published_on=timezone.localdate()
        ),
    )
    if not form.is_valid():
        return _disclosures_page(request, congress, form)
    with transaction.atomic():
        form.save()
        form.instance.publish(by=request.user)
        _note_public(request, form.instance, "公开")
    return back(request, f"「{form.instance}」已公开。", "disclosures", congress)


@listed
class Disclosures(OfCongress):
    key, title = "disclosures", "三公开"
    template, page_name = "community/office/disclosures.html", "office:disclosures"
    order = "-published_on"
    columns = (
        Column("title", "标题", is_head=True, width=30),
        Column("column", "栏目", value="get_column_display", sort="column"),
        Column("published_on", "公开日期", sort="-published_on"),
        Column("published_by", "发布人"),
        Column("withdrawn_at", "撤下时间", sort="-withdrawn_at", width=18),
        Column("body", "内容", width=60),
    )

    def rows(self) -> QuerySet[Disclosure]:
        return Disclosure.objects.filter(congress=self.owner).select_related("published_by")


def _disclosures_page(
    request: SignedInRequest, congress: SmallCongress, form: DisclosureForm
) -> HttpResponse:
    columns = list(congress.columns(timezone.localdate()))
    listing = Disclosures(request.user, request.GET, congress)
    return listing.answer(request, form, tab="disclosures", columns=columns)


@never_cache
@require_POST
def withdraw_disclosure(request: SignedInRequest, pk: int) -> HttpResponse:
    entry = child(request, Disclosure, pk)
    # Withdrawn already, by oneself or by somebody in this moment: what was asked for is done.
    if entry.is_published:
        with suppress(TransitionError), transaction.atomic():
            entry.withdraw(by=request.user)
            _note_public(request, entry, "撤下")
    return back(request, f"「{entry}」已撤下。", "disclosures", entry.congress)


def _note_public(request: SignedInRequest, entry: Disclosure, what: str) -> None:
    target = f"{what} {entry.congress} {entry.get_column_display()}：{entry}"
    record(request, target, entry.congress.station.area, action=Action.PUBLISH)
