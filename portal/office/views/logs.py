"""What was looked at and changed: the phone-reveal log for all staff, the rest for managers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.models import AuditEntry
from messages.paging import Page, key_page
from office.frame import managers_only, office_page, staff_only
from portal.office.forms.logs import AuditFilterForm

REVEAL = AuditEntry.Action.PHONE_REVEAL


@require_safe
@staff_only
def reveals(request: SignedInRequest) -> HttpResponse:
    """Who looked at which voter's phone, when and why; newest first."""
    rows = _visible(request).filter(action=REVEAL)
    page = _page(request, rows)
    return office_page(request, "reveals", "office/reveals.html", _context(request, page))


@require_safe
@managers_only
def audit(request: SignedInRequest) -> HttpResponse:
    form = AuditFilterForm(request.GET)
    page = _page(request, form.narrow(_visible(request).exclude(action=REVEAL)))
    return office_page(
        request, "audit", "office/audit.html", _context(request, page) | {"form": form}
    )


def _visible(request: SignedInRequest) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.visible_to(request.user).select_related("area")


def _page(request: SignedInRequest, rows: QuerySet[AuditEntry]) -> Page:
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    return key_page(rows, after=after, before=before)


def _context(request: SignedInRequest, page: Page) -> dict[str, Any]:
    return {"entries": page.rows, **page_urls(request, page)}


def page_urls(request: SignedInRequest, page: Page) -> dict[str, str]:
    """``newer_url`` and ``older_url`` for the pager; filters stay in the URL."""
    kept = {k: v for k, v in request.GET.items() if v and k not in ("after", "before")}
    return {
        "newer_url": "?" + urlencode(kept | {"before": page.before}) if page.before else "",
        "older_url": "?" + urlencode(kept | {"after": page.after}) if page.after else "",
    }
