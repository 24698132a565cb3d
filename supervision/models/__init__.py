"""两述两评: from the scheme to the curve. Read in this order: states, schemes, record, moves,
moves_result, evaluations, subjects, electorate, urn, results, follow_up."""

from supervision.models.curves import CurveRules
from supervision.models.electorate import Elector, Recusal, Slip, SlipBatch
from supervision.models.evaluations import Evaluation, EvaluationQuerySet
from supervision.models.follow_up import (
    Feedback,
    Objection,
    Rectification,
    RectificationEvent,
)
from supervision.models.paper import TellerSheet, TellerTotal
from supervision.models.record import Announcement, Approval, EvaluationEvent
from supervision.models.results import Count, Remark, ReportedResult, Result, Tally
from supervision.models.schemes import (
    SMALLEST_GROUP,
    Grading,
    Measure,
    Scheme,
    SchemeFrozenError,
    SchemeGrade,
    SchemeOption,
)
from supervision.models.subjects import Report, ReportFile, Subject
from supervision.models.units import ClassedDepartment, Lineage, UnitClass
from supervision.models.urn import Receipt, Urn, UrnMark, UrnRemark

__all__ = [
    "SMALLEST_GROUP",
    "Announcement",
    "Approval",
    "ClassedDepartment",
    "Count",
    "CurveRules",
    "Elector",
    "Evaluation",
    "EvaluationEvent",
    "EvaluationQuerySet",
    "Feedback",
    "Grading",
    "Lineage",
    "Measure",
    "Objection",
    "Receipt",
    "Rectification",
    "RectificationEvent",
    "Recusal",
    "Remark",
    "Report",
    "ReportFile",
    "ReportedResult",
    "Result",
    "Scheme",
    "SchemeFrozenError",
    "SchemeGrade",
    "SchemeOption",
    "Slip",
    "SlipBatch",
    "Subject",
    "Tally",
    "TellerSheet",
    "TellerTotal",
    "UnitClass",
    "Urn",
    "UrnMark",
    "UrnRemark",
]
