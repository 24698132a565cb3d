"""What is printed, for which area and on which paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from accounts.models import User
from accounts.permissions import managed_areas
from areas.models import Area
from jobs.paper.printer import ORDINARY
from messages.forms.mounting import MountedForm
from portal.boards.batch import BOARDS, CARDS
from portal.boards.printing import PAPERS
from portal.boards.render import CARDS_PER_SHEET

MOST_AREAS = 400


class AreaChoice(forms.ChoiceField):
    """The areas that a manager looks after, down to townships, as a list to choose from."""

    def __init__(self, *, user: User, **kwargs: Any) -> None:
        self.areas = _offices(user)
        choices = [(area.code, "　" * (area.depth - 1) + area.short_name) for area in self.areas]
        super().__init__(choices=choices, **kwargs)

    def clean(self, value: Any) -> Area:
        code = super().clean(value)
        return next(area for area in self.areas if area.code == code)


def _offices(user: User) -> list[Area]:
    scope = Q(pk__in=[])
    for area in managed_areas(user):
        scope |= area.scope_q("")
    below_city = Area.objects.filter(scope, depth__lte=3)
    return list(below_city.order_by("path")[:MOST_AREAS])


class PrintForm(forms.Form):
    what = forms.ChoiceField(
        label="印什么",
        choices=[
            (BOARDS, "公示栏，每个站点一个 PDF"),
            (CARDS, f"全部名片，每人每站一张，{ORDINARY} 一页 {CARDS_PER_SHEET} 张"),
        ],
        initial=BOARDS,
        widget=forms.RadioSelect,
    )
    paper = forms.ChoiceField(
        label="公示栏的纸张",
        choices=PAPERS.items,
        initial=next(iter(PAPERS)),
        widget=forms.RadioSelect,
    )
    changed = forms.ChoiceField(
        label="公示栏印哪些",
        choices=[("1", "没印过的，和上次印过以后变了的"), ("0", "全部")],
        initial="1",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = AreaChoice(user=user, label="哪里的")
        self.order_fields(["area", "what", "paper", "changed"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("what") == CARDS:
            # Cards have their own sheet; and whether a code stands on a card already is not known.
            data |= {"paper": ORDINARY, "changed": "0"}
        return data


class MountManyForm(MountedForm):
    """All printed boards of an area that do not hang yet."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = AreaChoice(user=user, label="哪里的")
        self.order_fields(["area", "mounted_on", "mounted_at"])
