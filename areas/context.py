import structlog
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from areas.models import Installation

log = structlog.get_logger(__name__)


def site(request: HttpRequest) -> dict[str, object]:
    """What every page may use: `site_name`, `footer`, `is_demo`, `care` (large-text edition)."""
    installation = SimpleLazyObject(_installation)
    return {
        "site_name": SimpleLazyObject(lambda: installation.portal_name),
        "footer": SimpleLazyObject(lambda: installation.footer),
        "is_demo": settings.DEMO,
        "care": request.COOKIES.get("care") == "1",
    }


def _installation() -> Installation:
    """The names on the root area; a page that reports trouble shows without the database too."""
    try:
        return Installation.current()
    except DatabaseError:
        log.exception("installation_unreadable")
        return Installation(portal_name=settings.SITE_NAME)
