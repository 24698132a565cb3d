"""For each list its sample. A list without one fails the tests."""

from tests.office.lists.samples import answers, fieldwork, register, supervision

SAMPLES = answers.SAMPLES | fieldwork.SAMPLES | register.SAMPLES | supervision.SAMPLES
