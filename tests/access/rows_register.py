"""The register under /office/: stations and what they say of themselves, groups, branches, notices."""

from tests.access.expect import DONE, GOES_ON, MISSING, OFFICES, PAGE, Row, only, seeing
from tests.access.rows_office import MANAGER, STAFF, managed

LOOK, ACT, DO = seeing(PAGE), seeing(*DONE), seeing(GOES_ON)


def form(name, target):
    return Row(name, target, get=LOOK, post=ACT)


ROWS = (
    # stations
    Row("office:add_station", get=MANAGER, post=MANAGER),
    managed("office:edit_station", "office station"),
    managed("office:switch_station", "office station"),
    Row("office:own_stations", get=only("lianluo", others=(MISSING,))),
    form("office:hours", "kept station"),
    form("office:add_reception", "kept station"),
    form("office:edit_reception", "reception"),
    Row("office:delete_reception", "reception", post=DO),
    form("office:photos", "kept station"),
    Row("office:delete_photo", "station photo to keep", post=DO),
    Row("office:visits", get=only("lianluo", *OFFICES, others=(MISSING,))),
    form("office:add_visit", "covered station"),
    form("office:edit_visit", "visit"),
    Row("office:delete_visit", "visit", post=DO),
    # groups
    Row("office:groups", get=STAFF),
    Row("office:add_group", get=MANAGER, post=MANAGER),
    Row("office:group", "group", get=LOOK),
    managed("office:edit_group", "group"),
    managed("office:switch_group", "group"),
    Row("office:find_members", "group", get=MANAGER),
    # Whom to add is posted: nobody is named here.
    Row("office:add_member", "group", post=only(others=(MISSING,))),
    managed("office:change_role", "group member", post_only=True),
    managed("office:leave_group", "group member", post_only=True),
    form("office:add_activity", "group"),
    form("office:edit_activity", "activity"),
    form("office:hold_activity", "activity"),
    Row("office:cancel_activity", "activity", post=DO),
    # party branches
    Row("office:branches", get=STAFF),
    Row("office:add_branch", get=MANAGER, post=MANAGER),
    Row("office:branch", "branch", get=LOOK),
    managed("office:edit_branch", "branch"),
    managed("office:switch_branch", "branch"),
    Row("office:attach_group", "branch", post=only(others=(MISSING,))),
    managed("office:detach_group", "branch group", post_only=True),
    Row("office:find_comrades", "branch", get=MANAGER),
    Row("office:add_comrade", "branch", post=only(others=(MISSING,))),
    managed("office:make_secretary", "comrade", post_only=True),
    managed("office:leave_branch", "comrade", post_only=True),
    # notices
    Row("office:bulletins", get=STAFF),
    Row("office:add_bulletin", get=STAFF, post=STAFF),
    form("office:edit_bulletin", "bulletin"),
    Row("office:withdraw_bulletin", "bulletin", post=DO),
    # duty reports and party membership
    Row("office:duty_reports", get=STAFF),
    form("office:add_duty_report", "office person"),
    form("office:edit_duty_report", "duty report"),
    Row("office:delete_duty_report", "duty report", post=DO),
    managed("office:party_member", "office person", post_only=True),
)
