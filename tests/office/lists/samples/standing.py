"""Boards, standards, idle stations, what a change of term leaves to do."""

from django.utils import timezone

from stations.models import Board
from tests.factories.casework import Cast
from tests.office.lists.samples.register import another_station
from tests.office.lists.samples.sample import Sample


def outdated(cast: Cast, n: int) -> Board:
    station = another_station(cast, n)
    return Board.objects.create(
        station=station, current="new", printed="old", printed_at=timezone.now()
    )


SAMPLES = {"boards": Sample("office:boards", outdated, user="stranger")}
