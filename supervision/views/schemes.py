"""测评方案: all versions, one in words, editing one that no evaluation has opened under."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage, managed_areas
from office.frame import managers_only, office_page, staff_only
from office.lists import Column, Empty, Listing, listed, to
from office.notes import record
from supervision.forms.schemes import (
    STARTS,
    GradeFormSet,
    OptionFormSet,
    SchemeForm,
    VersionForm,
    agree,
)
from supervision.models import Scheme, SchemeFrozenError
from supervision.scheme_words import sentences
from supervision.states import Purpose

PART = "schemes"
SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


@listed
class Schemes(Listing):
    """The newest version of each; older ones stand on its page."""

    key, title, part = "schemes", "测评方案", PART
    intro = "选项、分值、达标线和排名怎么算。测评一开始，用的这一版就定下来，不能再改。"
    lead = "supervision/office/_setting_links.html"
    add = ("office:scheme_add", "新建方案")
    columns = (
        Column(
            "name",
            "方案",
            value=str,
            link=to("office:scheme"),
            sort="name",
            is_head=True,
            width=36,
        ),
        Column(
            "comparable",
            "和上一版",
            value=lambda one: one.previous_id and ("可以比较" if one.is_comparable else "不可比"),
            words=lambda one: (
                one.previous_id and f"和上一版{'可以比较' if one.is_comparable else '不可比'}"
            ),
            under="name",
        ),
        Column("area", "制定机关", value="area.short_name", sort="area__path"),
        Column("purpose", "用于", value="get_purpose_display", sort="purpose"),
        Column(
            "frozen_at",
            "状态",
            value=lambda one: "已定版" if one.is_frozen else "还能改",
            tone=lambda one: "done" if one.is_frozen else "soon",
            sort="frozen_at",
        ),
        Column("used", "用过", words=lambda one: f"{one.used} 次", sort="-used", is_number=True),
    )

    def rows(self) -> QuerySet[Scheme]:
        visible = Scheme.objects.looked_after_by(self.user).newest()
        return visible.select_related("area").annotate(used=Count("evaluations"))

    def when_empty(self) -> Empty:
        if not self.add_url:
            return Empty("还没有测评方案", "由管理本级的人员建。")
        return Empty("还没有测评方案", "从一个现成的开始改就行。", self.add_url, "新建方案")


@require_safe
@staff_only
def schemes(request: SignedInRequest) -> HttpResponse:
    return Schemes(request.user, request.GET).respond(request)


@require_safe
@staff_only
def scheme(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_scheme(request, pk)
    options, grades = list(found.options.all()), list(found.grades.all())
    versions = Scheme.objects.filter(area=found.area, name=found.name).order_by("-version")
    context = {
        "scheme": found,
        "options": options,
        "grades": grades,
        "sentences": sentences(found, options, grades),
        "versions": list(versions),
        "is_newest": not versions.filter(previous=found).exists(),
        "evaluations": list(found.evaluations.order_by("-year", "-pk")[:20]),
        "may_change": can_manage(request.user, found.area),
        "is_rating": found.purpose == Purpose.RATING,
    }
    return office_page(request, PART, "supervision/office/scheme.html", context)


@SHOW_OR_ACT
@managers_only
def add_scheme(request: SignedInRequest) -> HttpResponse:
    """First the starting point (``?start=duty``), then the form, filled in."""
    start = STARTS.get(request.GET.get("start", ""))
    if start is None:
        return office_page(
            request, PART, "supervision/office/scheme_start.html", {"starts": STARTS.items()}
        )
    new = Scheme(purpose=start.purpose, name=start.name)
    if start.grades:
        new.grading = "share"
    return _edit(request, new, start.option_rows(), start.grade_rows())


@SHOW_OR_ACT
@managers_only
def edit_scheme(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _managed(request, pk)
    if found.is_frozen:
        flash.error(request, str(SchemeFrozenError()))
        return redirect("office:scheme", pk)
    keys = ("label", "weight", "is_satisfied", "is_graded")
    options = list(found.options.values(*keys))
    return _edit(request, found, options, list(found.grades.values("label", "at_least")))


def _edit(
    request: SignedInRequest, found: Scheme, options: list[Any], grades: list[Any]
) -> HttpResponse:
    bound = request.POST if request.method == "POST" else None
    is_new, purpose = found.pk is None, found.purpose
    areas = managed_areas(request.user) if is_new else [found.area]
    form = SchemeForm(
        bound, instance=found, areas=areas, initial={"area": areas[0]} if is_new else {}
    )
    option_rows = OptionFormSet(bound, prefix="option", initial=options, purpose=purpose)
    # A choice has no grades: nothing is read of what is not asked.
    rated = (
        bound if purpose == Purpose.RATING else {"grade-TOTAL_FORMS": 0, "grade-INITIAL_FORMS": 0}
    )
    grade_rows = GradeFormSet(rated if bound else None, prefix="grade", initial=grades)
    if bound is not None and agree(form, option_rows, grade_rows):
        try:
            with transaction.atomic():
                form.instance.revise(option_rows.options, grade_rows.grades)
                record(request, f"{'新建' if is_new else '修改'}测评方案：{found}", found.area)
        except (SchemeFrozenError, IntegrityError) as error:
            form.add_error(None, _why(error, form.instance))
        else:
            flash.success(request, f"「{found}」保存好了。")
            return redirect("office:scheme", found.pk)
    context = {
        "form": form,
        "options": option_rows,
        "grades": grade_rows,
        "is_new": is_new,
        "is_rating": purpose == Purpose.RATING,
        "has_errors": bound is not None,
        "scheme": Scheme.objects.filter(pk=found.pk).first(),
    }
    return office_page(
        request, PART, "supervision/office/scheme_edit.html", context, 422 if bound else 200
    )


def _why(error: Exception, scheme: Scheme) -> str:
    """For the person; what is not theirs to mend is raised again."""
    if isinstance(error, SchemeFrozenError):
        return str(error)
    if scheme.is_name_taken():
        return "同名的方案刚刚被别人存了，请换个名称。"
    raise error


@SHOW_OR_ACT
@managers_only
def new_version(request: SignedInRequest, pk: int) -> HttpResponse:
    """A copy to change, and the decision whether the curve goes on across it."""
    found = _managed(request, pk)
    form = VersionForm(request.POST if request.method == "POST" else None)
    if newer := Scheme.objects.filter(previous=found).first():
        flash.info(request, f"已经有更新的一版：{newer}。")
        return redirect("office:scheme", newer.pk)
    if request.method != "POST" or not form.is_valid():
        context = {"scheme": found, "form": form}
        status = 422 if form.errors else 200
        return office_page(request, PART, "supervision/office/scheme_version.html", context, status)
    try:
        with transaction.atomic():
            copied = found.new_version(is_comparable=form.cleaned_data["is_comparable"])
            words = "和上一版可比" if copied.is_comparable else "和上一版不可比"
            record(request, f"测评方案新版本：{copied}", found.area, words)
    except IntegrityError:  # two pressed the button at the same moment
        return redirect("office:scheme_new_version", pk)
    return redirect("office:scheme_edit", copied.pk)


@require_POST
@managers_only
def delete_scheme(request: SignedInRequest, pk: int) -> HttpResponse:
    """A draft that nothing uses: frozen ones stay for ever."""
    found = _managed(request, pk)
    if (
        found.is_frozen
        or found.evaluations.exists()
        or Scheme.objects.filter(previous=found).exists()
    ):
        flash.error(request, "这一版已经用上了，不能删除。")
        return redirect("office:scheme", pk)
    with transaction.atomic():
        record(request, f"删除测评方案：{found}", found.area)
        Scheme.objects.filter(pk=pk, frozen_at=None).delete()
    flash.success(request, f"「{found}」已删除。")
    return redirect("office:schemes")


def get_scheme(request: SignedInRequest, pk: int) -> Scheme:
    visible = Scheme.objects.looked_after_by(request.user).select_related("area", "previous")
    return get_object_or_404(visible, pk=pk)


def _managed(request: SignedInRequest, pk: int) -> Scheme:
    found = get_scheme(request, pk)
    if not can_manage(request.user, found.area):
        raise Http404
    return found
