"""What can be imported about stations: the register, officers and departments.

Stations and officers get their message codes one floor up, in `representatives.imports`, which
registers the two; departments have none.
"""

from stations.imports.columns import AREA_CODE, OWN_PHONE, STATION_CODE, WithStations, pk_of
from stations.imports.people import DepartmentImport, OfficerImport
from stations.imports.places import StationImport, past_date

__all__ = [
    "AREA_CODE",
    "OWN_PHONE",
    "STATION_CODE",
    "DepartmentImport",
    "OfficerImport",
    "StationImport",
    "WithStations",
    "past_date",
    "pk_of",
]
