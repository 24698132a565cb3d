"""Addresses of preparing and running evaluations, under /office/."""

from tests.access.expect import (
    CHECK,
    DONE,
    GOES_ON,
    MISSING,
    PAGE,
    Row,
    only,
    seeing,
    signed_in_only,
)

# Managers of the county, from an office; the superuser has none.
RUNNERS = ("quxian", "shiji")


def runs(*do):
    """Whoever manages the county; everybody else has never heard of it."""
    return only(*RUNNERS, do=do or DONE, others=(MISSING,))


STAFF = signed_in_only(
    lambda role, sees: (PAGE,) if role in ("jiedao", *RUNNERS, "stranger") else (MISSING,)
)
ADDS = signed_in_only(lambda role, sees: DONE if role in RUNNERS else (MISSING,))
SEEN = seeing(PAGE)

ROWS = [
    Row("office:evaluations", get=STAFF),
    Row("office:evaluation_add", get=ADDS, post=ADDS),
    Row("office:evaluation", "evaluation", get=SEEN),
    Row("office:evaluation_turnout", "open evaluation", get=SEEN),
    Row("office:evaluation_edit", "evaluation", get=runs(), post=runs()),
    Row("office:evaluation_subjects", "evaluation", get=SEEN),
    Row("office:evaluation_add_subjects", "evaluation", post=runs(GOES_ON)),
    Row("office:evaluation_order_subjects", "evaluation", post=runs(GOES_ON)),
    Row("office:evaluation_remove_subject", "evaluation", post=runs(MISSING)),
    Row("office:evaluation_withdraw_subject", "subject", get=runs(), post=runs()),
    Row("office:evaluation_electors", "evaluation", get=SEEN),
    Row("office:evaluation_propose_electors", "evaluation", post=runs(GOES_ON)),
    Row("office:evaluation_add_elector", "evaluation", get=runs(), post=runs()),
    Row("office:evaluation_remove_elector", "evaluation", post=runs(MISSING)),
    Row("office:evaluation_recuse", "elector", get=runs(), post=runs()),
    Row("office:evaluation_unrecuse", "evaluation", post=runs(MISSING)),
    Row("office:evaluation_reports", "evaluation", get=SEEN),
    Row("office:evaluation_send_back_report", "report", get=runs(), post=runs()),
    Row("office:evaluation_approve", "evaluation", get=runs(), post=runs()),
    Row("office:evaluation_open", "evaluation", get=runs(), post=runs()),
    Row("office:evaluation_remind", "open evaluation", get=runs(), post=runs()),
    Row("office:evaluation_prolong", "open evaluation", get=runs(), post=runs()),
    Row("office:evaluation_close", "open evaluation", get=runs(), post=runs()),
    Row("office:evaluation_cancel", "open evaluation", get=runs(), post=runs()),
    # Any staff who see it may be a teller; the numbers are for the tellers alone.
    Row("office:teller", "open evaluation", get=SEEN, post=seeing(CHECK)),
    Row("office:teller_compare", "open evaluation", get=SEEN),
    Row("office:teller_take_back", "open evaluation", post=seeing(GOES_ON)),
    Row("office:teller_scan", "sheet", get=SEEN),
    Row("office:teller_void", "sheet of a teller", get=runs(), post=runs()),
    Row("office:evaluation_trial", "evaluation", get=runs(), post=runs()),
    Row("office:evaluation_trial_check", "evaluation", get=runs(), post=runs()),
    Row("office:evaluation_trial_cast", "evaluation", get=runs(), post=runs()),
    Row("office:evaluation_slips", "evaluation", get=SEEN),
    Row("office:slips_print", "evaluation", get=runs(), post=runs()),
    Row("office:slips_handed_out", "evaluation", get=runs(), post=runs()),
    Row("office:slips_void", "slips", get=runs(), post=runs()),
]
