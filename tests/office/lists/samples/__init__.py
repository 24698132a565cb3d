"""For each list its sample. A list without one fails the tests."""

from tests.office.lists.samples import fieldwork, supervision

SAMPLES = fieldwork.SAMPLES | supervision.SAMPLES
