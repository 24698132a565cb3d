"""The flow chart (选民留言流程图) and the rules for messages (留言须知), with an area's limits."""

from __future__ import annotations

from dataclasses import dataclass

from messages.models.rules import Rules


@dataclass(frozen=True)
class Step:
    name: str
    detail: str


def flow_of(rules: Rules) -> tuple[Step, ...]:
    spans = sorted({rules.simple_days, rules.ordinary_days, rules.complex_days})
    handling = f"{spans[0]}–{spans[-1]}" if len(spans) > 1 else f"{spans[0]}"
    return (
        Step("扫码", "写下您的事"),
        Step("受理", f"{rules.register_days} 个工作日内"),
        Step("交办", f"{rules.assign_days} 个工作日内"),
        Step("答复", f"{handling} 个工作日"),
        Step("评价", "由您来评"),
    )


def notes_of(rules: Rules) -> tuple[str, ...]:
    return (
        "一次写一件事，写明时间、地点和您的希望。您的手机号只用来联系您，不会公开。",
        f"一般的事 {rules.simple_days} 个工作日答复，较复杂的 {rules.ordinary_days} 个，"
        f"疑难的 {rules.complex_days} 个。要延长会说明原因，最多 {rules.extension_days} 个工作日。",
        "正在打官司、仲裁、复议或信访的事，这里不能办，我们会告诉您该找谁。",
        "留言以后请保存查询编号，随时能看到谁在办、到哪一步。"
        f"答复以后 {rules.rating_days} 个工作日内请您评价，不满意可以请求再办一次。",
        "不用手机也行：到站里来说，联络员替您登记，一样有编号，一样由您评价。",
    )
