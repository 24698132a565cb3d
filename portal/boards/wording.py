"""The flow chart (选民留言流程图) and the rules for messages (留言须知), with an area's limits."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from casework.clock import Clock, Unit
from messages.models.rules import Rules


@dataclass(frozen=True)
class Step:
    name: str
    detail: str


def flow_of(rules: Rules) -> tuple[Step, ...]:
    return (
        Step("扫码", "写下您的事"),
        Step("受理", f"{rules.register_limit}内"),
        Step("交办", f"{rules.assign_limit}内"),
        Step("答复", _span(rules.simple_limit, rules.ordinary_limit, rules.complex_limit)),
        Step("评价", "由您来评"),
    )


def _span(*limits: Clock) -> str:
    """「5–30 个工作日」; of several units 「5 个工作日–2 个月」"""
    first, last = limits[0], limits[-1]
    if len({limit.unit for limit in limits}) > 1:
        return f"{first}–{last}"
    first, last = (pick(limits, key=attrgetter("amount")) for pick in (min, max))
    return str(first) if first == last else f"{first.amount}–{last}"


def _next(limit: Clock, before: Clock) -> str:
    """「10 个」 after 「5 个工作日」: the unit is said once."""
    same = limit.unit == before.unit == Unit.WORKING_DAY
    return f"{limit.amount} 个" if same else str(limit)


def notes_of(rules: Rules) -> tuple[str, ...]:
    return (
        "一次写一件事，写明时间、地点和您的希望。您的手机号只用来联系您，不会公开。",
        f"一般的事 {rules.simple_limit}答复，"
        f"较复杂的 {_next(rules.ordinary_limit, rules.simple_limit)}，"
        f"疑难的 {_next(rules.complex_limit, rules.ordinary_limit)}。"
        f"要延长会说明原因，最多 {rules.extension_limit}。",
        "正在打官司、仲裁、复议或信访的事，这里不能办，我们会告诉您该找谁。",
        "留言以后请保存查询编号，随时能看到谁在办、到哪一步。"
        f"答复以后 {rules.rating_limit}内请您评价，不满意可以请求再办一次。",
        "不用手机也行：到站里来说，联络员替您登记，一样有编号，一样由您评价。",
    )
