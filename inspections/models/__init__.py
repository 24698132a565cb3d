"""督查: score sheets, visits to stations, what they found, and the second look."""

from inspections.models.inspections import (
    Finding,
    FindingEvent,
    Inspection,
    InspectionPhoto,
    InspectionScore,
)
from inspections.models.sheets import ScoreItem, ScoreSheet, SheetReplacedError

__all__ = [
    "Finding",
    "FindingEvent",
    "Inspection",
    "InspectionPhoto",
    "InspectionScore",
    "ScoreItem",
    "ScoreSheet",
    "SheetReplacedError",
]
