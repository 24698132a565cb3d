"""The network's people: imported with the codes of everybody who can be written to."""

from representatives.imports.coded import CodedOfficerImport, CodedStationImport
from representatives.imports.roster import RepresentativeImport

__all__ = ["CodedOfficerImport", "CodedStationImport", "RepresentativeImport"]
