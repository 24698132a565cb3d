"""What the public reads of a community's small congress: disclosures, meetings, groups, names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from community.models import Disclosure, GroupTask, SmallCongress, WorkingGroup
from stations.models import Station

NEWEST = 3
TASKS = 5


@dataclass(frozen=True)
class Column:
    """One of the three columns with its newest entries, the newest first."""

    value: str
    label: str
    entries: list[Disclosure]

    @property
    def newest(self) -> Disclosure | None:
        return self.entries[0] if self.entries else None


def disclosures_of(station: Station) -> dict[str, Any]:
    """For templates/community/public/_of_station.html; one query without a congress, else four."""
    congress = SmallCongress.objects.filter(station=station).first()
    if congress:
        congress.station = station
    return {
        "congress": congress,
        "columns": columns_of(congress, timezone.localdate(), 1) if congress else [],
    }


def columns_of(congress: SmallCongress, today: date, most: int) -> list[Column]:
    """One query for each column, whatever was ever published."""
    return [
        Column(column.value, column.label, list(entries_of(congress, column.value, today)[:most]))
        for column in Disclosure.Column
    ]


def entries_of(congress: SmallCongress, column: str, today: date) -> QuerySet[Disclosure]:
    return congress.disclosures.public(today).filter(column=column)


def groups_of(congress: SmallCongress) -> list[WorkingGroup]:
    """With their newest tasks as ``latest``."""
    newest = GroupTask.objects.order_by("-day", "-pk")[:TASKS]
    tasks = Prefetch("tasks", newest, to_attr="latest")
    return list(congress.working_groups.select_related("convenor").prefetch_related(tasks))
