"""One department's five years, what lies beneath each of them, and the list for bonuses."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import office_scope_q
from areas.models import Area
from jobs.writing import write_workbook
from office.frame import office_page, staff_only
from office.notes import Action, record
from stations.models import Department
from supervision.curves import charts
from supervision.curves.curve import Curve, Curves, Point
from supervision.curves.flags import judge, reaching, rules_words
from supervision.curves.reading import read
from supervision.curves.words import headline
from supervision.models import CurveRules, Measure, Rectification, Result, SchemeOption, Tally
from supervision.scheme_words import reached_words, weights_line
from supervision.states import RectificationState
from supervision.views.curves import PART, TONES, badges
from supervision.views.pages import LONGEST_CODE, area_asked_for
from yichang_renda.asking import number_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BONUS_HEADER = (
    "单位",
    "类别",
    "达标线",
    "加权得分",
    "满意率（%）",
    "名次",
    "参加排名的单位",
    "有效票",
    "当年承办留言",
    "连续达标（年）",
    "方案",
)
BONUS_WIDTHS = (30, 14, 20, 12, 14, 10, 18, 10, 16, 16, 30)
PEERS = 2  # suggested for comparing
FULL_LABEL, NUMBER_ALONE = 27, 6  # percent of the bar that a label, a number needs


@require_safe
@staff_only
def curve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Its page; who went into another department is shown there."""
    department, area = _department(request, pk)
    found = read(area)
    if now := found.became.get(pk):
        return redirect("office:curve", now)
    one = found.of(pk)
    context: dict[str, Any] = {
        "department": department,
        "area": area,
        "as_of": timezone.now(),
        "found": found,
    }
    if one is None:
        return office_page(request, PART, "supervision/office/curve_empty.html", context)
    asked = request.GET.get("measure", "")
    measure = asked if asked in Measure.values else found.measure
    rules = CurveRules.of(area)
    flags = judge(one, rules)
    context |= {
        "curve": one,
        "title": headline(one),
        "badges": badges(flags),
        "flags": [(TONES[flag.kind], flag) for flag in flags],
        "rules": rules_words(rules),
        "measure": Measure(measure).label,
        "other": next(m for m in Measure if m != measure),
        "scores": charts.score_chart(one, measure, beneath),
        "ranks": charts.rank_chart(one, beneath),
        "rows": rows_of(one),
        "compare_url": _compare_url(one, found),
        "latest": latest_of(one),
        "like": sum(other.class_name == one.class_name for other in found.curves),
    }
    return office_page(request, PART, "supervision/office/curve.html", context)


def _department(request: SignedInRequest, pk: int) -> tuple[Department, Area]:
    """With the area that rated it: its own, or one named by ``?area=``."""
    visible = Department.objects.looked_after_by(request.user).select_related("area")
    department = get_object_or_404(visible, pk=pk)
    code = request.GET.get("area", "")[:LONGEST_CODE].replace("\0", "")
    if not code or code == department.area.code:
        return department, department.area
    return department, get_object_or_404(Area, office_scope_q(request.user, ""), code=code)


def rows_of(one: Curve) -> list[tuple[Point, str]]:
    """(point, address of what lies beneath it), newest first; with those beside."""
    points = sorted([*one.points, *one.beside], key=lambda point: -point.year)
    return [(point, beneath(point)) for point in points]


def beneath(point: Point) -> str:
    """Where a point leads: to the result, or the reported row, it was drawn from."""
    if point.evaluation is None:
        return reverse("office:reported_results")
    return reverse("office:evaluation_result", args=[point.evaluation])


def _compare_url(one: Curve, found: Curves) -> str:
    """With those of the same class whose places are next to it."""
    like = [
        curve
        for curve in found.curves
        if curve.class_name == one.class_name and curve.department != one.department
    ]
    rank = one.latest.rank or 0
    like.sort(key=lambda curve: abs((curve.latest.rank or len(like)) - rank))
    chosen = [one, *like[:PEERS]]
    query = "&".join(f"d{n}={curve.department}" for n, curve in enumerate(chosen, start=1))
    return f"{reverse('office:curve_compare')}?area={found.area.code}&{query}"


# the latest year ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """A piece of the bar; ``x``, ``width`` and ``middle`` in percent."""

    label: str
    votes: int
    tone: str
    x: float
    width: float
    text: str

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)


def latest_of(one: Curve) -> dict[str, Any]:
    """The latest counted year: its bar, its count, its scheme in one line. Five queries."""
    point = next((point for point in reversed(one.points) if point.result), None)
    if point is None or point.scheme is None:
        return {}
    options = list(SchemeOption.objects.filter(scheme=point.scheme.pk).order_by("position"))
    votes = Tally.objects.filter(result=point.result).order_by()
    by_option = dict(votes.values_list("option").annotate(n=Sum("votes")))
    result = Result.objects.select_related("count").get(pk=int(point.result or 0))
    items = Rectification.objects.filter(subject=result.subject_id)
    items = items.exclude(state=RectificationState.CANCELLED)
    return {
        "point": point,
        "to_mend": items.count(),
        "mended": items.filter(state=RectificationState.DONE).count(),
        "parts": _parts(options, by_option),
        "result": result,
        "weights": weights_line(options),
        "url": beneath(point),
        "target": reached_words(point.scheme.target_measure, point.scheme.target),
    }


def _parts(options: list[SchemeOption], votes: dict[int | None, int]) -> list[Part]:
    """Of the ballots with a mark, best first. Those without one are said in words."""
    total = sum(votes.get(option.pk, 0) for option in options)
    weighted = [option for option in options if option.weight is not None]
    parts: list[Part] = []
    x = 0.0
    for option in options:
        number = votes.get(option.pk, 0)
        width = round(100 * number / total, 2) if total else 0.0
        tone = "none"
        if option.weight is not None:
            place = weighted.index(option)
            tone = "good" if place == 0 else "bad" if place == len(weighted) - 1 else "fair"
        full = f"{option.label} {number}"
        text = full if width >= FULL_LABEL else str(number) if width >= NUMBER_ALONE else ""
        parts.append(Part(option.label, number, tone, round(x, 2), width, text))
        x += width
    return parts


# bonuses --------------------------------------------------------------------------------------


@require_POST
@staff_only
def bonus(request: SignedInRequest) -> HttpResponse:
    """A workbook of those that reached the line in a year; the log keeps who took it."""
    area = area_asked_for(request)
    found = read(area)
    year = number_of(request.POST.get("year", ""), 4)
    if year not in found.years:
        raise Http404
    name = f"{area.short_name} {year} 年测评达标单位"
    target = io.BytesIO()
    rows = bonus_rows(found, year)
    write_workbook(rows, BONUS_HEADER, target, title=f"{year} 年达标单位", widths=BONUS_WIDTHS)
    record(request, name, area, action=Action.EXPORT)
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return response


def bonus_rows(found: Curves, year: int) -> list[tuple[Any, ...]]:
    """Counted years with enough ballots alone: nobody is rewarded for a reported figure."""
    rows: list[tuple[Any, ...]] = []
    for one in found.curves:
        until = [point for point in one.counted() if point.year <= year]
        if not until or until[-1].year != year or not until[-1].reaches:
            continue
        point = until[-1]
        assert point.scheme
        line = reached_words(point.scheme.target_measure, point.scheme.target)
        rows.append(
            (
                one.name,
                point.class_name,
                line,
                point.score,
                point.satisfaction,
                point.rank,
                point.ranked,
                point.ballots,
                point.workload,
                len(reaching(until)),
                point.scheme_name,
            )
        )
    return rows
