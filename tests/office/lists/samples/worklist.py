"""The work lists."""

from tests.messages.worklist_cases import to_station
from tests.office.lists.samples.sample import Sample

SAMPLES = {
    "worklist": Sample(
        "desk:list", lambda cast, n: to_station(cast), user="lianluo", query="?tab=inbox"
    )
}
