"""What the addresses of entries, codes and bursts name."""

from django.utils import timezone

from messages.models import Burst, Channel, Sameness
from tests.access.expect import Target
from tests.access.places import AWAY, UP, other_person


def entries_targets(cast):
    own, away = (
        Burst.objects.create(
            station=station, day=timezone.localdate(), kind=Sameness.DEVICE, digest="0" * 16
        )
        for station in (cast.station, other_person(cast).station)
    )
    return {
        "channel": Target({"pk": Channel.objects.order_by("pk")[0].pk}, {"pk": 10**9}),
        "burst": Target({"pk": own.pk}, {"pk": away.pk}, UP, AWAY),
    }
