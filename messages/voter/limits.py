"""How often somebody may try. Generous for a community behind one address, tight for guessing.

Nothing is counted twice for one form, so a double tap costs nothing. The counters live under
hashes in a cache of their own, and whoever is over a limit adds none: a flood can't push out what
holds it back. `RATELIMIT_ENABLE=0` switches them off.
"""

from __future__ import annotations

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django_ratelimit.core import is_ratelimited

from accounts.network import request_network
from accounts.phones import keyed_digest

HOUR = 3600
PER_PHONE = "10/h"  # messages from one phone
PER_NETWORK = "120/10m"  # messages from one network: a /24 may be a whole community
ADDITIONS = "20/d"  # words and photos added to one matter
GUESSES_PER_NETWORK = "30/10m"  # typed tracking codes
GUESSES_PER_CODE = "8/h"  # tries at the last four digits of one code


def _over(request: HttpRequest, group: str, value: str, rate: str, *, counts: bool = True) -> bool:
    limited: bool = is_ratelimited(
        request, group=group, key=lambda *_: value, rate=rate, increment=counts
    )
    return limited


def submits_too_often(request: HttpRequest, *, phone: str, key: str) -> bool:
    if not settings.RATELIMIT_ENABLE:
        return False
    sent, network = caches["counters"], request_network(request)
    form = f"voter-form:{keyed_digest('form', key, phone)}"
    if sent.get(form):
        return False  # the same form again: intake gives the same receipt
    if _over(request, "voter-network", network, PER_NETWORK, counts=False):
        return True
    if not sent.add(form, 1, HOUR):
        return False  # sent twice at this very moment
    over = [
        _over(request, "voter-phone", keyed_digest("limit", phone), PER_PHONE),
        _over(request, "voter-network", network, PER_NETWORK),
    ]
    if any(over):
        sent.delete(form)
    return any(over)


def adds_too_often(request: HttpRequest, token_digest: str) -> bool:
    return _over(request, "voter-additions", token_digest, ADDITIONS)


def guesses_too_often(request: HttpRequest, code: str) -> bool:
    return _over(request, "track-network", request_network(request), GUESSES_PER_NETWORK) or _over(
        request, "track-code", keyed_digest("limit", code), GUESSES_PER_CODE
    )
