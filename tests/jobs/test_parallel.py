"""Really at the same time, each on a connection of its own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from areas.models import DayOverride
from jobs.models import Job
from jobs.states import JobState
from jobs.tasks import run_job
from tests.factories.jobs import DAYS

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts):
    """Do the acts at once, each on its own connection."""

    def closing(act):
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(closing, act) for act in acts]]


@pytest.fixture
def not_eager(settings, monkeypatch):
    """Jobs stay in line until the test runs them."""
    monkeypatch.setattr("jobs.models.enqueue", lambda task, pk: None)


def test_eight_confirmations_and_four_workers_write_once(not_eager, upload, run, manager):
    job = run(upload(DAYS))

    def confirm():
        client = Client()
        client.force_login(manager)
        address = reverse("jobs:confirm", args=[job.pk])
        return client.post(address, {"digest": job.result["digest"]}).status_code

    assert together(*[confirm] * 8) == [302] * 8
    together(*[lambda: run_job(job.pk)] * 4)
    job = Job.objects.get(pk=job.pk)
    assert (job.state, job.attempt) == (JobState.DONE, 2)
    assert DayOverride.objects.count() == 2


def test_two_uploads_of_the_same_table_write_once(not_eager, upload, run):
    jobs = [run(upload(DAYS)) for _ in range(2)]
    for job in jobs:
        job.confirm(step="apply")
    together(*[lambda pk=job.pk: run_job(pk) for job in jobs])
    assert sorted(Job.objects.values_list("state", flat=True)) == [JobState.DONE, JobState.DONE]
    assert DayOverride.objects.count() == 2
