"""督查 as staff see it: the list, one visit with its points and findings, recording one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import can_manage
from inspections.forms import FindingForm, FindingFormSet, InspectionForm, PhotosForm, PointsForm
from inspections.inspected import attach, due_words, find
from inspections.models import Inspection, InspectionPhoto, ScoreSheet, SheetReplacedError
from inspections.models.inspections import InspectionQuerySet
from inspections.permissions import can_add_to, offices_over
from jobs.attachments import forget_files
from office.forms import ReasonForm
from office.frame import managers_only, office_page, staff_only
from office.lists import Column, Empty, Filters, Listing, listed, to
from office.lists.filters import ChoiceFilter, DateFilter, PlaceFilter
from office.notes import record
from stations.models import Station

PART = "inspections"
SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


class InspectionFilters(Filters):
    area = PlaceFilter("station__area__")
    left = ChoiceFilter("left", "待整改", (("1", "有"), ("0", "没有")), method="with_left")
    since = DateFilter("day", "gte", "从哪天")
    until = DateFilter("day", "lte", "到哪天")

    def with_left(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(left__gt=0) if value == "1" else rows.filter(left=0)


@listed
class Inspections(Listing):
    key, title, part = "inspections", "督查", PART
    intro = "结果只给工作人员看，不排名。"
    lead = "inspections/_tabs.html"
    filters = InspectionFilters
    order = "-day"
    columns = (
        Column(
            "station",
            "站点",
            value="station.name",
            link=to("office:inspection"),
            sort="station__code",
            is_head=True,
            width=36,
        ),
        Column("area", "区划", value="station.area.short_name", under="station"),
        Column("sheet", "评分表", under="station", width=30),
        Column("day", "日期", sort="-day", index="inspections_newest_first"),
        Column("team", "督查组"),
        Column("office", "督查机关", under="team"),
        Column(
            "inspectors",
            "人数",
            words=lambda visit: f"{visit.inspectors} 人",
            under="team",
            is_number=True,
        ),
        Column(
            "total",
            "得分",
            sort="-total",
            is_number=True,
        ),
        Column(
            "out_of",
            "满分",
            words=lambda visit: f"满分 {visit.out_of}" if visit.out_of else "",
            under="total",
            is_number=True,
        ),
        Column(
            "percent",
            "得分率（%）",
            words=lambda visit: f"{visit.percent}%" if visit.out_of else "",
            under="total",
            is_number=True,
        ),
        Column(
            "left",
            "待整改",
            words=lambda visit: f"{visit.left} 个" if visit.left else "没有",
            tone=lambda visit: "soon" if visit.left else "",
            sort="-left",
        ),
    )

    def rows(self) -> InspectionQuerySet:
        rows = Inspection.objects.looked_after_by(self.user).with_totals().with_left()
        return rows.select_related("station__area", "sheet", "office")

    def when_empty(self) -> Empty:
        return Empty(
            "还没有督查记录", "到站点页面点「登记督查」。", reverse("office:stations"), "找站点"
        )


@require_safe
@staff_only
def inspections(request: SignedInRequest) -> HttpResponse:
    return Inspections(request.user, request.GET).respond(request)


@require_safe
@staff_only
def inspection(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = get_inspection(request, pk)
    return inspection_page(request, visit, PhotosForm())


def inspection_page(
    request: SignedInRequest, visit: Inspection, photos_form: PhotosForm, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    findings = visit.findings.prefetch_related("photos", "events__actor")
    context = {
        "inspection": visit,
        "place_name": visit.station.area.full_name(),
        "scores": list(visit.scores.select_related("item")),
        "photos": list(visit.photos.filter(finding=None)),
        "findings": [(finding, due_words(finding, today)) for finding in findings],
        "left": sum(finding.is_open for finding in findings),
        "may_add": can_add_to(request.user, visit),
        "may_delete": can_manage(request.user, visit.office),
        "photos_form": photos_form,
    }
    return office_page(request, PART, "inspections/detail.html", context, status)


@SHOW_OR_ACT
@staff_only
def inspect(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a visit: which sheet is chosen first, by GET."""
    visible = Station.objects.looked_after_by(request.user).select_related("area")
    station = get_object_or_404(visible, pk=pk)
    offices = offices_over(request.user, station)
    sheets = list(ScoreSheet.objects.current().for_area(station.area).select_related("area"))
    sheet = _chosen(request, sheets)
    visit = Inspection(station=station, sheet=sheet, recorded_by=request.user)
    today = timezone.localdate()
    is_sent = request.method == "POST" and sheet is not None
    data, files = (request.POST, request.FILES) if is_sent else (None, None)
    form = InspectionForm(
        data, files, instance=visit, offices=offices, initial={"day": today, "office": offices[-1]}
    )
    points = PointsForm(data, items=list(sheet.items.all()) if sheet else [])
    visited = form.cleaned_data.get("day", today) if form.is_valid() else today
    findings = FindingFormSet(data, files, prefix="finding", form_kwargs={"visited": visited})
    if all([form.is_valid(), points.is_valid(), findings.is_valid()]):
        try:
            with transaction.atomic():
                form.instance.record(points.by_item)
                _add_details(form, findings.written, request.user)
                record(request, f"登记督查：{station}，{visit.team}", station.area)
        except SheetReplacedError as error:
            form.add_error(None, str(error))
        else:
            flash.success(request, "督查已登记。")
            return redirect("office:inspection", visit.pk)
    context = {
        "station": station,
        "sheets": sheets,
        "sheet": sheet,
        "form": form,
        "points": points,
        "findings": findings,
        "has_errors": form.is_bound,
    }
    return office_page(
        request, PART, "inspections/record.html", context, 422 if form.is_bound else 200
    )


def _chosen(request: SignedInRequest, sheets: list[ScoreSheet]) -> ScoreSheet | None:
    """The one asked for, else the nearest; None when there is none. 404 for a stranger's."""
    asked = request.POST.get("sheet") or request.GET.get("sheet", "")
    if not asked:
        return sheets[0] if sheets else None
    found = [sheet for sheet in sheets if str(sheet.pk) == asked]
    if found:
        return found[0]
    if request.method == "POST":
        # Replaced while somebody was typing: the newer version takes its place, points are asked again.
        return sheets[0] if sheets else None
    raise Http404


def _add_details(form: InspectionForm, findings: list[FindingForm], by: User) -> None:
    attach(form.instance, form.cleaned_data["photos"])
    for line in findings:
        find(form.instance, by, **line.cleaned_data)


@SHOW_OR_ACT
@managers_only
def delete_inspection(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was typed by mistake; refused as soon as a second look was recorded."""
    visit = get_inspection(request, pk)
    if not can_manage(request.user, visit.office):
        raise Http404
    if visit.findings.filter(looks__gt=0).exists():
        flash.error(request, "已经有复查记录，不能删除了。")
        return redirect("office:inspection", visit.pk)
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"inspection": visit, "form": form}
        status = 422 if form.errors else 200
        return office_page(request, PART, "inspections/delete.html", context, status)
    with transaction.atomic():
        record(request, f"删除督查：{visit}", visit.station.area, form.cleaned_data["reason"])
        forget_files(photo.image for photo in visit.photos.all())
        visit.delete()
    flash.success(request, "这次督查的记录已删除。")
    return redirect("office:inspections")


# photos ---------------------------------------------------------------------------------------


@require_POST
@staff_only
def add_photos(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = get_own(request, pk)
    form = PhotosForm(request.POST, request.FILES)
    if not form.is_valid():
        return inspection_page(request, visit, form, 422)
    with transaction.atomic():
        attach(visit, form.cleaned_data["photos"])
    flash.success(request, "照片已加上。")
    return redirect("office:inspection", visit.pk)


@require_safe
def inspection_photo(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """For staff who see the station; to everybody else there is no such picture."""
    try:
        file = _photo(request, pk).image.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type="image/jpeg")
    response.headers["Content-Disposition"] = "inline"
    return response


@require_POST
@staff_only
def delete_inspection_photo(request: SignedInRequest, pk: int) -> HttpResponse:
    photo = _photo(request, pk)
    visit = photo.inspection
    if not can_add_to(request.user, visit):
        raise Http404
    with transaction.atomic():
        record(request, f"删除督查照片：{visit}", visit.station.area)
        photo.delete()
    flash.success(request, "照片已删除。")
    return redirect("office:inspection", visit.pk)


def _photo(request: SignedInRequest, pk: int) -> InspectionPhoto:
    visible = Inspection.objects.looked_after_by(request.user).order_by().values("pk")
    photos = InspectionPhoto.objects.filter(inspection__in=visible)
    return get_object_or_404(
        photos.select_related("inspection__station__area", "inspection__office"), pk=pk
    )


# shared ---------------------------------------------------------------------------------------


def get_inspection(request: SignedInRequest, pk: int) -> Inspection:
    visible = Inspection.objects.looked_after_by(request.user).with_totals()
    related = ("station__area", "sheet__area", "office", "recorded_by")
    return get_object_or_404(visible.select_related(*related), pk=pk)


def get_own(request: SignedInRequest, pk: int) -> Inspection:
    """One that the person may add to; 404 for others who only read it."""
    visit = get_inspection(request, pk)
    if not can_add_to(request.user, visit):
        raise Http404
    return visit
