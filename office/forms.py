"""Forms that pages of several subjects ask with: for a reason, for a name and a place."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import User
from areas.models import Area
from office.fields import AreaField


class ReasonForm(forms.Form):
    reason = forms.CharField(label="原因", max_length=80)


class AreaFilterForm(forms.Form):
    """Filters as they stand in the URL; what makes no sense is left out."""

    q = forms.CharField(label="名称", required=False, max_length=40)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__({name: str(value).replace("\0", "") for name, value in data.items()})
        self.fields["area"] = AreaField(
            user=user, managed=False, required=False, label="区划（代码或名称）", help_text=""
        )

    def narrow(self, rows: Any) -> Any:
        """An area that does not exist finds nothing, and says so beside its field."""
        self.is_valid()
        if "area" in self.errors:
            return rows.none()
        if self.cleaned_data.get("q"):
            rows = rows.filter(name__icontains=self.cleaned_data["q"])
        area: Area | None = self.cleaned_data.get("area")
        return rows.filter(area.scope_q("area__")) if area else rows

    @property
    def is_used(self) -> bool:
        return any(self.data.get(name) for name in self.fields)
