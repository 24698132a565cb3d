"""Addresses of evaluations outside /office/."""

from tests.access.expect import (
    CHECK,
    GOES_ON,
    METHOD,
    MISSING,
    PAGE,
    Row,
    everyone,
    holders,
    seeing,
    signed_in,
)
from tests.access.rows_public import page

PUBLIC = [
    page("supervision:announcements"),
    page("supervision:verifier"),
    page("supervision:announcement", "published result"),
    page("supervision:count_file", "published result"),
    page("supervision:department", "published department"),
    Row("supervision:receipts", "published result", get=holders(PAGE), post=holders(PAGE)),
]
VOTING = [
    Row("supervision:vote", "ballot", get=seeing(PAGE), post=seeing(PAGE)),
    Row("supervision:vote_check", "ballot", get=seeing(GOES_ON), post=seeing(PAGE)),
    Row("supervision:vote_cast", "ballot", get=seeing(GOES_ON), post=seeing(GOES_ON)),
    page("supervision:ballot_done", "receipt"),
    Row("supervision:slip_typed", get=everyone(PAGE), post=everyone(MISSING)),
    Row("supervision:slip", "slip", get=holders(PAGE), post=holders(PAGE)),
    Row("supervision:slip_check", "slip", get=holders(GOES_ON), post=holders(PAGE)),
    Row("supervision:slip_cast", "slip", get=holders(GOES_ON), post=holders(GOES_ON)),
    page("supervision:slip_report", "slip and object"),
    page("supervision:slip_report_file", "slip and file"),
    page("supervision:how_secret"),
]
OPEN_POST = everyone(METHOD)  # read without signing in once it is published
DESK = [
    Row("supervision:mine", get=signed_in(PAGE)),
    Row("supervision:report", "own report", get=seeing(PAGE), post=seeing(CHECK, GOES_ON)),
    Row("supervision:report_preview", "own report", get=seeing(PAGE)),
    Row("supervision:report_submit", "own report", post=seeing(GOES_ON)),
    Row("supervision:report_read", "read report", get=seeing(PAGE), post=OPEN_POST),
    Row("supervision:report_file", "read file", get=seeing(PAGE), post=OPEN_POST),
    Row("supervision:report_file_delete", "draft file", post=seeing(CHECK, GOES_ON)),
    Row("supervision:my_result", "own result", get=seeing(PAGE)),
    Row("supervision:object", "own result", post=seeing(CHECK, GOES_ON)),
    Row("supervision:rectification", "own mending", get=seeing(PAGE)),
    Row("supervision:rectification_note", "own mending", post=seeing(CHECK, GOES_ON)),
    Row("supervision:rectification_report", "own mending", post=seeing(CHECK, GOES_ON)),
]
