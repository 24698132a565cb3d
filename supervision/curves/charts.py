"""Charts as geometry: numbers and words, from the same points as the table beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from math import floor

from supervision.curves.curve import Curve, Point
from supervision.curves.flags import figure
from supervision.curves.plot import (
    HOLLOW_WORDS,
    Address,
    Chart,
    Dot,
    Plot,
    Target,
    Value,
    Year,
    kind_of,
    line_of,
    spread_ends,
)
from supervision.models import Measure
from supervision.scheme_words import plain

WIDE, HIGH = 560, 312
PLOT = {"left": 92.0, "right": 508.0, "top": 38.0, "bottom": 186.0, "inset": 32.0}


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
        line_of(
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
        line_of(
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
