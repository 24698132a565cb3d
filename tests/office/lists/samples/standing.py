"""Boards, standards, idle stations, what a change of term leaves to do."""

from django.utils import timezone

from stations.models import Board
from tests.factories.casework import Cast
from tests.factories.register import make_group
from tests.office.lists.samples.register import another_station
from tests.office.lists.samples.sample import Sample


def outdated(cast: Cast, n: int) -> Board:
    station = another_station(cast, n)
    return Board.objects.create(
        station=station, current="new", printed="old", printed_at=timezone.now()
    )


SAMPLES = {
    "boards": Sample("office:boards", outdated, user="stranger"),
    "failing": Sample("office:failing", another_station, user="stranger"),
    "idle": Sample("office:idle", another_station, user="stranger"),
    "idle_groups": Sample(
        "office:idle_groups",
        lambda cast, n: make_group(cast.tree.fengshan, f"第 {n} 组"),
        user="stranger",
    ),
}
