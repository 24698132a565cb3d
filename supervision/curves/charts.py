"""Charts as geometry: numbers and words, from the same points as the table beside them.

A template turns them into SVG with attributes and classes. Coordinates are units of the viewBox;
labels keep their distance in ``em``, because the type is larger on a phone (css/curves.css).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from math import floor

from supervision.curves.curve import Curve, Point
from supervision.curves.flags import figure
from supervision.models import Measure
from supervision.scheme_words import plain

Place = tuple[float, float]
Value = Callable[[Point], float | None]
Joins = Callable[[Point], bool]

HOLLOW_WORDS = {"reported": "报告数", "small": "样本不足"}


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

    @property
    def kind_words(self) -> str:
        return HOLLOW_WORDS.get(self.kind, "")


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


WIDE, HIGH = 560, 312
PLOT = {"left": 92.0, "right": 508.0, "top": 38.0, "bottom": 186.0, "inset": 32.0}
NEAR_YEARS = 20  # so near the bottom a label would run into the years
MARKS = "甲乙丙丁"  # at the ends of compared lines
CLOSE = 24.0  # two marks this near would meet, on a phone
Address = Callable[[Point], str]


# lines ----------------------------------------------------------------------------------------


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


def _line(
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


# one department -------------------------------------------------------------------------------


def nowhere(_: Point) -> str:
    return ""


def score_chart(curve: Curve, measure: str, address: Address = nowhere) -> Chart | None:
    """The named measure over the years; None where there is nothing to draw."""
    title = _title(curve.name, str(Measure(measure).label))
    return _score_chart([curve], measure, title, address)


def rank_chart(curve: Curve, address: Address = nowhere) -> Chart | None:
    """First at the top."""
    return _rank_chart([curve], _title(curve.name, rank_label([curve])), address)


def compare_scores(curves: Sequence[Curve], measure: str) -> Chart | None:
    names = "、".join(curve.name for curve in curves)
    return _score_chart(curves, measure, _title(names, str(Measure(measure).label)))


def compare_ranks(curves: Sequence[Curve]) -> Chart | None:
    names = "、".join(curve.name for curve in curves)
    return _rank_chart(curves, _title(names, rank_label(curves)))


def _title(names: str, what: str) -> str:
    return f"{names}：{what}"


def rank_label(curves: Sequence[Curve]) -> str:
    labels = {p.rank_label for curve in curves for p in curve.points if p.rank is not None}
    return labels.pop() if len(labels) == 1 else "名次"


def _score_chart(
    curves: Sequence[Curve], measure: str, title: str, address: Address = nowhere
) -> Chart | None:
    def value(point: Point) -> float | None:
        found = point.value(measure)
        return None if found is None else float(found)

    years = curves[0].years
    values = [v for c in curves for p in [*c.points, *c.beside] if (v := value(p)) is not None]
    if not values:
        return None
    lines = [float(t) for c in curves for p in c.points if (t := _target(p, measure)) is not None]
    low = max(0, floor((min([*values, *lines]) - 4) / 10) * 10)
    plot = Plot(years, low, 100, **PLOT)
    unit = "%" if measure == Measure.SATISFACTION else ""
    grid = [(plot.y(at), f"{at:g}{unit}") for at in ((low + 100) / 2, 100.0, float(low))]
    labelled = len(curves) == 1
    drawn = [
        _line(
            curve.name,
            curve.points,
            plot,
            value,
            lambda p: p.breaks,
            (lambda p: figure(p.value(measure), measure)) if labelled else nowhere,
            address,
            style=style,
        )
        for style, curve in enumerate(curves)
    ]

    def words(point: Point) -> str:
        return figure(point.value(measure), measure)

    described = "；".join(_described(curve, words) for curve in curves)
    return Chart(
        title,
        described,
        WIDE,
        HIGH,
        plot,
        grid,
        _years(curves, plot),
        spread_ends(drawn, plot),
        _targets(curves, plot, measure),
        _beside(curves, plot, value, words),
    )


def _rank_chart(curves: Sequence[Curve], title: str, address: Address = nowhere) -> Chart | None:
    def value(point: Point) -> float | None:
        return None if point.rank is None else float(point.rank)

    ranked = [p for c in curves for p in [*c.points, *c.beside] if p.rank is not None]
    if not ranked:
        return None
    last = max(max(p.ranked or 0, p.rank or 0) for p in ranked)
    plot = Plot(curves[0].years, float(max(last, 2)), 1.0, **PLOT)
    middle = (1 + last) // 2
    steps = [1, last] if last < 4 else [1, middle, last]
    labelled = len(curves) == 1
    drawn = [
        _line(
            curve.name,
            curve.points,
            plot,
            value,
            lambda p: p.rank_breaks,
            (lambda p: f"第 {p.rank} 名") if labelled else nowhere,
            address,
            style=style,
            turned=True,
        )
        for style, curve in enumerate(curves)
    ]
    described = "；".join(_described(c, rank_words) for c in curves)
    return Chart(
        title,
        described,
        WIDE,
        HIGH,
        plot,
        [(plot.y(at), f"第 {at} 名") for at in steps],
        _years(curves, plot),
        spread_ends(drawn, plot),
        beside=_beside(curves, plot, value, lambda p: f"第 {p.rank} 名"),
    )


def _beside(
    curves: Sequence[Curve], plot: Plot, value: Value, words: Callable[[Point], str]
) -> list[Dot]:
    """Of units that went into this one: dots of their own, on no line."""
    if len(curves) > 1:
        return []
    return [
        Dot(
            plot.x(point.year),
            plot.y(at),
            f"{point.former} {words(point)}",
            "-0.75em",
            kind_of(point),
            point,
        )
        for point in curves[0].beside
        if (at := value(point)) is not None
    ]


def rank_words(point: Point) -> str:
    return "没有名次" if point.rank is None else f"第 {point.rank}／{point.ranked} 名"


def _described(curve: Curve, words: Callable[[Point], str]) -> str:
    """For those who listen: 「示例局：2024 年 79.00，2025 年（不可比）86.30（报告数）」."""
    parts = []
    for point in curve.points:
        kind = HOLLOW_WORDS.get(kind_of(point), "")
        cut = "（和前面不可比）" if point.breaks else ""
        parts.append(f"{point.year} 年{cut} {words(point)}{f'（{kind}）' if kind else ''}")
    return f"{curve.name}：{'，'.join(parts)}"


def _years(curves: Sequence[Curve], plot: Plot) -> list[Year]:
    by_year = {p.year: p for p in curves[0].points} if len(curves) == 1 else {}
    found = []
    for year in plot.years:
        point = by_year.get(year)
        under = []
        if point:
            under += [] if point.ballots is None else [f"{point.ballots} 票"]
            under += [] if point.workload is None else [f"{point.workload} 件"]
            under += [HOLLOW_WORDS[kind]] if (kind := kind_of(point)) in HOLLOW_WORDS else []
        found.append(Year(plot.x(year), year, under))
    return found


def _target(point: Point, measure: str) -> Decimal | None:
    scheme = point.scheme
    return scheme.target if scheme and scheme.target_measure == measure else None


def _targets(curves: Sequence[Curve], plot: Plot, measure: str) -> list[Target]:
    """A dashed line over the years whose scheme sets it for this measure; its value at the end."""
    by_year = {
        p.year: t for c in curves for p in c.points if (t := _target(p, measure)) is not None
    }
    runs: list[tuple[int, int, Decimal]] = []
    for year, target in sorted(by_year.items()):
        if runs and runs[-1][2] == target:  # a year in between without a result has none other
            runs[-1] = (runs[-1][0], year, target)
        else:
            runs.append((year, year, target))
    unit = "%" if measure == Measure.SATISFACTION else ""
    step = plot.half_step / 2
    aside = 6 if len(curves) == 1 else 22
    return [
        Target(
            round(plot.x(first) - step, 1),
            round(plot.x(last) + step, 1),
            plot.y(float(target)),
            f"{plain(target)}{unit}",
            round(plot.x(last) + step + aside, 1),
        )
        for first, last, target in runs
    ]


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
