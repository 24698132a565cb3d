from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """What every page may use: `site_name`, `is_demo`, `care` (the large-text edition is on)."""
    return {
        "site_name": settings.SITE_NAME,
        "is_demo": settings.DEMO,
        "care": request.COOKIES.get("care") == "1",
    }
