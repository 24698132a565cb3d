"""A curve as a sentence: what the heading of its page says."""

from __future__ import annotations

from collections.abc import Sequence

from supervision.curves.curve import Curve, Point
from supervision.curves.flags import figure, reaching
from supervision.models import Measure
from supervision.scheme_words import plain, reached_words

TIMES = {2: "两", 3: "三", 4: "四", 5: "五"}


def headline(curve: Curve) -> str:
    """「示例局：加权得分连续两年达到 85，同类名次从第 9 升到第 2」."""
    parts = [part for part in (_measured(curve), _ranked(curve)) if part]
    return f"{curve.name}：{'，'.join(parts)}"


def _measured(curve: Curve) -> str:
    point = curve.latest
    if point.is_reported or point.scheme is None:
        measure = Measure.SCORE if point.score is not None else Measure.SATISFACTION
        return f"{point.year} 年报告的{measure.label} {figure(point.value(measure), measure)}"
    if point.is_small:
        return f"{point.year} 年样本不足，有效票只有 {point.ballots} 张"
    measure, target = Measure(point.scheme.target_measure), point.scheme.target
    if not point.reaches:
        value = figure(point.value(measure), measure)
        unit = "%" if measure == Measure.SATISFACTION else ""
        return f"{point.year} 年{measure.label} {value}，没有达到 {plain(target)}{unit}"
    run = len(reaching(curve.counted()))
    reached = reached_words(measure, target)
    if run < 2:
        return f"{point.year} 年{reached}"
    return reached.replace("达到", f"连续{TIMES.get(run, run)}年达到", 1)


def _ranked(curve: Curve) -> str:
    """From the first to the last of the latest years among the same units."""
    run: list[Point] = []
    for point in reversed(curve.counted()):
        if run and point.rank_epoch != run[0].rank_epoch:
            break
        run.insert(0, point)
    ranked = [point for point in run if point.rank is not None]
    if not ranked or curve.latest.rank is None or curve.latest.is_reported:
        return ""
    first, last = ranked[0], ranked[-1]
    if first is last:
        return f"{last.rank_label}第 {last.rank}"
    if first.rank == last.rank:
        return f"{last.rank_label}还是第 {last.rank}"
    rises = (last.rank or 0) < (first.rank or 0)
    return f"{last.rank_label}从第 {first.rank} {'升' if rises else '降'}到第 {last.rank}"


def overview(flagged: Sequence[tuple[str, int]], rated: int, year: int | None) -> str:
    """「53 个单位：2025 年 31 个达到达标线，2 个下降明显」; flags that nobody has are left out."""
    said = "，".join(f"{n} 个{label}" for label, n in flagged if n)
    when = f"{year} 年 " if year else ""
    return f"{rated} 个单位：{when}{said}" if said else f"{rated} 个单位的五年曲线"
