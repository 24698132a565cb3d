"""Addresses of evaluations under /office/."""

from tests.access.expect import Row
from tests.access.rows_office import LOOK, MANAGER, STAFF, managed

RESULTS = [
    managed("office:evaluation_count", "closed evaluation"),
    Row("office:evaluation_result", "result", get=LOOK),
    Row("office:evaluation_report", "result", get=LOOK),
    Row("office:evaluation_report_pdf", "result", get=LOOK),
    Row("office:evaluation_export", "result", post=LOOK),
    managed("office:evaluation_publish", "result"),
    managed("office:evaluation_unpublish", "result"),
    managed("office:evaluation_correct", "result"),
    managed("office:evaluation_reenter_paper", "result", post_only=True),
    managed("office:evaluation_finish", "result", post_only=True),
    Row("office:evaluation_feedback", "result", get=LOOK, post=MANAGER),
    Row("office:objections", get=STAFF),
    managed("office:objection_decide", "objection"),
]
SCHEMES = [
    Row("office:schemes", get=STAFF),
    Row("office:scheme_add", get=MANAGER, post=MANAGER),
    Row("office:scheme", "scheme", get=LOOK),
    managed("office:scheme_edit", "scheme"),
    managed("office:scheme_delete", "scheme", post_only=True),
    managed("office:scheme_new_version", "scheme"),
    Row("office:scheme_try", "scheme", get=LOOK),
]
CURVES = []
FOLLOW_UP = []
