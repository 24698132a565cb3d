"""Score sheets: every area uses its own or one of an area above."""

from __future__ import annotations

from django.contrib import messages as flash
from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage, managed_areas
from inspections.forms import ItemFormSet, SheetForm
from inspections.job_kinds import RESULTS
from inspections.models import Inspection, ScoreSheet, SheetReplacedError
from inspections.views.inspections import PART, SHOW_OR_ACT
from jobs.models import start_job
from office.frame import managers_only, office_page, staff_only
from office.lists import Column, Empty, Listing, listed, to
from office.notes import Action, record

NAME_TAKEN = "这个名称的评分表已经有了，请换个名称，或者去修改原来的。"
# What a first sheet starts with; every line may be changed.
FIRST_ITEMS = (
    ("有固定场所，牌子、开放时间看得见", 15),
    ("制度和接待安排上墙", 10),
    ("代表照片、姓名、二维码公示，二维码扫得通", 20),
    ("按时开展接待日、走访和小组活动", 20),
    ("留言签收、答复按期", 25),
    ("台账和照片齐全", 10),
)


@listed
class ScoreSheets(Listing):
    key, title, part = "score_sheets", "评分表", PART
    intro = "可以用本级的，也可以用上级的。"
    lead = "inspections/_tabs.html"
    add = ("office:add_sheet", "新建评分表")
    order = "area__path"
    columns = (
        Column(
            "name",
            "名称",
            value=str,
            link=to("office:score_sheet"),
            sort="name",
            is_head=True,
            width=36,
        ),
        Column("area", "制定单位", value="area.short_name", sort="area__path"),
        Column("full", "满分", sort="-full", is_number=True),
    )
    nothing = Empty("还没有评分表", "督查要先有一张评分表，由账号管理员建。")

    def rows(self) -> QuerySet[ScoreSheet]:
        sheets = ScoreSheet.objects.visible_to(self.user).current().select_related("area")
        return sheets.annotate(full=Sum("items__points"))


@require_safe
@staff_only
def score_sheets(request: SignedInRequest) -> HttpResponse:
    return ScoreSheets(request.user, request.GET).respond(request)


@require_safe
@staff_only
def score_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    sheet = _sheet(request, pk)
    versions = ScoreSheet.objects.filter(area=sheet.area, name=sheet.name).order_by("-version")
    context = {
        "sheet": sheet,
        "items": list(sheet.items.all()),
        "versions": list(versions),
        "may_change": can_manage(request.user, sheet.area),
        "is_used": Inspection.objects.filter(sheet=sheet).exists(),
    }
    return office_page(request, PART, "inspections/sheet.html", context)


@SHOW_OR_ACT
@managers_only
def add_sheet(request: SignedInRequest) -> HttpResponse:
    bound = request.POST if request.method == "POST" else None
    areas = managed_areas(request.user)
    form = SheetForm(bound, areas=areas, initial={"area": areas[0]})
    first = [{"text": text, "points": points} for text, points in FIRST_ITEMS]
    items = ItemFormSet(bound, prefix="item", initial=first)
    if form.is_valid() and items.is_valid():
        data = form.cleaned_data
        try:
            with transaction.atomic():
                sheet = ScoreSheet.objects.create(area=data["area"], name=data["name"])
                sheet.set_items(items.items)
                record(request, f"新建评分表：{sheet}", sheet.area)
        except IntegrityError:
            form.add_error("name", NAME_TAKEN)  # typed by two at the same moment
        else:
            flash.success(request, f"「{sheet.name}」可以用了。")
            return redirect("office:score_sheet", sheet.pk)
    context = {"form": form, "items": items, "sheet": None}
    status = 422 if bound is not None else 200
    return office_page(request, PART, "inspections/sheet_edit.html", context, status)


@SHOW_OR_ACT
@managers_only
def edit_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    sheet = _managed(request, pk)
    bound = request.POST if request.method == "POST" else None
    now = [{"text": item.text, "points": item.points} for item in sheet.items.all()]
    items = ItemFormSet(bound, prefix="item", initial=now)
    if items.is_valid():
        try:
            with transaction.atomic():
                revised = sheet.revise(items.items)
                record(request, f"修改评分表：{revised}", sheet.area)
        except SheetReplacedError as error:
            flash.warning(request, str(error))
            return redirect("office:score_sheets")
        flash.success(request, "已保存。" if revised == sheet else f"已存成新的：{revised}。")
        return redirect("office:score_sheet", revised.pk)
    is_used = Inspection.objects.filter(sheet=sheet).exists()
    context = {"items": items, "sheet": sheet, "is_used": is_used}
    status = 422 if bound is not None else 200
    return office_page(request, PART, "inspections/sheet_edit.html", context, status)


@require_POST
@managers_only
def stop_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    sheet = _managed(request, pk)
    with transaction.atomic():
        ScoreSheet.objects.filter(pk=sheet.pk).update(is_current=False)
        record(request, f"停用评分表：{sheet}", sheet.area)
    flash.success(request, f"「{sheet.name}」已停用，以前的督查都保留。")
    return redirect("office:score_sheets")


@require_POST
@staff_only
def export_results(request: SignedInRequest, pk: int) -> HttpResponse:
    """A workbook of every inspection with this version that the person may see."""
    sheet = _sheet(request, pk)
    label = f"督查结果：{sheet}"
    with transaction.atomic():
        job = start_job(
            kind=RESULTS,
            label=label,
            created_by=request.user,
            area=sheet.area,
            params={"sheet": sheet.pk},
        )
        record(request, label, sheet.area, action=Action.EXPORT)
    return redirect(job)


def _sheet(request: SignedInRequest, pk: int) -> ScoreSheet:
    """Also an old version."""
    visible = ScoreSheet.objects.visible_to(request.user).select_related("area")
    return get_object_or_404(visible, pk=pk)


def _managed(request: SignedInRequest, pk: int) -> ScoreSheet:
    sheet = _sheet(request, pk)
    if not can_manage(request.user, sheet.area) or not sheet.is_current:
        raise Http404
    return sheet
