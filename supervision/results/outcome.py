"""What came out for one object, before it is stored: ``counting.py`` fills it in, the file and the rows copy it."""

from __future__ import annotations

from dataclasses import dataclass, field

from supervision.ballots.votes import Votes
from supervision.models.subjects import Subject
from supervision.results import scoring


@dataclass
class Outcome:
    """Of one object. ``groups``: "slip+account" → votes; empty where withheld."""

    subject: Subject
    groups: dict[str, Votes] = field(default_factory=dict)
    figures: scoring.Figures | None = None  # None: withheld
    satisfied: int | None = None
    grade: str = ""
    rank: int | None = None
    ranked: int | None = None
    class_rank: int | None = None
    class_ranked: int | None = None
    reaches_target: bool | None = None
    workload: int | None = None
    is_chosen: bool = False
    is_tied: bool = False
    remarks: list[str] = field(default_factory=list)
