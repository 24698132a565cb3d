"""For each list its sample. A list without one fails the tests."""

from tests.office.lists.samples import fieldwork, register, supervision

SAMPLES = fieldwork.SAMPLES | register.SAMPLES | supervision.SAMPLES
