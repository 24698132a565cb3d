"""What a scheme says, in sentences: the page of a scheme, results and curves quote these."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from supervision.models.schemes import Grading, Measure, Scheme, SchemeGrade, SchemeOption
from supervision.states import Purpose


def plain(value: Decimal | int) -> str:
    """85.00 → 「85」, 62.50 → 「62.5」."""
    return format(Decimal(value).normalize(), "f")


def formula(options: Sequence[SchemeOption]) -> str:
    """「加权得分 = 满意×100 + 基本满意×70 + 不满意×30，除以有效票」."""
    terms = [f"{o.label}×{plain(o.weight)}" for o in options if o.weight is not None]
    return f"加权得分 = {' + '.join(terms)}，除以有效票"


def weights_line(options: Sequence[SchemeOption]) -> str:
    """「满意 100、基本满意 70、不满意 30，不了解不计」, for a line below a heading."""
    counted = "、".join(f"{o.label} {plain(o.weight)}" for o in options if o.weight is not None)
    left_out = "、".join(o.label for o in options if o.weight is None)
    return f"{counted}，{left_out}不计" if left_out else counted


def satisfaction_formula(options: Sequence[SchemeOption]) -> str:
    satisfied = " + ".join(o.label for o in options if o.is_satisfied)
    return f"满意率 = {satisfied}，除以有效票"


def target_words(scheme: Scheme) -> str:
    """「加权得分达到 85」, 「满意率达到 85%」: the line always says which measure it is about."""
    return reached_words(scheme.target_measure, scheme.target)


def reached_words(measure: str, target: Decimal) -> str:
    unit = "%" if measure == Measure.SATISFACTION else ""
    return f"{Measure(measure).label}达到 {plain(target)}{unit}"


def sentences(
    scheme: Scheme, options: Sequence[SchemeOption], grades: Sequence[SchemeGrade]
) -> list[tuple[str, str]]:
    """(what, in words) of all that decides a result, in the order of the work."""
    rows = [("有效票", _valid(options))]
    if scheme.purpose == Purpose.SELECTION:
        listed = next((o.label for o in options if o.is_satisfied), "")
        rows.append(("怎么选出", f"按「{listed}」票从多到少；末位票数相同的要再投一次。"))
    else:
        rows += [
            ("加权得分", f"{formula(options)}。"),
            ("满意率", f"{satisfaction_formula(options)}。"),
            ("达标线", f"{target_words(scheme)}。"),
            ("排名", _rank(scheme)),
            ("等次", _grades(scheme, options, grades)),
        ]
    quorum = f"收回的票要超过应到人数的 {scheme.quorum_percent}%，不然测评无效。"
    shown = f"收回少于 {scheme.smallest_group} 张票的对象，什么数都不显示。"
    recusal = "闭会期间代表不评自己任职的单位；大会期间不回避。" if scheme.recuses else "不回避。"
    days = f"知道结果以后，至少有 {scheme.objection_days} 个工作日可以提异议。"
    return [*rows, ("法定人数", quorum), ("少数票", shown), ("回避", recusal), ("异议", days)]


def _valid(options: Sequence[SchemeOption]) -> str:
    left_out = "".join(f"「{o.label}」" for o in options if o.weight is None)
    words = "每个对象只选一项，不选或多选的是无效票。"
    return f"{words}选{left_out}的票收回，但不计入有效票。" if left_out else words


def _rank(scheme: Scheme) -> str:
    among = "在同类单位里排" if scheme.ranked_in_class else "所有单位一起排"
    return (
        f"按{Measure(scheme.ranked_by).label}，{among}；数相同的名次相同，后面的空出来（1、1、3）；"
        f"有效票少于 {scheme.least_ballots} 张的不排名。"
    )


def _grades(scheme: Scheme, options: Sequence[SchemeOption], grades: Sequence[SchemeGrade]) -> str:
    if scheme.grading == Grading.NONE:
        return "不定等次。"
    unit = "%" if scheme.grading == Grading.SHARE else " 分"
    steps = "，".join(
        f"{plain(g.at_least)}{unit}以上{g.label}" if g.at_least else f"其余{g.label}"
        for g in grades
    )
    if scheme.grading == Grading.WEIGHT:
        return f"按加权得分：{steps}。"
    graded = " + ".join(o.label for o in options if o.is_graded)
    return f"按得票率（{graded}，除以有效票）：{steps}。"
