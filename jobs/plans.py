"""What an import would do, worked out before anything is written."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from django.db.models import Model
from django.utils.crypto import salted_hmac

Key = Hashable
Values = dict[str, Any]
Existing = Mapping[Key, Values]


@dataclass
class PlannedRow:
    number: int  #: the row in the file
    values: Values  #: cleaned, complete: what shall stand in the database
    existing: Values | None = None  #: what stands there now
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)  #: field -> (old, new)
    remark: str = ""  #: shown in the preview


@dataclass
class WrongRow:
    number: int
    cells: dict[str, str]  #: as read, by column name
    reasons: list[str]


@dataclass
class Plan:
    new: list[PlannedRow] = field(default_factory=list)
    changed: list[PlannedRow] = field(default_factory=list)
    unchanged: list[PlannedRow] = field(default_factory=list)
    wrong: list[WrongRow] = field(default_factory=list)
    #: Of the stored data it was worked out from.
    basis: str = ""

    @property
    def counts(self) -> dict[str, int]:
        return {name: len(getattr(self, name)) for name in ("new", "changed", "unchanged", "wrong")}

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def is_empty(self) -> bool:
        """Nothing would change."""
        return not (self.new or self.changed)

    def digest(self) -> str:
        """Equal for two plans that would write the same."""
        parts = [
            [name, [[row.number, row.values, row.changes] for row in getattr(self, name)]]
            for name in ("new", "changed")
        ]
        return fingerprint([*parts, [row.number for row in self.wrong]])


def fingerprint(data: Any) -> str:
    """A keyed digest: it is stored, and must not let anybody guess a phone in the data."""
    text = json.dumps(data, default=_plain, sort_keys=True, ensure_ascii=False)
    return salted_hmac("jobs.plans", text, algorithm="sha256").hexdigest()


def existing_fingerprint(existing: Existing) -> str:
    """Of stored data, in whatever order it came."""
    pairs = [(repr(key), values) for key, values in existing.items()]
    return fingerprint(sorted(pairs, key=itemgetter(0)))


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return f"{value._meta.label}:{value.pk}"
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    return str(value)
