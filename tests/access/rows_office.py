"""Pages under /office/: staff look, managers change. Others don't learn that the pages exist."""

from tests.access.expect import DONE, GOES_ON, MISSING, OFFICES, PAGE, Row, only, seeing

STAFF = only(*OFFICES, others=(MISSING,))
# Managers with a post; a superuser without one has no office.
MANAGER = only("quxian", "shiji", others=(MISSING,))
CITY = only("shiji", others=(MISSING,))
LOOK = seeing(PAGE)


def managed(name, target, *, post_only=False):
    """Staff of the township see the object, but only its managers get this far."""
    return Row(name, target, **({} if post_only else {"get": MANAGER}), post=MANAGER)


ROWS = (
    Row("office:overview", get=STAFF),
    Row("office:export_list", "list", post=seeing(PAGE)),
    Row("office:reveals", get=STAFF),
    Row("office:audit", get=MANAGER),
    Row("office:callbacks", get=STAFF),
    Row("office:published", get=STAFF),
    Row("office:holidays", get=STAFF),
    Row("office:add_day", post=CITY),
    Row("office:delete_day", "day", post=CITY),
    Row("office:recompute", "day", post=CITY),
    Row("office:enter_year", post=CITY),
    Row("office:withdraw_year", "notice of a year", post=CITY),
    Row("office:rules", get=STAFF),
    Row("office:edit_rules", get=MANAGER, post=MANAGER),
    Row("office:stations", get=STAFF),
    Row("office:station", "office station", get=LOOK),
    Row("office:cover", get=only("lianluo", *OFFICES, others=(MISSING,))),
    Row("office:add_cover", "covered station", get=seeing(PAGE), post=seeing(*DONE)),
    Row("office:end_cover", "cover", post=seeing(GOES_ON)),
    Row("office:people", get=STAFF),
    Row("office:representative", "office person", get=LOOK),
    Row("office:officer", "office officer", get=LOOK),
    Row("office:department", "office department", get=LOOK),
    managed("office:edit_profile", "office person"),
    managed("office:open_account", "person to open"),
    managed("office:switch", "officer to switch"),
    managed("office:remove_member", "member", post_only=True),
    managed("office:end_seat", "seat"),
    managed("office:suspend_seat", "seat"),
    managed("office:resume_seat", "seat", post_only=True),
    managed("office:issue_code", "station for a code", post_only=True),
    Row("office:code_sheet", "code", get=LOOK),
    managed("office:revoke_code", "code"),
    managed("office:reissue_code", "code"),
    managed("office:repoint_code", "code"),
)
