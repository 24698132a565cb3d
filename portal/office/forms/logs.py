"""Filters of the logs."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import AuditEntry
from office.fields import date_input


class AuditFilterForm(forms.Form):
    """Filters as they stand in the URL; what makes no sense is left out."""

    action = forms.ChoiceField(
        label="事项",
        required=False,
        choices=[
            ("", "不限"),
            *(c for c in AuditEntry.Action.choices if c[0] != AuditEntry.Action.PHONE_REVEAL),
        ],
    )
    since = forms.DateField(label="从哪天", required=False, widget=date_input())
    until = forms.DateField(label="到哪天", required=False, widget=date_input())

    def narrow(self, rows: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        self.is_valid()
        chosen: dict[str, Any] = self.cleaned_data
        if chosen.get("action"):
            rows = rows.filter(action=chosen["action"])
        if chosen.get("since"):
            rows = rows.filter(at__gte=_midnight(chosen["since"]))
        if chosen.get("until"):
            rows = rows.filter(at__lt=_midnight(chosen["until"] + timedelta(days=1)))
        return rows


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
