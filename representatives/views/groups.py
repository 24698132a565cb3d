"""代表小组: the list, one of them with its people and its year, entering and changing one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import (
    Case,
    Count,
    Max,
    Prefetch,
    Q,
    QuerySet,
    TextChoices,
    Value,
    When,
)
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import can_manage
from areas.models import Area
from office.forms import ReasonForm
from office.frame import form_page, managers_only, staff_only
from office.lists import Column, Empty, Filters, Listing, listed, to
from office.lists.filters import ChoiceFilter, PlaceFilter, TextFilter
from office.notes import record, what_changed
from office.pages import managed
from office.paging import year_in
from representatives.forms.groups import GroupForm
from representatives.models import GroupMembership, Seat
from stations.models import Group, GroupActivity

PART = "groups"
SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


class GroupFilters(Filters):
    q = TextFilter("name", "名称")
    area = PlaceFilter()
    kind = ChoiceFilter("kind", "类型", Group.Kind.choices)
    field = TextFilter("field", "领域")


@listed
class Groups(Listing):
    key, title, part = "groups", "代表小组", PART
    add = ("office:add_group", "新建小组")
    filters = GroupFilters
    order = "pk"
    columns = (
        Column(
            "name",
            "小组",
            link=to("office:group"),
            sort="name",
            is_head=True,
            width=30,
        ),
        Column("area", "区划", under="name"),
        Column(
            "is_active",
            "在用",
            words=lambda group: "" if group.is_active else "已停止",
            under="name",
        ),
        Column("kind", "类型", value="get_kind_display", sort="kind"),
        Column("field", "领域", under="kind"),
        Column(
            "leader",
            "组长",
            words=lambda group: group.leader or "没有组长",
            tone=lambda group: "" if group.leader else "soon",
        ),
        Column("member_count", "成员", sort="-member_count", is_number=True),
        Column("last_held", "最近一次活动", sort="-last_held"),
    )
    nothing = Empty("还没有代表小组", "新建一个，或者用表格导入。")
    not_found = Empty("没有找到这样的小组", "换个条件再找。")

    def rows(self) -> QuerySet[Group]:
        current = Q(memberships__left_on=None)
        return (
            Group.objects.looked_after_by(self.user)
            .select_related("area")
            .annotate(
                member_count=Count("memberships", filter=current, distinct=True),
                last_held=Max("activities__held_on"),
            )
        )

    def dressed(self, found: list[Any]) -> list[Any]:
        leading = GroupMembership.objects.current().filter(
            group__in=found, role=GroupMembership.Role.LEADER
        )
        leaders = dict(leading.order_by().values_list("group", "representative__name"))
        for group in found:
            group.leader = leaders.get(group.pk, "")
        return found


@require_safe
@staff_only
def groups(request: SignedInRequest) -> HttpResponse:
    return Groups(request.user, request.GET).respond(request)


class Members(Listing):
    """Who is in a group or a branch today, on its page: in the order of their roles."""

    roles: ClassVar[type[TextChoices]]
    order = "rank"
    columns = (
        Column(
            "name",
            "姓名",
            value="representative.name",
            link=to("office:representative", "representative_id"),
            sort="representative__pinyin",
            is_head=True,
        ),
        Column(
            "posts",
            "代表职务",
            value="representative.posts_line",
            words=lambda member: member.representative.posts_line or "没有在任的代表职务",
            under="name",
            width=40,
        ),
        Column(
            "role",
            "角色",
            value="get_role_display",
            tone=lambda member: "plain" if member.role == "member" else "info",
            sort="rank",
        ),
        Column("station", "站点", value="representative.station.name", is_shown=False, width=36),
        Column("joined_on", "加入日期", is_shown=False),
    )

    def rows(self) -> QuerySet[Any]:
        ranks = [When(role=role, then=Value(n)) for n, role in enumerate(self.roles.values)]
        seats = Prefetch("representative__seats", Seat.objects.with_names().order_by("pk"))
        current = self.owner.memberships.current().annotate(rank=Case(*ranks))
        found: QuerySet[Any] = current.select_related("representative__station")
        return found.prefetch_related(seats)

    @property
    def may_change(self) -> bool:
        return can_manage(self.user, self.owner.area)


@listed
class GroupMembers(Members):
    key, title, part = "group_members", "小组成员", PART
    template = "representatives/office/group.html"
    roles = GroupMembership.Role
    acts = "representatives/office/_group_member_acts.html"
    nothing = Empty("还没有成员", "先编入一位组长。")

    @classmethod
    def owners(cls, user: User) -> QuerySet[Any]:
        return Group.objects.looked_after_by(user)


@require_safe
@staff_only
def group(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_group(request, pk)
    today = timezone.localdate()
    year = year_in(request.GET, today)
    activities = list(found.activities.filter(planned_on__year=year).order_by("planned_on", "pk"))
    context: dict[str, Any] = {
        "group": found,
        "place_name": found.area.full_name(),
        "year": year,
        "this_year": today.year,
        "today": today,
        "activities": activities,
        "kinds": _by_kind(activities),
        "may_change": can_manage(request.user, found.area),
    }
    return GroupMembers(request.user, request.GET, found).respond(request, **context)


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
