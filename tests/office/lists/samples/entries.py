"""Entries, codes, and what may have been posted by a station itself."""

from django.utils import timezone

from messages.models import Burst, BurstMessage, Channel, Sameness
from representatives.models import MessageCode
from stations.models import Station
from tests.factories.casework import Cast, make_station
from tests.office.lists.samples.sample import Sample


def flagged(cast: Cast, n: int = 0, amount: int = 2) -> Burst:
    burst = Burst.objects.create(
        station=cast.station, day=timezone.localdate(), kind=Sameness.DEVICE, digest=f"d{n}"
    )
    for _ in range(amount):
        BurstMessage.objects.create(burst=burst, message=cast.submit())
    return burst


def elsewhere(cast: Cast) -> Station:
    """In the other county, whose staff sees no code of the cast's."""
    return Station.objects.filter(code="N").first() or make_station(cast.tree.fengshan, code="N")


def coded(cast: Cast, n: int) -> MessageCode:
    return MessageCode.objects.create(station=elsewhere(cast))


def channel(cast: Cast, n: int) -> Channel:
    """Instead of those that every installation begins with."""
    if n == 0:
        Channel.objects.all().delete()
    return Channel.objects.create(slug=f"n{n}", name=f"入口{n}")


SAMPLES = {
    "bursts": Sample("office:bursts", flagged),
    "channels": Sample("office:channels", channel),
    "codes": Sample("office:entry_codes", coded, user="stranger"),
    "entries": Sample(
        "office:entries",
        lambda cast, n: make_station(cast.tree.fengshan, code=f"N{n}"),
        user="stranger",
    ),
    "station_codes": Sample("office:station_codes", coded, user="stranger", owner=elsewhere),
}
