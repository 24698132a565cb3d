"""Inspections, and the small congress of a community."""

from tests.access.expect import DONE, GOES_ON, MISSING, OFFICES, PAGE, Row, only, seeing
from tests.access.rows_office import MANAGER, STAFF, managed
from tests.access.rows_public import page

LOOK, ACT = seeing(PAGE), seeing(*DONE)
# The office whose inspection it was, and those above it; the township below only reads.
INSPECTORS = only("quxian", "shiji", "stranger", others=(MISSING,))
KEEPERS = only("lianluo", *OFFICES, others=(MISSING,))


def form(name, target):
    return Row(name, target, get=LOOK, post=ACT)


def act(name, target):
    return Row(name, target, post=ACT)


INSPECTIONS = (
    Row("office:inspections", get=STAFF),
    form("office:inspect", "office station"),
    Row("office:inspection", "inspection", get=LOOK),
    managed("office:delete_inspection", "inspection"),
    Row("office:add_inspection_photos", "inspection", post=INSPECTORS),
    Row("office:add_finding", "inspection", get=INSPECTORS, post=INSPECTORS),
    Row("office:inspection_photo", "inspection photo", get=LOOK),
    Row("office:delete_inspection_photo", "inspection photo", post=INSPECTORS),
    Row("office:findings", get=STAFF),
    Row("office:recheck_finding", "finding", get=INSPECTORS, post=INSPECTORS),
    Row("office:score_sheets", get=STAFF),
    Row("office:add_sheet", get=MANAGER, post=MANAGER),
    Row("office:score_sheet", "score sheet", get=LOOK),
    managed("office:edit_sheet", "score sheet"),
    managed("office:stop_sheet", "score sheet", post_only=True),
    act("office:export_results", "score sheet"),
)
COMMUNITY = (
    Row("office:communities", get=KEEPERS),
    Row(
        "office:set_up_community",
        "station with congress",
        get=seeing(GOES_ON),
        post=seeing(GOES_ON),
    ),
    Row("office:community", "congress", get=LOOK),
    form("office:edit_community", "congress"),
    Row("office:residents", "congress", get=LOOK),
    act("office:add_resident", "congress"),
    form("office:end_resident", "resident"),
    Row("office:meetings", "congress", get=LOOK),
    act("office:plan_meeting", "congress"),
    form("office:hold_meeting", "meeting"),
    act("office:cancel_meeting", "meeting"),
    Row("office:working_groups", "congress", get=LOOK),
    act("office:add_working_group", "congress"),
    Row("office:working_group", "working group", get=LOOK),
    form("office:edit_working_group", "working group"),
    act("office:delete_working_group", "working group"),
    act("office:add_task", "working group"),
    act("office:switch_task", "group task"),
    Row("office:disclosures", "congress", get=LOOK),
    act("office:publish_disclosure", "congress"),
    act("office:withdraw_disclosure", "disclosure"),
    page("portal:community", "public congress"),
    page("portal:disclosures", "public column"),
)
ROWS = (*INSPECTIONS, *COMMUNITY)
