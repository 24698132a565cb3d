"""Years and values as places on a plot, and curves as lines through them.

A template turns them into SVG with attributes and classes. Coordinates are units of the viewBox;
labels keep their distance in ``em``, because the type is larger on a phone (css/curves.css).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from supervision.curves.curve import Point

Place = tuple[float, float]
Value = Callable[[Point], float | None]
Joins = Callable[[Point], bool]

Address = Callable[[Point], str]

HOLLOW_WORDS = {"reported": "报告数", "small": "样本不足"}
MARKS = "甲乙丙丁"  # at the ends of compared lines
NEAR_YEARS = 20  # so near the bottom a label would run into the years
CLOSE = 24.0  # two marks this near would meet, on a phone


@dataclass(frozen=True)
class Plot:
    """Where the years and the values lie."""

    years: Sequence[int]
    low: float
    high: float
    left: float
    right: float
    top: float
    bottom: float
    inset: float = 0.0

    def x(self, year: int) -> float:
        return self.xs[year]

    @cached_property
    def xs(self) -> dict[int, float]:
        """In from the edges by ``inset``: labels stand around their dots."""
        start, step = self.left + self.inset, 2 * self.half_step
        return {year: round(start + n * step, 1) for n, year in enumerate(self.years)}

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(self.bottom - share * (self.bottom - self.top), 1)

    @cached_property
    def half_step(self) -> float:
        width = self.right - self.left - 2 * self.inset
        return width / max(1, len(self.years) - 1) / 2


@dataclass(frozen=True)
class Dot:
    """``kind``: solid, reported or small (both hollow). ``dy``: of the label, in em."""

    x: float
    y: float
    label: str
    dy: str
    kind: str
    point: Point
    url: str = ""


@dataclass(frozen=True)
class Line:
    """``lines``: runs of comparable years; ``gaps``: the same years across a missing one or to a
    reported one (dashed); both as the ``d`` of a path.
    """

    name: str
    lines: str
    gaps: str
    dots: Sequence[Dot]
    breaks: Sequence[float] = ()  # x of each break
    style: int = 0
    end: Place = (0, 0)
    end_dy: str = "0.35em"

    @property
    def mark(self) -> str:
        return MARKS[self.style]


@dataclass(frozen=True)
class Target:
    """``x`` is where the label stands: clear of the marks of compared lines."""

    x1: float
    x2: float
    y: float
    label: str
    x: float


@dataclass(frozen=True)
class Year:
    """``under``: ballots, workload and what kind of year, where there is one department."""

    x: float
    year: int
    under: Sequence[str]


@dataclass(frozen=True)
class Chart:
    title: str
    description: str
    width: int
    height: int
    plot: Plot
    grid: Sequence[tuple[float, str]]  # y, label
    years: Sequence[Year]
    lines: Sequence[Line]
    targets: Sequence[Target] = ()
    beside: Sequence[Dot] = ()

    @property
    def breaks(self) -> list[float]:
        """Each once, however many lines break there."""
        return sorted({x for line in self.lines for x in line.breaks})


def kind_of(point: Point) -> str:
    return "reported" if point.is_reported else "small" if point.is_small else "solid"


def paths(points: Sequence[Point], plot: Plot, value: Value, breaks: Joins) -> tuple[str, str]:
    """(solid, dashed): neither crosses a break."""
    solid: list[str] = []
    dashed: list[str] = []
    before: Point | None = None
    for point in points:
        at = value(point)
        if at is None:
            if breaks(point):
                before = None  # what follows is not comparable with what went before
            continue
        was = value(before) if before else None
        if before and was is not None and not breaks(point):
            piece = (
                f"M{plot.x(before.year):g} {plot.y(was):g}L{plot.x(point.year):g} {plot.y(at):g}"
            )
            is_next = before.year == point.year - 1
            plain_years = kind_of(before) == "solid" and kind_of(point) == "solid"
            (solid if is_next and plain_years else dashed).append(piece)
        before = point
    return "".join(solid), "".join(dashed)


def line_of(
    name: str,
    points: Sequence[Point],
    plot: Plot,
    value: Value,
    breaks: Joins,
    label: Callable[[Point], str],
    address: Address,
    *,
    style: int = 0,
    turned: bool = False,
) -> Line:
    """``turned``: small values are at the top (ranks)."""
    solid, dashed = paths(points, plot, value, breaks)
    shown = [(point, at) for point in points if (at := value(point)) is not None]
    dots = []
    for place, (point, at) in enumerate(shown):
        others = [near for _, near in shown[max(0, place - 1) : place + 2]]
        is_peak = at * len(others) >= sum(others)
        y = plot.y(at)
        above = is_peak != turned or y > plot.bottom - NEAR_YEARS
        dots.append(
            Dot(
                plot.x(point.year),
                y,
                label(point),
                "-0.75em" if above else "1.5em",
                kind_of(point),
                point,
                address(point),
            )
        )
    first = shown[0][0].year if shown else 0
    marks = [
        round(plot.x(point.year) - plot.half_step, 1)
        for point in points
        if breaks(point) and point.year > first
    ]
    end = (dots[-1].x, dots[-1].y) if dots else (0.0, 0.0)
    return Line(name, solid, dashed, dots, marks, style, end)


def spread_ends(lines: Sequence[Line], plot: Plot) -> list[Line]:
    """Marks at the right ends, those that would meet moved apart around their middle."""
    drawn = sorted((line for line in lines if line.dots), key=lambda line: line.end[1])
    clusters: list[list[Line]] = []
    for line in drawn:
        if clusters and line.end[1] - _middle(clusters[-1]) < CLOSE * (len(clusters[-1]) + 1) / 2:
            clusters[-1].append(line)
        else:
            clusters.append([line])
    moved = {}
    for cluster in clusters:
        y = round(_middle(cluster), 1)
        for place, line in enumerate(cluster):
            dy = 1.1 * (place - (len(cluster) - 1) / 2) + 0.35
            moved[line.style] = replace(line, end=(line.end[0] + 12, y), end_dy=f"{dy:.2f}em")
    return [moved.get(line.style, line) for line in lines]


def _middle(cluster: Sequence[Line]) -> float:
    return sum(line.end[1] for line in cluster) / len(cluster)
