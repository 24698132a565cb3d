"""Stations, and what is recorded at them."""

from tests.factories.casework import make_station
from tests.factories.register import make_visit
from tests.office.lists.samples.sample import Sample

SAMPLES = {
    # The cast has a station in 西陵; these lie in the other county, whose staff looks.
    "stations": Sample(
        "office:stations",
        lambda cast, n: make_station(cast.tree.fengshan, code=f"N{n}", pinyin=f"zhan {n}"),
        user="stranger",
    ),
    "visits": Sample(
        "office:visits", lambda cast, n: make_visit(cast.station, cast.lianluo, visitors=n + 1)
    ),
}
