"""What an act of staff leaves in the audit log: its words, from what to what."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms

from accounts.http import SignedInRequest
from accounts.models import AuditEntry
from areas.models import Area

Action = AuditEntry.Action
LONGEST_NOTED = 60  # characters of one value in the log, whose column holds 500


def record(
    request: SignedInRequest,
    target: str,
    area: Area,
    reason: str = "",
    *,
    action: Action = Action.SETTINGS_CHANGE,
) -> None:
    """An entry of the audit log, inside the caller's transaction."""
    AuditEntry.record(
        actor=request.user, action=action, target=target, reason=reason, area=area, request=request
    )


def note(request: SignedInRequest, target: str, area: Area, reason: str = "") -> None:
    """An entry about people and what is printed for them."""
    record(request, target, area, reason, action=Action.ROLE_CHANGE)


def what_changed(form: forms.ModelForm[Any]) -> str:
    """「地址：无 → 果园路 3 号；站长：王一 → 李二」; "" when nothing did."""
    changes = []
    for name in form.changed_data:
        field, was = form.fields[name], form[name].initial
        before, after = _words(field, was), _words(field, form.cleaned_data.get(name))
        if before != after:  # the same place, written another way
            changes.append(f"{form[name].label}：{before} → {after}")
    return "；".join(changes)


def _words(field: forms.Field, value: Any) -> str:
    words = _all_words(field, value)
    return words if len(words) <= LONGEST_NOTED else f"{words[: LONGEST_NOTED - 1]}…"


def _all_words(field: forms.Field, value: Any) -> str:
    if value is None or value == "":
        return "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(field, forms.CharField):
        return str(field.prepare_value(value))
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return str(value)
