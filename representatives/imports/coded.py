"""Stations and officers, with the codes under which they can be written to."""

from __future__ import annotations

from jobs.imports import register
from jobs.plans import Plan
from representatives.codes import issue_missing_codes
from stations.imports import OfficerImport, StationImport


@register
class CodedStationImport(StationImport):
    """Every station gets a message code of its own."""

    def apply(self, plan: Plan) -> None:
        super().apply(plan)
        issue_missing_codes("station")


@register
class CodedOfficerImport(OfficerImport):
    def apply(self, plan: Plan) -> None:
        super().apply(plan)
        issue_missing_codes("officer")
