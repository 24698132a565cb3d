"""Who has to wait after too many wrong passwords; axes counts, this decides and explains."""

from datetime import datetime
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

# Wrong passwords from one address, whatever the account. An office shares one address, so this
# is far above the limit per account; it stops one password being tried on every account.
FAILURES_PER_ADDRESS = 100


class SignInGuard(AxesDatabaseHandler):
    """Locks an account for an address (axes), and an address that tries many accounts."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        return super().is_locked(request, credentials) or self._is_spraying(request)

    def _is_spraying(self, request: HttpRequest) -> bool:
        since = timezone.now() - get_cool_off(request)
        attempts = AccessAttempt.objects.filter(
            ip_address=request.META["REMOTE_ADDR"], attempt_time__gte=since
        )
        failures = attempts.aggregate(n=Sum("failures_since_start"))["n"] or 0
        return bool(failures >= FAILURES_PER_ADDRESS)


def locked_out(
    request: HttpRequest,
    response: HttpResponse | None = None,
    credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page instead of the sign-in form, 429, saying when to try again."""
    until = waiting_until(request, credentials)
    seconds = max(1, int((until - timezone.now()).total_seconds()))
    page = render(request, "accounts/locked.html", {"until": until}, status=429)
    page["Retry-After"] = str(seconds)
    return page


def waiting_until(request: HttpRequest, credentials: dict[str, Any] | None) -> datetime:
    username = get_client_username(request, credentials)
    address = request.META["REMOTE_ADDR"]
    mine = AccessAttempt.objects.filter(username=username, ip_address=address)
    last = mine.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    return last + get_cool_off(request)
