"""Small multiples: the curve of each department in a few strokes, all on one axis.

Every dot of a kind is in one path, whose round caps make the dots: a page has 53 of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import floor

from django.utils.html import format_html
from django.utils.safestring import SafeString

from supervision.curves.curve import Curve, Point
from supervision.curves.plot import Plot, paths

PATH = '<path class="curve-%s" d="{}"/>'
SMALL = {"left": 14.0, "right": 186.0, "top": 8.0, "bottom": 84.0}


def plot_of(years: Sequence[int], low: float) -> Plot:
    """One for all of them."""
    return Plot(years, low, 100, **SMALL)


def strokes(curve: Curve, measure: str, plot: Plot) -> SafeString:
    """The paths of one curve, without those that have nothing to draw."""

    def value(point: Point) -> float | None:
        found = point.value(measure)
        return None if found is None else float(found)

    lines, gaps = paths(curve.points, plot, value, lambda point: point.breaks)
    dots: list[str] = []
    hollow: list[str] = []
    breaks: list[str] = []
    for place, point in enumerate(curve.points):
        at = value(point)
        if at is None:
            continue
        x = plot.x(point.year)
        (hollow if point.is_reported or point.is_small else dots).append(f"M{x:g} {plot.y(at):g}h0")
        if point.breaks and place:
            breaks.append(f"M{x - plot.half_step:g} {plot.top:g}V{plot.bottom:g}")
    rings = "".join(hollow)
    drawn = (
        ("break", "".join(breaks)),
        ("gap", gaps),
        ("path", lines),
        ("dots", "".join(dots)),
        ("rings", rings),
        ("holes", rings),
    )
    shown = [(kind, d) for kind, d in drawn if d]
    # One call for all of them: a page has 53 curves.
    return format_html("".join(PATH % kind for kind, _ in shown), *(d for _, d in shown))


def target_line(plot: Plot, target: Decimal | None) -> str:
    if target is None:
        return ""
    return f"M{plot.left:g} {plot.y(float(target)):g}H{plot.right:g}"


def lowest(curves: Sequence[Curve], measure: str) -> float:
    """One axis for all small multiples, or they could not be compared."""
    values = [float(v) for c in curves for p in c.points if (v := p.value(measure)) is not None]
    return max(0.0, floor((min(values, default=60.0) - 2) / 10) * 10)
