"""Addresses of evaluations under /office/."""

from tests.access.expect import Row
from tests.access.rows_office import LOOK, MANAGER, STAFF, managed

RUNNING = []
RESULTS = []
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
