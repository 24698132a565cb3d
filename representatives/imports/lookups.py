"""Persons that a table names by their phones."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError

from accounts.phones import mask_phone, phone_index
from jobs import cells
from jobs.imports import TableImport
from jobs.plans import Plan, Values
from representatives.models import Representative

_BETWEEN = re.compile(r"[、，,；;/\n]+")


def several(clean: cells.Cleaner) -> cells.Cleaner:
    """A cell of several entries between 、，,；/ or line breaks, or only spaces; as a tuple."""

    def clean_all(cell: str) -> tuple[Any, ...]:
        parts = [part.strip() for part in _BETWEEN.split(cell) if part.strip()]
        return tuple(value for part in parts for value in _entries(part))

    def _entries(part: str) -> list[Any]:
        try:
            return [clean(part)]
        except ValidationError:
            if " " not in part:
                raise
        return [clean(word) for word in part.split()]

    return clean_all


def show_phones(phones: Iterable[str]) -> str:
    return "、".join(map(mask_phone, phones))


@dataclass(frozen=True)
class Person:
    pk: int
    name: str
    phone_index: str
    is_party_member: bool
    area_id: int  #: of the station


class WithPeople(TableImport):
    """Rows that name representatives by phone, alone or with the name."""

    #: Keys of columns that hold one person's key, and of those that hold several.
    person_fields: frozenset[str] = frozenset()
    people_fields: frozenset[str] = frozenset()

    def check(self, *args: Any, **kwargs: Any) -> Plan:
        for name in ("people", "by_phone"):
            self.__dict__.pop(name, None)  # what they held may have moved on
        return super().check(*args, **kwargs)

    @cached_property
    def people(self) -> dict[int, Person]:
        """Everybody, one query; also those out of scope, to say so."""
        rows = Representative.objects.values_list(
            "pk", "name", "phone_index", "is_party_member", "station__area"
        )
        return {row[0]: Person(*row) for row in rows}

    @cached_property
    def by_phone(self) -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = defaultdict(list)
        for person in self.people.values():
            found[person.phone_index].append(person)
        return found

    def person_of(self, phone: str, name: str = "") -> Person:
        """Whoever has this phone (and name); unknown, ambiguous or out of scope is refused."""
        found = self.by_phone.get(phone_index(phone), [])
        called = [person for person in found if not name or person.name == name]
        masked = mask_phone(phone)
        if not found:
            raise ValidationError(f"没有手机号是 {masked} 的代表，请先导入代表。")
        if not called:
            raise ValidationError(f"手机号 {masked} 的代表不叫「{name}」，请核对。")
        mine = [person for person in called if self.allows(self.areas_by_id[person.area_id])]
        if not mine:
            raise ValidationError(f"手机号 {masked} 的代表不在您管理的范围里。")
        if len(called) > 1:
            # Whose phone it is elsewhere is not told.
            names = "、".join(person.name for person in mine)
            raise ValidationError(f"手机号 {masked} 有几位代表在用（{names}），分不清是哪一位。")
        return called[0]

    def people_of(self, phones: Iterable[str], what: str) -> list[Person]:
        """Each once; every problem is named."""
        problems: list[ValidationError] = []
        found: list[Person] = []
        for phone, times in Counter(phones).items():
            try:
                found.append(self.person_of(phone))
            except ValidationError as error:
                problems.append(error)
            if times > 1:
                problems.append(ValidationError(f"{what} {mask_phone(phone)} 写了 {times} 次。"))
        if problems:
            raise ValidationError(problems)
        return found

    def party_member(self, person: Person) -> Person:
        if not person.is_party_member:
            raise ValidationError(f"{person.name}不是中共党员，不能编入党支部。")
        return person

    def heading(self, name: str) -> str:
        """「组长」 where the preview shows the name instead of the phone."""
        return super().heading(name).removesuffix("手机号") or super().heading(name)

    def named(self, values: Values) -> str:
        """「云集街道第一代表小组」, with the area in front where the name does not say it."""
        place, name = self.areas_by_id[values["area_id"]].short_name, str(values["name"])
        return name if name.startswith(place) else f"{place} {name}"

    def show(self, name: str, value: Any) -> str:
        if value and name in self.person_fields:
            return self.people[value].name
        if value and name in self.people_fields:
            names = "、".join(self.people[pk].name for pk in value)
            return f"{len(value)} 人：{names}"
        return super().show(name, value or "")
