"""Entries, codes, and what may have been posted by a station itself."""

from django.utils import timezone

from messages.models import Burst, BurstMessage, Sameness
from tests.factories.casework import Cast
from tests.office.lists.samples.sample import Sample


def flagged(cast: Cast, n: int = 0, amount: int = 2) -> Burst:
    burst = Burst.objects.create(
        station=cast.station, day=timezone.localdate(), kind=Sameness.DEVICE, digest=f"d{n}"
    )
    for _ in range(amount):
        BurstMessage.objects.create(burst=burst, message=cast.submit())
    return burst


SAMPLES = {"bursts": Sample("office:bursts", flagged)}
