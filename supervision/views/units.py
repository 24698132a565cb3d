"""Classes of departments and what became of them: what curves group and follow by."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import Count, Max, ProtectedError, QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import can_manage, offices_of
from areas.models import Area
from office.frame import form_page, managers_only, office_page, staff_only
from office.lists import Column, Empty, Listing, listed
from office.notes import record, what_changed
from stations.models import Department
from supervision.forms.units import ClassForm, LineageForm, MembersForm
from supervision.models import ClassedDepartment, Lineage, UnitClass
from supervision.views.pages import area_named, managed_area

PART = "schemes"
SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


def _page_of(area: Area, name: str) -> str:
    return f"{reverse(name)}?area={area.code}"


@listed
class UnitClasses(Listing):
    """The classes of an area with the departments that are in them now."""

    key, title, part = "unit_classes", "单位类别", PART
    intro = "同类单位一起排名。测评用开始那天的分类，以后改了不影响以前的名次。"
    lead = "supervision/office/includes/_unit_class_lead.html"
    kept = ("area",)
    add = ("office:unit_class_add", "新建类别")
    order = "position"
    columns = (
        Column("name", "类别", is_head=True, sort="position", width=20),
        Column("amount", "单位", value=lambda one: len(one.names), is_number=True),
        Column(
            "names",
            "有哪些",
            value=lambda one: "、".join(one.names),
            words=lambda one: "、".join(one.names) or "还没有部门",
            width=80,
        ),
    )
    acts = "supervision/office/includes/_unit_class_acts.html"
    nothing = Empty("还没有单位类别", "不分类也能测评，所有单位一起排名。")

    def __init__(self, user: User, query: QueryDict, owner: Any = None) -> None:
        super().__init__(user, query, owner)
        self.area = area_named(user, query.get("area", ""))

    def taken(self) -> dict[str, str]:
        return {"area": self.area.code}

    @cached_property
    def offices(self) -> list[Area]:
        return offices_of(self.user)

    def rows(self) -> QuerySet[UnitClass]:
        return UnitClass.objects.filter(area=self.area)

    def dressed(self, found: list[Any]) -> list[Any]:
        classed = ClassedDepartment.objects.filter(unit_class__in=found, department__is_active=True)
        members: dict[int, list[str]] = {}
        for key, name in classed.order_by("department").values_list(
            "unit_class", "department__name"
        ):
            members.setdefault(key, []).append(name)
        for one in found:
            one.names = members.get(one.pk, [])
        return found

    @cached_property
    def unclassed(self) -> list[str]:
        without = Department.objects.active().filter(area=self.area, classed=None)
        return list(without.order_by("pk").values_list("name", flat=True))

    def page_words(self) -> tuple[str, ...]:
        return (self.area.short_name,)

    def may_add(self) -> bool:
        return can_manage(self.user, self.area)

    @property
    def add_url(self) -> str:
        return _page_of(self.area, self.add[0]) if self.may_add() else ""


@require_safe
@staff_only
def unit_classes(request: SignedInRequest) -> HttpResponse:
    return UnitClasses(request.user, request.GET).respond(request)


@SHOW_OR_ACT
@managers_only
def add_class(request: SignedInRequest) -> HttpResponse:
    area = managed_area(request)
    last = UnitClass.objects.filter(area=area).aggregate(last=Max("position"))["last"]
    new = UnitClass(area=area, position=0 if last is None else last + 1)
    form = ClassForm(request.POST or None, instance=new)
    if request.method != "POST" or not form.is_valid():
        back = _page_of(area, "office:unit_classes")
        return form_page(request, PART, form, "新建单位类别", back)
    with transaction.atomic():
        form.save()
        record(request, f"新建单位类别：{new}", area)
    flash.success(request, f"「{new}」建好了，接着把部门分进去。")
    return redirect(_page_of(area, "office:unit_classes"))


@SHOW_OR_ACT
@managers_only
def edit_class(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _managed_class(request, pk)
    name = found.name
    form = ClassForm(request.POST or None, instance=found)
    back = _page_of(found.area, "office:unit_classes")
    if request.method != "POST" or not form.is_valid():
        return form_page(request, PART, form, f"修改类别「{name}」", back)
    changes = what_changed(form)
    with transaction.atomic():
        form.save()
        record(request, f"修改单位类别：{found}", found.area, changes)
    flash.success(request, "改好了。" if changes else "没有改动。")
    return redirect(back)


@require_POST
@managers_only
def delete_class(request: SignedInRequest, pk: int) -> HttpResponse:
    """Only one that no department is in and no evaluation has used."""
    found = _managed_class(request, pk)
    try:
        with transaction.atomic():
            record(request, f"删除单位类别：{found}", found.area)
            UnitClass.objects.filter(pk=pk).delete()
    except ProtectedError:
        flash.error(request, f"「{found}」里有部门，或者有测评用过，不能删除。")
    else:
        flash.success(request, f"「{found}」已删除。")
    return redirect(_page_of(found.area, "office:unit_classes"))


@SHOW_OR_ACT
@managers_only
def classed_departments(request: SignedInRequest) -> HttpResponse:
    """All departments of the area in one form."""
    area = managed_area(request)
    form = MembersForm(request.POST if request.method == "POST" else None, area=area)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "area": area, "back": _page_of(area, "office:unit_classes")}
        status = 422 if form.errors else 200
        return office_page(
            request, PART, "supervision/office/classed_departments.html", context, status
        )
    with transaction.atomic():
        changes = form.save()
        if changes:
            record(request, f"{area.short_name}部门分类", area, changes[:500])
    flash.success(
        request, "分好了。以后的测评按新的分类，以前的不变。" if changes else "没有改动。"
    )
    return redirect(_page_of(area, "office:unit_classes"))


# what became of a department ------------------------------------------------------------------


@listed
class Lineages(Listing):
    key, title, part = "lineage", "单位沿革", PART
    intro = "更名、并入的单位，往年的测评接在现单位的曲线上。"
    lead = "supervision/office/_setting_links.html"
    add = ("office:lineage_add", "登记更名、并入")
    order = "-on"
    columns = (
        Column("predecessor", "原单位", value="predecessor.name", is_head=True, width=30),
        Column("kind", "变动", value="get_kind_display", sort="kind"),
        Column("successor", "现单位", value="successor.name", sort="successor__name", width=30),
        Column("on", "日期", sort="-on"),
        Column("document", "文号", width=24),
    )
    acts = "supervision/office/includes/_lineage_acts.html"
    nothing = Empty("没有登记过更名和并入", "机构改革以后在这里登记，往年的数才接得上。")

    def rows(self) -> QuerySet[Lineage]:
        visible = Lineage.objects.looked_after_by(self.user)
        return visible.select_related("predecessor", "successor__area")

    def dressed(self, found: list[Any]) -> list[Any]:
        for row in found:
            row.may_change = can_manage(self.user, row.successor.area)
        return found


@require_safe
@staff_only
def lineage(request: SignedInRequest) -> HttpResponse:
    return Lineages(request.user, request.GET).respond(request)


@SHOW_OR_ACT
@managers_only
def add_lineage(request: SignedInRequest) -> HttpResponse:
    area = managed_area(request)
    form = LineageForm(request.POST or None, area=area)
    if request.method != "POST" or not form.is_valid():
        text = "登记以后，原单位往年的测评接在现单位的曲线上，写明当时的名称。"
        return form_page(
            request, PART, form, "登记单位更名、并入", reverse("office:lineage"), text=text
        )
    with transaction.atomic():
        form.save()
        record(request, f"单位沿革：{form.instance}", area, what_changed(form))
    flash.success(request, f"记好了：{form.instance}。")
    return redirect("office:lineage")


@require_POST
@managers_only
def delete_lineage(request: SignedInRequest, pk: int) -> HttpResponse:
    visible = Lineage.objects.looked_after_by(request.user)
    row = get_object_or_404(visible.select_related("predecessor", "successor__area"), pk=pk)
    if not can_manage(request.user, row.successor.area):
        raise Http404
    with transaction.atomic():
        record(request, f"删除单位沿革：{row}", row.successor.area)
        Lineage.objects.filter(pk=pk).delete()
    flash.success(request, "这条登记已删除，曲线不再接在一起。")
    return redirect("office:lineage")


# shared -------------------------------------------------------------------------------------


def _managed_class(request: SignedInRequest, pk: int) -> UnitClass:
    visible = UnitClass.objects.looked_after_by(request.user).select_related("area")
    found = get_object_or_404(visible.annotate(members=Count("departments")), pk=pk)
    if not can_manage(request.user, found.area):
        raise Http404
    return found
