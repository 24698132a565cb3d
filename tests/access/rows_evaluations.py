"""Addresses of evaluations under /office/."""

from tests.access.expect import MISSING, Row, signed_in
from tests.access.rows_office import LOOK, MANAGER, STAFF, managed

RESULTS = [
    managed("office:evaluation_count", "closed evaluation"),
    Row("office:evaluation_result", "result", get=LOOK),
    Row("office:evaluation_report", "result", get=LOOK),
    Row("office:evaluation_report_pdf", "result", post=LOOK),
    Row("office:evaluation_export", "result", post=LOOK),
    Row("office:evaluation_count_file", "result", post=LOOK),
    managed("office:evaluation_publish", "result"),
    managed("office:evaluation_unpublish", "result"),
    managed("office:evaluation_correct", "result"),
    managed("office:evaluation_reenter_paper", "result", post_only=True),
    managed("office:evaluation_finish", "result", post_only=True),
    Row("office:evaluation_feedback", "result", get=LOOK, post=MANAGER),
    Row("office:objections", get=STAFF),
    Row("office:objection_decide", "objection", get=LOOK, post=MANAGER),
]
SCHEMES = [
    Row("office:schemes", get=STAFF),
    Row("office:scheme_add", get=MANAGER, post=MANAGER),
    Row("office:scheme", "scheme", get=LOOK),
    managed("office:scheme_edit", "scheme"),
    managed("office:scheme_delete", "scheme", post_only=True),
    managed("office:scheme_new_version", "scheme"),
    Row("office:scheme_try", "scheme", get=LOOK),
    Row("office:unit_classes", get=STAFF),
    Row("office:unit_class_add", get=MANAGER, post=MANAGER),
    managed("office:unit_class_edit", "unit class"),
    managed("office:unit_class_delete", "unit class", post_only=True),
    Row("office:classed_departments", get=MANAGER, post=MANAGER),
    Row("office:lineage", get=STAFF),
    Row("office:lineage_add", get=MANAGER, post=MANAGER),
    managed("office:lineage_delete", "lineage", post_only=True),
    Row("office:reported_results", get=STAFF),
    managed("office:reported_result_delete", "reported result", post_only=True),
]
CURVES = [
    Row("office:curves", get=STAFF),
    Row("office:curve", "rated department", get=LOOK),
    Row("office:curve_messages", "rated department", get=LOOK),
    Row("office:curve_compare", get=STAFF),
    Row("office:curve_rules", get=MANAGER, post=MANAGER),
    Row("office:curve_bonus", post=MANAGER, data={"year": "2021", "area": "420502"}),
]
FOLLOW_UP = [
    Row("office:rectifications", get=STAFF),
    # It asks for an object of a counted evaluation in its query.
    Row("office:rectification_add", get=signed_in(MISSING), post=signed_in(MISSING)),
    Row("office:rectification", "rectification", get=LOOK),
    managed("office:rectification_check", "rectification"),
    managed("office:rectification_send_back", "rectification"),
    managed("office:rectification_prolong", "rectification"),
    managed("office:rectification_cancel", "rectification"),
]
