"""For each list its sample. A list without one fails the tests."""

from tests.office.lists.samples import answers, entries, fieldwork, register, supervision

SAMPLES = {
    key: sample
    for room in (answers, entries, fieldwork, register, supervision)
    for key, sample in room.SAMPLES.items()
}
