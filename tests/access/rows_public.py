"""What voters and visitors open without signing in, and the machine's own addresses."""

from tests.access.expect import (
    ANONYMOUS,
    FORBIDDEN,
    GOES_ON,
    METHOD,
    MISSING,
    PAGE,
    PUBLIC_GET_ONLY,
    Row,
    everyone,
    holders,
    only,
)


def page(name, target="", **options):
    return Row(name, target, get=holders(PAGE), post=everyone(METHOD, MISSING), **options)


def act(name):
    """A voter's act: looking at its address leads back to the matter and changes nothing."""
    return Row(name, "token", get=holders(GOES_ON), post=holders(GOES_ON, PAGE))


def not_at_work(role, sees):
    """Nobody rates from a browser in which somebody works: not what he did himself, nor other's."""
    return holders(*((GOES_ON, PAGE) if role == ANONYMOUS else (FORBIDDEN,)))(role, sees)


# With DEBUG off the sample pages are for administrators.
SAMPLES = only("root", others=(MISSING,), anonymous=(MISSING,))

ROWS = (
    page("portal:home"),
    page("portal:find"),
    page("portal:station", "station"),
    page("portal:representative", "representative"),
    page("portal:representative_photo", "portrait"),
    page("portal:answers"),
    page("portal:answer_photo", "public photo"),
    page("portal:help"),
    page("portal:privacy"),
    page("portal:scope"),
    Row("portal:care", get=everyone(GOES_ON), post=everyone(GOES_ON)),
    Row("portal:gallery", get=SAMPLES, post=SAMPLES),
    Row("portal:gallery_page", "sample", get=SAMPLES, post=SAMPLES),
    Row("messages:voter", "slug", get=holders(PAGE), post=holders(PAGE)),
    Row("messages:track_typed", get=everyone(PAGE), post=everyone(MISSING)),
    page("messages:track", "token"),
    act("messages:add"),
    act("messages:urge"),
    act("messages:withdraw"),
    Row("messages:rate", "token", get=holders(GOES_ON), post=not_at_work),
    act("messages:reopen"),
    act("messages:text_code"),
    act("messages:confirm_phone"),
    page("messages:my_data", "token"),
    page("messages:photo", "voter photo"),
    page("messages:qr", "token"),
    page("healthz"),
    Row("metrics", get=everyone(PAGE, MISSING), post=PUBLIC_GET_ONLY),
)
