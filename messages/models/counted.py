"""Tables of counts: a row per place, made when the first is counted there, and only added to."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db import models

from accounts.looked_after import LookedAfterQuerySet

if TYPE_CHECKING:
    from messages.models.tallies import TallyDelta

Row = TypeVar("Row", bound="Counted", covariant=True)
Place = tuple[Any, ...]
BATCH = 400  # rows written with one statement


class CountedQuerySet(LookedAfterQuerySet[Row]):
    def of_stations(self, keys: tuple[int, int]) -> Self:
        """From the first to the last of these keys."""
        return self.filter(station__pk__range=keys)

    def add(self, changes: Mapping[Any, Mapping[str, int]]) -> None:
        """Add to the counts, in the caller's transaction; rows that are not there are made.

        Rows are made and locked in one order, so two folding workers wait for each other
        instead of each waiting for the other's.
        """
        places = sorted(changes)
        for start in range(0, len(places), BATCH):
            self._add({place: changes[place] for place in places[start : start + BATCH]})

    def _add(self, changes: Mapping[Place, Mapping[str, int]]) -> None:
        rows = self.model._default_manager
        rows.bulk_create([self.model.at(place) for place in changes], ignore_conflicts=True)
        near = rows.filter(**self.model.near(changes)).order_by("pk").select_for_update()
        found = {row.place: row for row in near}
        changed = [found[place] for place in changes]
        for row in changed:
            for name, n in changes[row.place].items():
                setattr(row, name, getattr(row, name) + n)
        rows.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=list(self.model.COUNTS),
        )


class Counted(models.Model):
    """``PLACE`` are the columns that make a row unique, ``NEAR`` those that find it fast."""

    PLACE: ClassVar[tuple[str, ...]]
    NEAR: ClassVar[tuple[str, ...]]
    COUNTS: ClassVar[tuple[str, ...]]

    if TYPE_CHECKING:
        objects: Any  # a manager of ``CountedQuerySet``

    class Meta:
        abstract = True

    @classmethod
    def at(cls, place: Place, **counts: int) -> Self:
        return cls(**dict(zip(cls.PLACE, place, strict=True)), **counts)

    @property
    def place(self) -> Place:
        return tuple(getattr(self, name) for name in self.PLACE)

    @property
    def counts(self) -> dict[str, int]:
        """Those that deltas bring."""
        raise NotImplementedError

    @classmethod
    def near(cls, places: Mapping[Place, object]) -> dict[str, set[Hashable]]:
        """Filters that leave the rows at these places, and few others."""
        columns = dict(zip(cls.PLACE, zip(*places, strict=True), strict=True))
        return {f"{name}__in": set(columns[name]) for name in cls.NEAR}

    @classmethod
    def change(cls, delta: TallyDelta) -> tuple[Place, dict[str, int]] | None:
        """Where a delta counts and how much; None when it doesn't count here."""
        raise NotImplementedError
