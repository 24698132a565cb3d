"""Pages and acts under /desk/. `only(...)` names who may do an act in the state of its target."""

from tests.access.expect import (
    CHECK,
    DONE,
    FORBIDDEN,
    GOES_ON,
    MISSING,
    OFFICES,
    PAGE,
    Row,
    only,
    seeing,
    signed_in,
)

PERSON = only("daibiao", others=(MISSING,))
LOOK, OWNER = seeing(PAGE), seeing(*DONE)
ABOVE = only(*OFFICES)


def act(name, target, *, post):
    """An act on a matter: its address leads back to the page by GET and changes nothing."""
    return Row(name, target, get=signed_in(GOES_ON), post=post)


def share_act(name, target, *, post):
    """The same for a share, which has to be looked up to know where its matter is."""
    return Row(name, target, get=seeing(GOES_ON), post=post)


LISTS = (
    Row("desk:list", get=signed_in(PAGE)),
    Row("desk:density", post=signed_in(GOES_ON)),
    *(
        Row(f"desk:bulk_{act}", post=signed_in(GOES_ON))
        for act in ("accept", "assign", "note", "remind", "supervise", "merge")
    ),
    Row("desk:bulk_result", get=signed_in(GOES_ON)),
    Row("desk:code", "code kind", get=PERSON),
    Row("desk:name_card", get=PERSON),
    Row("desk:away", get=PERSON, post=PERSON),
    Row("desk:away_end", post=PERSON),
    Row("desk:record", get=PERSON),
    Row("desk:canned", get=signed_in(PAGE)),
    Row("desk:canned_add", get=signed_in(PAGE), post=signed_in(PAGE, CHECK)),
    Row("desk:canned_edit", "canned", get=OWNER, post=OWNER),
    Row("desk:canned_delete", "canned", post=OWNER),
    Row("desk:filters", get=signed_in(PAGE)),
    Row("desk:filter_save", post=signed_in(PAGE, CHECK)),
    Row("desk:filter_home", "filter", post=OWNER),
    Row("desk:filter_delete", "filter", post=OWNER),
)

MATTER = (
    Row("desk:message", "matter", get=LOOK),
    Row("desk:similar", "matter", get=LOOK),
    Row("desk:photo", "desk photo", get=LOOK),
    Row("desk:reveal_phone", "matter", get=signed_in(GOES_ON), post=only("daibiao")),
    act("desk:draft", "matter", post=only("daibiao")),
    act("desk:preview", "matter", post=only("daibiao", "lianluo", *OFFICES, do=(CHECK,))),
    Row(
        "desk:enter",
        get=only("lianluo", others=(FORBIDDEN,)),
        post=only("lianluo", others=(FORBIDDEN,)),
    ),
    Row(
        "desk:slip",
        "walk-in",
        get=only("lianluo", *OFFICES, others=(FORBIDDEN,)),
        post=only("lianluo", *OFFICES, others=(FORBIDDEN,)),
    ),
    Row("desk:ledger", get=only("lianluo", *OFFICES, others=(FORBIDDEN,))),
    Row(
        "desk:publish",
        "matter",
        get=only(*OFFICES, others=(FORBIDDEN,)),
        post=only(*OFFICES, others=(FORBIDDEN,)),
    ),
    Row("desk:unpublish", "publication", post=only(*OFFICES, others=(FORBIDDEN,))),
)


# The matter lies with the representative, then the station, the street, the voter.
ACTS = (
    act("desk:accept", "matter", post=only("daibiao")),
    act("desk:take", "overdue", post=only("lianluo")),
    act("desk:hand_over", "matter", post=only("daibiao")),
    act("desk:reply", "matter", post=only("daibiao")),
    act("desk:refer_to_assign", "at station", post=only("lianluo")),
    act("desk:refer_to_decline", "at station", post=only("lianluo")),
    act("desk:refuse_referral", "at street", post=only("jiedao")),
    act("desk:decline", "at street", post=only("jiedao")),
    act("desk:assign", "at street", post=only("jiedao")),
    act("desk:take_up", "matter", post=ABOVE),
    act("desk:supervise", "matter", post=ABOVE),
    act("desk:pause", "matter", post=only("daibiao")),
    act("desk:resume", "paused", post=only("daibiao")),
    act("desk:merge", "at station", post=only("lianluo")),
    act("desk:split", "at station", post=only("lianluo")),
    act("desk:close_elsewhere", "at station", post=only("lianluo")),
    act("desk:note", "matter", post=seeing(*DONE)),
    act("desk:confirm_phone", "matter", post=only("daibiao")),
    act("desk:call_back", "walk-in replied", post=only("quxian", "shiji")),
)
SHARES = (
    share_act("desk:sign", "share", post=only("zhanban")),
    share_act("desk:answer", "share", post=only("zhanban")),
    share_act("desk:request_extension", "share", post=only("zhanban")),
    share_act("desk:request_return", "share", post=only("zhanban")),
    share_act("desk:release", "answered share", post=only("jiedao")),
    share_act("desk:send_back", "answered share", post=only("jiedao")),
    share_act("desk:decide_return", "share to return", post=only("jiedao")),
    share_act("desk:decide_extension", "share to prolong", post=only("jiedao")),
    share_act("desk:cancel_share", "co share", post=only("jiedao")),
)
ROWS = (*LISTS, *MATTER, *ACTS, *SHARES)
