"""What the component templates need beyond Django's own tags."""

from django import template

from accounts.phones import written_phone

register = template.Library()

STAGES = {"received": "已收到", "handling": "处理中", "replied": "已答复", "closed": "已办结"}


@register.filter
def one_of(value: str, allowed: str) -> str:
    """`value`, if it is among the space-separated `allowed` words; a misspelt variant must fail.

    Use it in `{% with %}` or as output: `{% if %}` would swallow the error.
    """
    if value not in allowed.split():
        raise template.TemplateSyntaxError(f"{value!r} is not one of: {allowed}")
    return value


@register.simple_tag
def stage_line(stage: str, end_label: str = "") -> list[dict[str, str]]:
    """The four stages as `{"label", "state"}`, state being done, now or todo.

    `stage` is a key of STAGES. `end_label` names another end (「已撤回」), which comes straight
    after the first stage: nobody promised the ones between.
    """
    keys = list(STAGES)
    if stage not in STAGES:
        raise template.TemplateSyntaxError(f"{stage!r} is not one of: {' '.join(keys)}")
    if end_label:
        return [{"label": label, "state": "done"} for label in (STAGES["received"], end_label)]
    at = keys.index(stage)
    now = "done" if stage == "closed" else "now"
    states = ["done"] * at + [now] + ["todo"] * (len(keys) - at - 1)
    return [{"label": STAGES[key], "state": state} for key, state in zip(keys, states, strict=True)]


@register.filter
def grouped(code: str) -> str:
    """Digits in groups of four, as they are read aloud: 「4827 1059 3316」."""
    digits = "".join(code.split())
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


@register.filter
def digits_only(phone: str) -> str:
    """A phone number as `tel:` links want it: 「0717-644 1234」 becomes 07176441234."""
    return "".join(c for c in phone if c.isdecimal() or c == "+")


@register.filter
def phone_text(phone: str) -> str:
    """A number as people write it: 0717-6441234, 010-64412345, 139 0000 0001."""
    return written_phone(phone)


@register.filter
def share(part: int, total: int) -> float:
    """`part` of `total` in percent, one decimal; 0 of nothing is 0."""
    return round(100 * part / total, 1) if total else 0.0
