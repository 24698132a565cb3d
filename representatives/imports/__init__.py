"""What can be imported about the network's people; stations and officers get their codes here."""

from representatives.imports.assignments import AssignmentImport
from representatives.imports.branches import BranchImport
from representatives.imports.coded import CodedOfficerImport, CodedStationImport
from representatives.imports.groups import GroupImport
from representatives.imports.reports import DutyReportImport
from representatives.imports.roster import RepresentativeImport

__all__ = [
    "AssignmentImport",
    "BranchImport",
    "CodedOfficerImport",
    "CodedStationImport",
    "DutyReportImport",
    "GroupImport",
    "RepresentativeImport",
]
