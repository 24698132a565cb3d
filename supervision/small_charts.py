"""Small multiples: the curve of each department in a few strokes, all on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor

from supervision.charts import Plot, paths
from supervision.curves import Curve, Point

SMALL = {"left": 14.0, "right": 186.0, "top": 8.0, "bottom": 84.0}


@dataclass(frozen=True)
class Small:
    """A small multiple: every dot of a kind is in one path (round caps make the dots)."""

    lines: str
    gaps: str
    dots: str
    hollow: str
    breaks: str
    target: str


def small(curve: Curve, measure: str, low: float, target: Decimal | None) -> Small:
    plot = Plot(curve.years, low, 100, **SMALL)

    def value(point: Point) -> float | None:
        found = point.value(measure)
        return None if found is None else float(found)

    lines, gaps = paths(curve.points, plot, value, lambda p: p.breaks)
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
    line = "" if target is None else f"M{plot.left:g} {plot.y(float(target)):g}H{plot.right:g}"
    return Small(lines, gaps, "".join(dots), "".join(hollow), "".join(breaks), line)


def lowest(curves: Sequence[Curve], measure: str) -> float:
    """One axis for all small multiples, or they could not be compared."""
    values = [float(v) for c in curves for p in c.points if (v := p.value(measure)) is not None]
    return max(0.0, floor((min(values, default=60.0) - 2) / 10) * 10)
