"""Find messages that a station may have written to itself; staff look and decide.

Left out are matters that an officer wrote down, which come from the officer's own device, and
those kept from the station, of which nobody there may learn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest

from accounts.phones import keyed_digest
from messages.models import Burst, BurstMessage, Sameness, SenderTrace
from messages.models.bursts import DIGEST_LENGTH

#: messages to one station on one day from the same sender; the one place to change them
SIZES: Mapping[str, int] = {
    Sameness.DEVICE: settings.BURST_BY_DEVICE,
    Sameness.NETWORK: settings.BURST_BY_NETWORK,
}
DAYS_KEPT = 30
DAYS_LOOKED_BACK = 1  # what came in just before midnight is flagged after it


@dataclass(frozen=True)
class Sender:
    """The browser's own cookie, and the address; "" for what is not known."""

    device: str = ""
    network: str = ""

    def trace(self, message_id: int, station_id: int, day: date) -> SenderTrace:
        def digest(kind: str, text: str) -> str:
            parts = (f"sender-{kind}", str(station_id), day.isoformat(), text)
            return keyed_digest(*parts)[:DIGEST_LENGTH] if text else ""

        return SenderTrace(
            message_id=message_id,
            station_id=station_id,
            day=day,
            device=digest("device", self.device),
            network=digest("network", self.network),
        )


NOBODY = Sender()


def sender_of(request: HttpRequest) -> Sender:
    device = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    return Sender(device, _connection(request.META.get("REMOTE_ADDR", "")))


def _connection(text: str) -> str:
    """The line somebody is on; "" for an inner address, which is a proxy's or a whole house's."""
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    if not address.is_global:
        return ""
    if address.version == 4:
        return str(address)
    return str(ip_network((address, 64), strict=False))


def flag(today: date) -> int:
    """Flag bursts of yesterday and today; the number of messages flagged anew.

    A device before its network, so that the same messages are not flagged twice. Run again, or
    after being killed, it adds what is missing.
    """
    since = today - timedelta(days=DAYS_LOOKED_BACK)
    return sum(_flag(kind, since) for kind in (Sameness.DEVICE, Sameness.NETWORK))


def _flag(kind: Sameness, since: date) -> int:
    traces = _traces(kind, since)
    groups = (
        traces.order_by()
        .values_list("station", "day", kind.value)
        .annotate(n=Count("pk"))
        .filter(n__gte=SIZES[kind])
        .values_list("station", "day", kind.value)
    )
    flagged = 0
    for station, day, digest in list(groups):
        same = traces.filter(station=station, day=day, **{kind.value: digest})
        with transaction.atomic():
            burst, _ = Burst.objects.get_or_create(
                station_id=station, day=day, kind=kind, digest=digest
            )
            flagged += burst.take_in(set(same.values_list("message_id", flat=True)))
    return flagged


def _traces(kind: Sameness, since: date) -> QuerySet[SenderTrace]:
    traces = SenderTrace.objects.filter(day__gte=since).exclude(**{kind.value: ""})
    if kind == Sameness.DEVICE:
        return traces
    by_device = BurstMessage.objects.filter(
        message=OuterRef("message"), burst__kind=Sameness.DEVICE
    )
    return traces.exclude(Exists(by_device))


def forget(today: date) -> None:
    Burst.forget(today - timedelta(days=DAYS_KEPT))
