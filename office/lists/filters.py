"""Filters as they stand in the address. What makes no sense is left out, never an error page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.choices import flatten_choices
from django_filters import Filter, FilterSet

from accounts.models import User
from areas.dates import chinese_date
from office.fields import AreaField


class Filters(FilterSet):
    """A set of django-filter for one user; unlike there, an unknown place finds nothing."""

    def __init__(self, query: Mapping[str, str], rows: QuerySet[Any], user: User) -> None:
        self.user = user
        super().__init__(query, rows)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if any(self.filters[name].extra.get("must_exist") for name in self.form.errors):
            return queryset.none()
        return super().filter_queryset(queryset)

    @property
    def is_used(self) -> bool:
        return any(self.data.get(name) for name in self.filters)

    @property
    def is_search(self) -> bool:
        """Whether rows are looked for that no index narrows."""
        return self.is_used

    @property
    def words(self) -> str:
        """「类型：代表之家，从哪天：11 月 3 日（周二）」"""
        self.form.is_valid()
        return "，".join(
            f"{self.form.fields[name].label}：{_chosen(self.form.fields[name], value)}"
            for name, value in self.form.cleaned_data.items()
            if value not in (None, "", [])
        )


def _chosen(field: forms.Field, value: Any) -> str:
    """A key of choices may be anything, while a value is what the form makes of its letters."""
    if isinstance(value, date):
        return chinese_date(value)
    choices: Any = flatten_choices(getattr(field, "choices", ()))
    return str({str(key): label for key, label in choices}.get(str(value), value))


class ChoiceFilter(django_filters.ChoiceFilter):
    """One of some choices, or any."""

    def __init__(self, field_name: str, label: str, choices: Any, **options: Any) -> None:
        options = {"empty_label": "不限", "null_label": None} | options
        super().__init__(field_name, label=label, choices=choices, **options)


class TextFilter(django_filters.CharFilter):
    """Letters that stand somewhere in a column."""

    def __init__(self, field_name: str, label: str, **options: Any) -> None:
        options = {"max_length": 40} | options
        super().__init__(field_name, "icontains", label=label, **options)


class YearFilter(Filter):
    field_class = forms.IntegerField

    def __init__(self, field_name: str = "year", label: str = "年度") -> None:
        super().__init__(field_name, label=label, min_value=1900, max_value=9999)


class PlaceFilter(Filter):
    """An area by code or name, with everything within it; ``prefix`` leads to a row's area."""

    def __init__(self, prefix: str = "area__", label: str = "区划（代码或名称）") -> None:
        super().__init__(label=label, must_exist=True)
        self.prefix = prefix

    @property
    def field(self) -> forms.Field:
        return AreaField(
            user=self.parent.user, managed=False, required=False, label=self.label, help_text=""
        )

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return qs.filter(value.scope_q(self.prefix)) if value else qs


EARLIEST_YEAR, LATEST_YEAR = 1900, 9000  # beyond them a midnight here is none elsewhere


class DateFilter(Filter):
    """A day from which (``gte``), or up to and with which (``lte``), a day lies."""

    field_class = forms.DateField

    def __init__(self, field_name: str, lookup_expr: str, label: str) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(field_name, lookup_expr, label=label, widget=widget)


class DayFilter(DateFilter):
    """A day from which (``gte``), or up to and with which (``lt``), a moment lies."""

    def filter(self, qs: QuerySet[Any], value: date | None) -> QuerySet[Any]:
        """Midnight is compared, not the date of each row: an index serves that."""
        if value is None or not EARLIEST_YEAR <= value.year < LATEST_YEAR:
            return qs
        day = value + timedelta(days=1) if self.lookup_expr == "lt" else value
        midnight = timezone.make_aware(datetime.combine(day, time.min))
        return super().filter(qs, midnight)
