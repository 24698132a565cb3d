"""「达到」「下降明显」「长期靠后」: whether a curve is flagged, and in words why or why not.

Judged by counted years with enough ballots alone, across comparable years only. ``CurveRules``
has the numbers. A flag is about the area's latest counted year; who was not rated then has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from supervision.curves.curve import Curve, Point
from supervision.models import CurveRules, Measure
from supervision.scheme_words import plain, reached_words

REACHED, FALLING, LOW = "reached", "falling", "low"
LABELS = {REACHED: "达到达标线", FALLING: "下降明显", LOW: "长期靠后"}


@dataclass(frozen=True)
class Flag:
    kind: str
    is_on: bool
    label: str
    why: str


def judge(curve: Curve, rules: CurveRules) -> list[Flag]:
    """All three, in this order."""
    counted = curve.counted()
    latest = counted[-1] if counted else None
    if latest is None or latest.year != curve.last_counted or latest.scheme is None:
        why = _nothing_to_judge(curve)
        return [Flag(kind, False, LABELS[kind], why) for kind in LABELS]
    return [_reached(latest, counted), _falling(latest, counted, rules), _low(counted, rules)]


def on(flags: Iterable[Flag]) -> list[Flag]:
    return [flag for flag in flags if flag.is_on]


def rules_words(rules: CurveRules) -> dict[str, str]:
    """What each flag means, by these rules."""
    return {
        REACHED: "最近一年的结果达到方案定的达标线；看加权得分还是满意率，由方案定。",
        FALLING: (
            f"比上一个可比年度下降 {rules.fall_places} 名以上，"
            f"或者下降 {plain(rules.fall_points)} 分以上。"
        ),
        LOW: (
            f"连续 {rules.low_years} 年排在后 {rules.low_percent}%，分类排名的看同类，"
            "不分类的看全部单位；不足一个单位的，看最后一名。"
        ),
    }


def _nothing_to_judge(curve: Curve) -> str:
    if curve.last_counted is None:
        return "只有报告数，不判断。"
    small = any(point.year == curve.last_counted and point.is_small for point in curve.points)
    if small:
        return f"{curve.last_counted} 年样本不足，不判断。"
    return f"{curve.last_counted} 年没有测评结果，不判断。"


# the three ------------------------------------------------------------------------------------


def _reached(latest: Point, counted: Sequence[Point]) -> Flag:
    assert latest.scheme
    measure = latest.scheme.target_measure
    label = reached_words(measure, latest.scheme.target)
    named, value = Measure(measure).label, figure(latest.value(measure), measure)
    if not latest.reaches:
        why = f"{latest.year} 年{named} {value}，没有达到 {plain(latest.scheme.target)}{_unit(measure)}。"
        return Flag(REACHED, False, label, why)
    run = reaching(counted)
    years = "、".join(str(point.year) for point in run)
    values = "、".join(figure(point.value(measure), measure) for point in run)
    return Flag(REACHED, True, label, f"{years} 年{named} {values}。")


def reaching(counted: Sequence[Point]) -> list[Point]:
    """The latest years without a gap in which the same measure reached its line."""
    run: list[Point] = []
    for point in reversed(counted):
        if run and (point.year != run[0].year - 1 or not _same_line(point, run[0])):
            break
        if not point.reaches:
            break
        run.insert(0, point)
    return run


def _same_line(one: Point, other: Point) -> bool:
    return (
        one.scheme is not None
        and other.scheme is not None
        and one.scheme.target_measure == other.scheme.target_measure
        and one.scheme.target == other.scheme.target
    )


def _falling(latest: Point, counted: Sequence[Point], rules: CurveRules) -> Flag:
    label = LABELS[FALLING]
    before = counted[-2] if len(counted) > 1 else None
    if before is None:
        return Flag(FALLING, False, label, "没有上一个年度可以比。")
    if before.epoch != latest.epoch:
        why = f"{before.year} 年和 {latest.year} 年不可比，不判断。"
        return Flag(FALLING, False, label, why)
    assert latest.scheme
    measure = latest.scheme.target_measure
    reasons, remarks = [], []
    places = _places_lost(before, latest)
    if places is not None:
        words = f"{latest.rank_label}从 {before.year} 年第 {before.rank} 名到 {latest.year} 年第 {latest.rank} 名"
        if places >= rules.fall_places:
            reasons.append(f"{words}，降了 {places} 名（{rules.fall_places} 名以上算）")
        else:
            remarks.append(words)
    was, now = before.value(measure), latest.value(measure)
    if was is not None and now is not None:
        named = Measure(measure).label
        words = (
            f"{named}从 {before.year} 年 {figure(was, measure)} 到 {latest.year} 年"
            f" {figure(now, measure)}"
        )
        if was - now >= rules.fall_points:
            lost = f"降了 {was - now:.2f} {_points(measure)}"
            reasons.append(
                f"{words}，{lost}（{plain(rules.fall_points)} {_points(measure)}以上算）"
            )
        else:
            remarks.append(words)
    if reasons:
        return Flag(FALLING, True, label, "；".join(reasons) + "。")
    return Flag(FALLING, False, label, "；".join(remarks) + "。" if remarks else "没有可比的数。")


def _places_lost(before: Point, latest: Point) -> int | None:
    if before.rank is None or latest.rank is None or before.rank_epoch != latest.rank_epoch:
        return None
    return latest.rank - before.rank


def _low(counted: Sequence[Point], rules: CurveRules) -> Flag:
    label = LABELS[LOW]
    latest = counted[-1]
    run: list[Point] = []
    for point in reversed(counted):
        if run and (point.year != run[0].year - 1 or point.rank_epoch != latest.rank_epoch):
            break
        if not is_low(point, rules):
            break
        run.insert(0, point)
    ranks = "、".join(f"{p.year} 年第 {p.rank}／{p.ranked} 名" for p in run)
    tail = f"{'同类' if latest.in_class else '全部单位'}后 {rules.low_percent}%"
    if len(run) >= rules.low_years:
        return Flag(LOW, True, label, f"连续 {len(run)} 年排在{tail}：{ranks}。")
    if run:
        why = f"排在{tail} 的只有 {len(run)} 年（{ranks}），不到连续 {rules.low_years} 年。"
        return Flag(LOW, False, label, why)
    if latest.rank is None:
        return Flag(LOW, False, label, f"{latest.year} 年没有名次。")
    why = f"{latest.year} 年第 {latest.rank}／{latest.ranked} 名，不在{tail}。"
    return Flag(LOW, False, label, why)


def is_low(point: Point, rules: CurveRules) -> bool:
    """In the last so many percent of those ranked, at least the last place. A shared place is
    the better one: of two who share 13 of 14, nobody is 14th.
    """
    if point.rank is None or not point.ranked or point.rank == 1:
        return False
    last_places = max(1, point.ranked * rules.low_percent // 100)
    return point.rank > point.ranked - last_places


# words ----------------------------------------------------------------------------------------


def figure(value: Decimal | None, measure: str) -> str:
    return "—" if value is None else f"{value:.2f}{_unit(measure)}"


def _unit(measure: str) -> str:
    return "%" if measure == Measure.SATISFACTION else ""


def _points(measure: str) -> str:
    return "个百分点" if measure == Measure.SATISFACTION else "分"
