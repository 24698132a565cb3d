"""督查: score sheets, visits to stations, what they found, and the second look."""

from inspections.models.inspections import (
    AlreadyRecheckedError,
    Finding,
    Inspection,
    InspectionPhoto,
    InspectionScore,
    Recheck,
)
from inspections.models.sheets import ScoreItem, ScoreSheet, SheetReplacedError

__all__ = [
    "AlreadyRecheckedError",
    "Finding",
    "Inspection",
    "InspectionPhoto",
    "InspectionScore",
    "Recheck",
    "ScoreItem",
    "ScoreSheet",
    "SheetReplacedError",
]
