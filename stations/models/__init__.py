"""The network on the ground: stations, their people, groups and branches, what goes on there."""

from stations.models.boards import Board
from stations.models.departments import Department, DepartmentQuerySet
from stations.models.groups import Group, GroupActivity, GroupQuerySet, PartyBranch
from stations.models.officers import LiaisonOfficer, LiaisonOfficerQuerySet, StationCover
from stations.models.places import Station, StationQuerySet, kind_fits, kind_problem
from stations.models.receptions import ReceptionDay, StationPhoto, Visit

__all__ = [
    "Board",
    "Department",
    "DepartmentQuerySet",
    "Group",
    "GroupActivity",
    "GroupQuerySet",
    "LiaisonOfficer",
    "LiaisonOfficerQuerySet",
    "PartyBranch",
    "ReceptionDay",
    "Station",
    "StationCover",
    "StationPhoto",
    "StationQuerySet",
    "Visit",
    "kind_fits",
    "kind_problem",
]
