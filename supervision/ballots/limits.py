"""How often somebody may try codes of slips that don't exist."""

from __future__ import annotations

from django.http import HttpRequest
from django_ratelimit.core import is_ratelimited

from accounts.network import request_network

GUESSES_PER_NETWORK = "30/10m"


def guesses_slips_too_often(request: HttpRequest) -> bool:
    """Counts one wrong code; ``RATELIMIT_ENABLE=0`` switches it off."""
    limited: bool = is_ratelimited(
        request,
        group="slip-network",
        key=lambda *_: request_network(request),
        rate=GUESSES_PER_NETWORK,
        increment=True,
    )
    return limited
