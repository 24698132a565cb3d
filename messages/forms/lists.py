"""Filters of the work lists, and what people keep for themselves: replies, filters, journeys."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet

from areas.cached import cached_value
from areas.models import Area
from casework.workflow import TransitionError
from messages.answers import check_answer
from messages.desk.worklists import DepartmentDesk, Desk, OfficeDesk, StationDesk
from messages.models import CannedReply, SavedFilter
from messages.states import BY_HAND, Grade, Holder, Origin
from representatives.models import Representative
from stations.models import Station

if TYPE_CHECKING:
    from django.http import QueryDict

NUMBER = re.compile(r"(?:20\d\d-)?0*(\d{1,9})")
ANY = ("", "不限")
ORIGINS = [(origin.value, origin.label) for origin in (Origin.QR, *BY_HAND)]  # that occur
KEPT_KEYS = ("desk", "tab", "q", "origin", "grade", "holder", "area", "station", "person")


class FilterForm(forms.Form):
    """Filters as they stand in the URL. What makes no sense is left out, never an error page."""

    q = forms.CharField(label="编号或字词", required=False, max_length=60)
    origin = forms.ChoiceField(label="来源", required=False, choices=[ANY, *ORIGINS])
    grade = forms.ChoiceField(label="难度", required=False, choices=[ANY, *Grade.choices])
    holder = forms.ChoiceField(label="现在由谁办", required=False, choices=[ANY, *Holder.choices])
    area = forms.ChoiceField(label="下级区划", required=False)
    station = forms.CharField(label="站点", required=False, max_length=40)
    person = forms.CharField(label="代表", required=False, max_length=40)

    def __init__(self, data: QueryDict, desk: Desk) -> None:
        super().__init__(data)
        self.desk = desk
        self.prefix_to_matter = "message__" if isinstance(desk, DepartmentDesk) else ""
        choices = dict(Holder.choices)
        del choices[Holder.NOBODY]
        self.fields["holder"].choices = [ANY, *choices.items()]  # type: ignore[attr-defined]
        self._offer_places()
        self.is_valid()

    def _offer_places(self) -> None:
        below = areas_below(self.desk) if isinstance(self.desk, OfficeDesk) else []
        self.fields["area"].choices = [  # type: ignore[attr-defined]
            ANY,
            *((str(pk), name) for pk, name, _ in below),
        ]
        self.paths = {str(pk): path for pk, _, path in below}
        if not below:
            del self.fields["area"]
        if isinstance(self.desk, StationDesk) and len(self.desk.stations) == 1:
            del self.fields["station"]

    def value(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "").strip()

    @property
    def number(self) -> int | None:
        """The key behind 「2026-000123」 or 「123」."""
        match = NUMBER.fullmatch(self.value("q"))
        return int(match[1]) if match else None

    @property
    def words(self) -> str:
        return "" if self.number is not None else self.value("q")

    @property
    def is_active(self) -> bool:
        return any(self.value(name) for name in self.fields)

    @property
    def is_folded(self) -> bool:
        """Only the search box of the header is used: the rest may stay folded."""
        return not any(self.value(name) for name in self.fields if name != "q")

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Words are looked for among open matters alone: that is bounded, the archive is not."""
        if self.number is not None:
            return rows.filter(**self._at("pk", self.number))
        if self.words:
            rows = rows.filter(self._words(), **self._at("ended_at", None))
        for name in ("origin", "grade", "holder"):
            if self.value(name):
                rows = rows.filter(**self._at(name, self.value(name)))
        if self.value("area"):
            inside = Area.objects.filter(path__range=Area._range(self.paths[self.value("area")]))
            rows = rows.filter(**self._at("area__in", inside.order_by().values("pk")))
        if self.value("station"):
            named = Station.objects.filter(name__contains=self.value("station")).order_by()
            rows = rows.filter(**self._at("station__in", named.values("pk")))
        if self.value("person"):
            people = Representative.objects.filter(name__startswith=self.value("person"))
            rows = rows.filter(**self._at("representative__in", people.order_by().values("pk")))
        return rows

    def _words(self) -> Q:
        condition = Q()
        for word in self.words.split()[:5]:
            condition &= (
                Q(**self._at("body__icontains", word))
                | Q(**self._at("place__icontains", word))
                | Q(**self._at("name__icontains", word))
            )
        return condition

    def _at(self, name: str, value: object) -> dict[str, Any]:
        return {f"{self.prefix_to_matter}{name}": value}


def areas_below(desk: OfficeDesk) -> list[tuple[int, str, str]]:
    """(key, name, path) of the areas one level below the offices; they rarely change."""
    key = "areas-below:" + "-".join(str(office.pk) for office in desk.offices)
    return cached_value(key, lambda: _read_below(desk))


def _read_below(desk: OfficeDesk) -> list[tuple[int, str, str]]:
    below = [
        child
        for office in desk.offices
        for child in Area.objects.children_of(office, with_coded=True)
    ]
    return [(child.pk, child.short_name, child.path) for child in below]


def query_to_keep(data: QueryDict) -> str:
    """The filters of a list's URL without its page, in a fixed order."""
    return urlencode([(key, data[key]) for key in KEPT_KEYS if data.get(key)])


class SaveFilterForm(forms.ModelForm[SavedFilter]):
    class Meta:
        model = SavedFilter
        fields = ("name", "query", "is_home")
        widgets = {"query": forms.HiddenInput}


class CannedForm(forms.ModelForm[CannedReply]):
    class Meta:
        model = CannedReply
        fields = ("title", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}

    def clean_text(self) -> str:
        """A canned reply that says nothing would be stopped at every use."""
        text = str(self.cleaned_data["text"])
        try:
            check_answer(text)
        except TransitionError as error:
            raise forms.ValidationError(str(error)) from error
        return text


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AwayForm(forms.ModelForm[Representative]):
    class Meta:
        model = Representative
        fields = ("away_from", "away_until")
        widgets = {"away_from": date_input(), "away_until": date_input()}
        labels = {"away_from": "从哪天", "away_until": "到哪天"}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for field in self.fields.values():
            field.required = True

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        start, end = values.get("away_from"), values.get("away_until")
        if start and end and end < start:
            self.add_error("away_until", "结束日期不能早于开始日期。")
        elif end and end < self.today:
            self.add_error("away_until", "这一天已经过去了，请填今天或以后的日期。")
        return values
