"""For each list its sample. A list without one fails the tests."""

from tests.office.lists.samples import (
    answers,
    congresses,
    entries,
    fieldwork,
    register,
    running,
    standing,
    supervision,
    worklist,
)

ROOMS = (
    answers,
    congresses,
    entries,
    fieldwork,
    register,
    running,
    standing,
    supervision,
    worklist,
)
SAMPLES = {key: sample for room in ROOMS for key, sample in room.SAMPLES.items()}
