"""Persons, the seats they hold, the groups they belong to, and the codes that lead to them.

Person, seat and code are three things: a person may hold seats at several levels, and a
printed code outlives the seat it was printed for.
"""

from representatives.models.codes import SLUG_ALPHABET, SLUG_LENGTH, MessageCode, new_slug
from representatives.models.congresses import (
    DIRECT,
    INDIRECT,
    Congress,
    ElectingUnit,
    ElectoralDistrict,
    Level,
    PublicationFreeze,
    Term,
    frozen_congresses,
)
from representatives.models.memberships import BranchMembership, DutyReport, GroupMembership
from representatives.models.people import Representative, RepresentativeQuerySet
from representatives.models.rollover import ChangeState, Leaver, TermChange
from representatives.models.seats import Seat, SeatQuerySet

__all__ = [
    "DIRECT",
    "INDIRECT",
    "SLUG_ALPHABET",
    "SLUG_LENGTH",
    "BranchMembership",
    "ChangeState",
    "Congress",
    "DutyReport",
    "ElectingUnit",
    "ElectoralDistrict",
    "GroupMembership",
    "Leaver",
    "Level",
    "MessageCode",
    "PublicationFreeze",
    "Representative",
    "RepresentativeQuerySet",
    "Seat",
    "SeatQuerySet",
    "Term",
    "TermChange",
    "frozen_congresses",
    "new_slug",
]
