"""Accounts, sign-in, jobs and notices."""

from tests.access.expect import (
    DONE,
    FORBIDDEN,
    GOES_ON,
    LOGIN,
    MANAGERS,
    METHOD,
    MISSING,
    OFFICES,
    PAGE,
    Row,
    everyone,
    holders,
    only,
    seeing,
    signed_in,
    signed_in_only,
)

MANAGER = only(*MANAGERS, others=(MISSING,))
IMPORTER = only(*MANAGERS, others=(FORBIDDEN,))
OWNER = seeing(*DONE)
# Whoever runs the system sees a task, but not what was made for an office.
OFFICE = signed_in_only(lambda role, sees: DONE if sees and role != "root" else (MISSING,))
ANY = signed_in(*DONE)
# Its own password once more before anything of the second step is shown.
CONFIRM_FIRST = signed_in(PAGE, GOES_ON)
# Nothing to switch off or to show before it was switched on.
IF_ANY = signed_in(PAGE, GOES_ON, MISSING)

ACCOUNTS = (
    Row("account_login", get=everyone(PAGE, GOES_ON), post=everyone(PAGE, GOES_ON)),
    Row("account_logout", get=signed_in(PAGE), post=everyone(GOES_ON, LOGIN)),
    Row("account_reauthenticate", get=ANY, post=ANY),
    Row("account_change_password", get=ANY, post=ANY),
    Row("usersessions_list", get=ANY, post=ANY),
    Row("mfa_index", get=ANY),
    Row("mfa_authenticate", get=everyone(GOES_ON, LOGIN), post=everyone(GOES_ON, LOGIN)),
    Row("mfa_reauthenticate", get=CONFIRM_FIRST, post=CONFIRM_FIRST),
    Row("mfa_activate_totp", get=CONFIRM_FIRST, post=CONFIRM_FIRST),
    Row("mfa_deactivate_totp", get=IF_ANY, post=IF_ANY),
    Row("mfa_view_recovery_codes", get=IF_ANY, post=signed_in(METHOD, MISSING)),
    Row("mfa_generate_recovery_codes", get=CONFIRM_FIRST, post=CONFIRM_FIRST),
    Row("mfa_download_recovery_codes", get=IF_ANY, post=signed_in(METHOD, MISSING)),
    Row("accounts:home", get=signed_in(GOES_ON)),
    Row("accounts:profile", get=signed_in(PAGE)),
    Row("accounts:activate", "activation", get=holders(PAGE), post=holders(PAGE)),
    Row("accounts:manage", get=MANAGER),
    Row("accounts:invite", get=MANAGER, post=MANAGER),
    Row("accounts:activation_slip", "account", post=OWNER),
    Row("accounts:revoke_activation", "account", post=OWNER),
    Row("accounts:end_sessions", "account", post=OWNER),
    Row("accounts:reset_second_step", "account", post=OWNER),
    Row("accounts:end_post", "post", post=OWNER),
)
JOBS = (
    Row("jobs:list", get=signed_in(PAGE)),
    Row("jobs:detail", "job", get=OWNER),
    Row("jobs:progress", "job", get=OWNER),
    Row("jobs:confirm", "job", post=OWNER),
    Row("jobs:cancel", "job", post=OWNER),
    Row("jobs:download", "job", get=OFFICE),
    Row("jobs:take", "job", post=signed_in(MISSING)),
    Row("jobs:import_index", get=IMPORTER),
    Row("jobs:import_start", "import", get=IMPORTER, post=IMPORTER),
    Row("jobs:import_template", "import", get=IMPORTER),
)
NOTICES = (
    Row("notifications:list", get=signed_in(PAGE)),
    Row("notifications:read_all", post=signed_in(GOES_ON)),
    Row("notifications:open", "notice", post=OWNER),
    Row("notifications:read", "notice", post=OWNER),
    Row("notifications:settings", get=ANY, post=ANY),
    Row("notifications:status", get=only(*OFFICES, "root", others=(MISSING,))),
    Row("notifications:log", get=MANAGER),
    Row("notifications:resend", "delivery", post=OWNER),
)
ROWS = (*ACCOUNTS, *JOBS, *NOTICES)
