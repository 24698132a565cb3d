"""Filters of the work lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from areas.cached import cached_value
from areas.models import Area
from messages.desk.worklists import DepartmentDesk, Desk, OfficeDesk, StationDesk
from messages.states import BY_HAND, Grade, Holder, Origin
from office.lists import Filters
from office.lists.filters import ChoiceFilter, TextFilter
from representatives.models import Representative
from stations.models import Station

NUMBER = re.compile(r"(?:20\d\d-)?0*(\d{1,9})")
ORIGINS = [(origin.value, origin.label) for origin in (Origin.QR, *BY_HAND)]  # that occur
HOLDERS = [(holder.value, holder.label) for holder in Holder if holder != Holder.NOBODY]


class DeskFilters(Filters):
    """Of one desk; a department's rows are shares, whose matter is narrowed."""

    q = TextFilter("body", "编号或字词", method="find", max_length=60)
    origin = ChoiceFilter("origin", "来源", ORIGINS, method="narrow")
    grade = ChoiceFilter("grade", "难度", Grade.choices, method="narrow")
    holder = ChoiceFilter("holder", "现在由谁办", HOLDERS, method="narrow")
    area = ChoiceFilter("area", "下级区划", (), method="inside")
    station = TextFilter("station", "站点", method="of_station")
    person = TextFilter("person", "代表", method="of_person")

    def __init__(
        self, query: Mapping[str, str], rows: QuerySet[Any], user: User, desk: Desk
    ) -> None:
        super().__init__(query, rows, user)
        self.at = "message__" if isinstance(desk, DepartmentDesk) else ""
        below = areas_below(desk) if isinstance(desk, OfficeDesk) else []
        self.paths = {str(pk): path for pk, _, path in below}
        self.filters["area"].extra["choices"] = [(str(pk), name) for pk, name, _ in below]
        if not below:
            del self.filters["area"]
        if isinstance(desk, StationDesk) and len(desk.stations) == 1:
            del self.filters["station"]

    @property
    def number(self) -> int | None:
        """The key behind 「2026-000123」 or 「123」."""
        self.form.is_valid()
        match = NUMBER.fullmatch(self.form.cleaned_data.get("q", ""))
        return int(match[1]) if match else None

    @property
    def is_search(self) -> bool:
        return self.is_used and self.number is None

    @property
    def is_folded(self) -> bool:
        """Only the search box of the header is used: the rest may stay folded."""
        return not any(self.data.get(name) for name in self.filters if name != "q")

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.number is not None:
            return queryset.filter(self._at("pk", self.number))
        return super().filter_queryset(queryset)

    def narrow(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows.filter(self._at(name, value))

    def find(self, rows: QuerySet[Any], name: str, text: str) -> QuerySet[Any]:
        """Words are looked for among open matters alone: that is bounded, the archive is not."""
        found = self._at("ended_at", None)
        for word in text.split()[:5]:
            columns = (f"{column}__icontains" for column in ("body", "place", "name"))
            found &= reduce(or_, (self._at(column, word) for column in columns))
        return rows.filter(found)

    def inside(self, rows: QuerySet[Any], name: str, area: str) -> QuerySet[Any]:
        inside = Area.objects.filter(path__range=Area._range(self.paths[area]))
        return self.narrow(rows, "area__in", inside.order_by().values("pk"))

    def of_station(self, rows: QuerySet[Any], name: str, text: str) -> QuerySet[Any]:
        named = Station.objects.filter(name__contains=text).order_by()
        return self.narrow(rows, "station__in", named.values("pk"))

    def of_person(self, rows: QuerySet[Any], name: str, text: str) -> QuerySet[Any]:
        people = Representative.objects.filter(name__startswith=text).order_by()
        return self.narrow(rows, "representative__in", people.values("pk"))

    def _at(self, name: str, value: object) -> Q:
        return Q(**{f"{self.at}{name}": value})


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
