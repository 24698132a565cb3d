"""Addresses of evaluations outside /office/."""

from tests.access.expect import PAGE, Row, holders
from tests.access.rows_public import page

PUBLIC = [
    page("supervision:announcements"),
    page("supervision:verifier"),
    page("supervision:announcement", "published result"),
    page("supervision:count_file", "published result"),
    Row("supervision:receipts", "published result", get=holders(PAGE), post=holders(PAGE)),
]
VOTING = []
DESK = []
