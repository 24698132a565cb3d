"""Congresses, publication freezes and roll-overs: staff of the area look, its managers act."""

from tests.access.expect import GOES_ON, MISSING, OFFICES, PAGE, Row, only, seeing

STAFF = only(*OFFICES, others=(MISSING,))
MANAGER = only("quxian", "shiji", others=(MISSING,))
LOOK = seeing(PAGE)
ACT = only("quxian", "shiji", do=(GOES_ON,), others=(MISSING,))

ROWS = (
    Row("office:congresses", get=STAFF),
    Row("office:freezes", get=STAFF),
    Row("office:congress", "people's congress", get=LOOK),
    Row("office:district", "district", get=LOOK),
    Row("office:district_areas", "district", get=MANAGER, post=MANAGER),
    Row("office:unit", "unit", get=LOOK),
    Row("office:add_freeze", "people's congress", get=MANAGER, post=MANAGER),
    Row("office:end_freeze", "freeze", post=ACT),
    Row("office:start_rollover", "people's congress", get=MANAGER, post=MANAGER),
    Row("office:rollover", "rollover", get=LOOK),
    Row("office:edit_rollover", "rollover", get=MANAGER, post=MANAGER),
    Row("office:rollover_roster", "rollover", get=MANAGER, post=MANAGER),
    Row("office:roster_draft", "rollover", get=MANAGER),
    Row("office:rehearse_rollover", "rollover", post=ACT),
    Row("office:rollover_codes", "rollover", get=MANAGER, post=MANAGER),
    Row("office:schedule_rollover", "rollover", post=ACT),
    Row("office:unschedule_rollover", "rollover", post=ACT),
    Row("office:run_rollover", "rollover", get=ACT, post=ACT),
    Row("office:cancel_rollover", "rollover", post=ACT),
    Row("office:leavers", "done rollover", get=LOOK),
    Row("office:decide_leavers", "done rollover", post=ACT),
    Row("office:decide_leaver", "leaver", get=MANAGER, post=MANAGER),
    Row("office:reprint", "done rollover", get=LOOK),
)
