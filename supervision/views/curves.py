"""曲线图: all departments at once, some beside each other; the rules of the flags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage, offices_of
from office.frame import form_page, managers_only, office_page, staff_only
from office.notes import record, what_changed
from supervision.curves import charts, small_charts
from supervision.curves.curve import LAST, Curve, Curves, Point
from supervision.curves.flags import (
    FALLING,
    LABELS,
    LOW,
    REACHED,
    Flag,
    figure,
    judge,
    on,
    rules_words,
)
from supervision.curves.plot import Plot
from supervision.curves.reading import read
from supervision.curves.words import overview
from supervision.forms.curves import CompareForm, CurveFilterForm, CurveRulesForm
from supervision.models import CurveRules, Measure
from supervision.views.pages import area_asked_for, managed_area

PART = "curves"
SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])
TONES = {REACHED: "done", FALLING: "soon", LOW: "late"}
Flags = dict[int, list[Flag]]


@dataclass(frozen=True)
class Card:
    """A small multiple. ``value`` and ``rank`` are of its latest year; ``remark`` says which."""

    name: str
    url: str
    flags: Sequence[tuple[str, str]]  # tone, label
    value: str
    rank: str
    remark: str
    strokes: str


@require_safe
@staff_only
def curves(request: SignedInRequest) -> HttpResponse:
    """Small multiples of all, or the same as a table."""
    area = area_asked_for(request)
    found = read(area)
    rules = CurveRules.of(area)
    flags = {curve.department: judge(curve, rules) for curve in found.curves}
    classes = list(dict.fromkeys(curve.class_name for curve in found.curves))
    form = CurveFilterForm(request.GET, classes=classes, measure=found.measure)
    chosen = form.chosen
    shown = _ordered(_narrowed(found.curves, flags, chosen), chosen)
    as_table = chosen.get("view") == "table"
    target = _target(found, chosen["measure"])
    plot = small_charts.plot_of(found.years, small_charts.lowest(found.curves, chosen["measure"]))
    context = {
        "area": area,
        "offices": offices_of(request.user),
        "found": found,
        "form": form,
        "title": _overview(found, flags),
        "shown": len(shown),
        "rules": rules_words(rules),
        "measure": Measure(chosen["measure"]).label,
        "as_table": as_table,
        "as_of": timezone.now(),
        "may_change": can_manage(request.user, area),
        "target": target,
        "line": small_charts.target_line(plot, target),
        "labels": LABELS,
        "rows": [row_of(curve, flags, chosen["measure"]) for curve in shown] if as_table else [],
        "groups": [] if as_table else _groups(shown, found, flags, chosen, plot),
        "kept_area": request.GET.get("area", ""),
    }
    return office_page(request, PART, "supervision/office/curves.html", context)


def _narrowed(rows: Sequence[Curve], flags: Flags, chosen: dict[str, str]) -> list[Curve]:
    wanted, kind = chosen.get("unit_class"), chosen.get("flag")
    return [
        curve
        for curve in rows
        if (not wanted or curve.class_name == wanted)
        and (not kind or any(f.is_on and f.kind == kind for f in flags[curve.department]))
    ]


def _ordered(rows: list[Curve], chosen: dict[str, str]) -> list[Curve]:
    """Those without a figure last; the list's own order where nothing else is asked for."""
    if chosen.get("order") == "rank":
        return sorted(rows, key=lambda curve: curve.latest.rank or LAST)
    if chosen.get("order") == "value":
        return sorted(rows, key=lambda curve: _value(curve, chosen["measure"]), reverse=True)
    return rows


def _value(curve: Curve, measure: str) -> Decimal:
    value = curve.latest.value(measure)
    return Decimal(-1) if value is None else value


def _groups(
    shown: Sequence[Curve], found: Curves, flags: Flags, chosen: dict[str, str], plot: Plot
) -> list[tuple[str, list[Card]]]:
    """By class, in the list's order; one group where another order is asked for."""
    measure = chosen["measure"]
    base = reverse("office:curve", args=[0]).removesuffix("0/")
    query = _query(found, measure)
    groups: dict[str, list[Card]] = {}
    for curve in shown:
        name = "" if chosen.get("order") else curve.class_name or "不分类"
        latest = curve.latest
        card = Card(
            curve.name,
            f"{base}{curve.department}/{query}",
            badges(flags[curve.department]),
            figure(latest.value(measure), measure),
            "" if latest.rank is None else f"第 {latest.rank}／{latest.ranked} 名",
            _remark(latest, found),
            small_charts.strokes(curve, measure, plot),
        )
        groups.setdefault(name, []).append(card)
    return list(groups.items())


def _query(found: Curves, measure: str) -> str:
    return "" if measure == found.measure else f"?measure={measure}"


def _remark(latest: Point, found: Curves) -> str:
    remarks = [] if latest.year == found.years[-1] else [f"{latest.year} 年"]
    remarks += ["报告数"] if latest.is_reported else []
    remarks += ["样本不足"] if latest.is_small else []
    return " · ".join(remarks)


def badges(flags: Sequence[Flag]) -> list[tuple[str, str]]:
    """(tone, label) of those that are on."""
    return [(TONES[flag.kind], flag.label) for flag in on(flags)]


def row_of(curve: Curve, flags: Flags, measure: str) -> dict[str, Any]:
    """A line of the table twin."""
    by_year = {point.year: point for point in curve.points}
    return {
        "curve": curve,
        "cells": [(year, *_cell(by_year.get(year), measure)) for year in curve.years],
        "flags": badges(flags.get(curve.department, [])),
    }


def _cell(point: Point | None, measure: str) -> tuple[str, str]:
    """(figure, rank and remarks)."""
    if point is None:
        return "—", ""
    remarks = [] if point.rank is None else [f"第 {point.rank}／{point.ranked} 名"]
    remarks += ["报告数"] if point.is_reported else []
    remarks += ["样本不足"] if point.is_small else []
    remarks += ["和前面不可比"] if point.breaks else []
    return figure(point.value(measure), measure), " · ".join(remarks)


def _target(found: Curves, measure: str) -> Decimal | None:
    """The line of the latest counted year, where it is about this measure."""
    for curve in found.curves:
        for point in curve.points:
            scheme = point.scheme
            if scheme and point.year == curve.last_counted and scheme.target_measure == measure:
                return scheme.target
    return None


def _overview(found: Curves, flags: Flags) -> str:
    counts = dict.fromkeys(LABELS, 0)
    for row in flags.values():
        for flag in on(row):
            counts[flag.kind] += 1
    said = [(LABELS[kind], n) for kind, n in counts.items()]
    last = next((curve.last_counted for curve in found.curves), None)
    return overview(said, len(found.curves), last)


# some beside each other -----------------------------------------------------------------------


@require_safe
@staff_only
def compare(request: SignedInRequest) -> HttpResponse:
    """Two to four departments in one chart."""
    area = area_asked_for(request)
    found = read(area)
    asked = request.GET if any(name in request.GET for name in ("d1", "d2")) else None
    form = CompareForm(
        asked, departments=[(curve.department, curve.name) for curve in found.curves]
    )
    measure = request.GET.get("measure", "")
    measure = measure if measure in Measure.values else found.measure
    chosen = [curve for pk in form.chosen if (curve := found.of(pk))] if form.is_valid() else []
    context = {
        "area": area,
        "form": form,
        "chosen": chosen,
        "as_of": timezone.now(),
        "found": found,
        "measure": measure,
        "measure_label": Measure(measure).label,
        "measures": Measure.choices,
        "scores": charts.compare_scores(chosen, measure) if chosen else None,
        "ranks": charts.compare_ranks(chosen) if chosen else None,
        "rows": [row_of(curve, {}, measure) for curve in chosen],
        "kept_area": request.GET.get("area", ""),
    }
    status = 422 if form.errors else 200
    return office_page(request, PART, "supervision/office/curve_compare.html", context, status)


# rules ----------------------------------------------------------------------------------------


@SHOW_OR_ACT
@managers_only
def curve_rules(request: SignedInRequest) -> HttpResponse:
    area = managed_area(request)
    bound = request.POST if request.method == "POST" else None
    form = CurveRulesForm(bound, instance=CurveRules.of(area))
    back = f"{reverse('office:curves')}?area={area.code}"
    if bound is None or not form.is_valid():
        title = f"{area.short_name}的曲线提示规则"
        text = "只看系统计票的年度：报告数和样本不足的年度不判断，不可比的年度之间不判断。"
        return form_page(request, PART, form, title, back, text=text)
    changes = what_changed(form)
    with transaction.atomic():
        form.save()
        record(request, f"{area.short_name}曲线提示规则", area, changes)
    flash.success(request, "改好了，曲线马上按新规则提示。" if changes else "没有改动。")
    return redirect(back)
