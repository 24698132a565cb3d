"""One department over five years: its points, and what the whole area's curves have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from areas.models import Area
from supervision.models import Measure

YEARS = 5
LAST = 9_999  # after all classes that have a place

Epoch = tuple[Any, ...]


@dataclass(frozen=True)
class SchemeFacts:
    """``root``: the first version with which this one is comparable."""

    pk: int
    label: str
    root: int
    target: Decimal
    target_measure: str
    least_ballots: int


@dataclass(slots=True)
class Point:
    """One year. ``rank`` is in the class where ``in_class``, else among all.

    Not frozen, which takes twice as long: a page makes some hundred of them.
    """

    year: int
    name: str
    is_reported: bool
    score: Decimal | None
    satisfaction: Decimal | None
    rank: int | None
    ranked: int | None
    in_class: bool
    class_name: str
    ballots: int | None
    workload: int | None
    epoch: Epoch
    scheme: SchemeFacts | None = None
    scheme_name: str = ""
    is_small: bool = False
    reaches: bool | None = None
    evaluation: int | None = None
    result: int | None = None
    place: tuple[int, int] = (LAST, LAST)  # of the class, on the ballot
    source: str = ""
    as_of: date | None = None
    former: str = ""  # the name of that year, where it was another one
    breaks: bool = False
    rank_breaks: bool = False

    def value(self, measure: str) -> Decimal | None:
        return self.score if measure == Measure.SCORE else self.satisfaction

    @property
    def is_plain(self) -> bool:
        """Counted by the portal, and nothing else to say of it."""
        return not (self.is_reported or self.is_small or self.breaks or self.former)

    @property
    def rank_epoch(self) -> Epoch:
        """Ranks compare among the same units only."""
        return (*self.epoch, self.in_class, self.class_name if self.in_class else "")

    @property
    def rank_label(self) -> str:
        return "同类名次" if self.in_class else "总名次"


@dataclass(frozen=True)
class Curve:
    """``points``: at most one a year, oldest first. ``beside``: of units that went into this."""

    department: int
    name: str
    years: Sequence[int]
    last_counted: int | None  # of the whole area
    points: Sequence[Point]
    beside: Sequence[Point] = ()

    @property
    def latest(self) -> Point:
        return self.points[-1]

    @property
    def class_name(self) -> str:
        return self.latest.class_name

    @property
    def place(self) -> tuple[int, int]:
        """In the list: by class, then as on the latest ballot."""
        return self.latest.place

    def counted(self) -> list[Point]:
        """Years to judge by: counted here, with enough ballots."""
        return [point for point in self.points if not (point.is_reported or point.is_small)]


@dataclass(frozen=True)
class Curves:
    """All of an area. ``measure`` is the one its newest scheme sets the target for."""

    area: Area
    years: list[int]
    curves: list[Curve]
    measure: str
    became: Mapping[int, int] = field(default_factory=dict)

    def of(self, department: int) -> Curve | None:
        return next((one for one in self.curves if one.department == department), None)
