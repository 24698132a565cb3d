"""Two who press together, a worker that is killed, a job that is cancelled: once, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job
from jobs.states import JobState
from jobs.tasks import run_job, sweep_jobs
from portal.rollover.jobs import order_run, run_due
from representatives.models import Leaver, MessageCode, Seat, Term, TermChange
from tests.factories.rollover import DAY, make_change

pytestmark = pytest.mark.django_db(transaction=True)


class KilledError(BaseException):
    """Nothing catches it, as nothing catches SIGKILL."""


@pytest.fixture
def setting(monkeypatch):
    """A rehearsed change; jobs stay in line until the test runs them."""
    setting = make_change()
    monkeypatch.setattr("jobs.models.enqueue", lambda task, pk: None)
    setting.change = setting.rehearsed()
    return setting


def together(*acts):
    def closing(act):
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(closing, act) for act in acts]]


def outcome():
    return (
        sorted(Term.objects.values_list("congress__level", "number")),
        Seat.objects.filter(term__number=7).count(),
        Leaver.objects.count(),
        TermChange.objects.get().state,
    )


DONE = ([("county", 6), ("county", 7), ("township", 3)], 2, 1, "done")
NOTHING = ([("county", 6), ("township", 3)], 0, 0)


def test_eight_who_press_and_four_workers_change_the_term_once(setting):
    address = reverse("office:run_rollover", args=[setting.change.pk])

    def press():
        client = Client()
        client.force_login(setting.cast.quxian)
        return client.post(address)["Location"]

    answers = together(*[press] * 8)
    job = Job.objects.get(kind="rollover-run")
    together(*[lambda: run_job(job.pk)] * 4)

    assert answers.count(reverse("jobs:detail", args=[job.pk])) == 1
    assert answers.count(reverse("office:rollover", args=[setting.change.pk])) == 7
    assert outcome() == DONE


def test_two_beats_start_a_scheduled_change_once(setting):
    setting.change.move("schedule", ordered_by=setting.cast.quxian)

    assert sum(together(*[lambda: run_due(DAY)] * 4)) == 1
    run_job(Job.objects.get(kind="rollover-run").pk)
    assert outcome() == DONE


def test_before_its_day_nothing_starts(setting):
    setting.change.move("schedule", ordered_by=setting.cast.quxian)

    assert run_due(DAY - timedelta(days=1)) == 0
    assert TermChange.objects.get().state == "scheduled"


@pytest.mark.parametrize(
    "where",
    [
        "representatives.models.Leaver.objects.bulk_create",
        "portal.rollover.run.leave_to_stations",
        "portal.rollover.run._note",
        "jobs.models.Job.finish",
    ],
)
def test_a_worker_killed_half_way_leaves_nothing_and_another_one_does_it_all(
    setting, monkeypatch, where
):
    job = order_run(setting.change, by=setting.cast.quxian, today=DAY)
    codes = MessageCode.objects.count()

    def killed(*args, **kwargs):
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(where, killed)
        with pytest.raises(KilledError):
            run_job(job.pk)
    assert outcome() == (*NOTHING, "running")
    assert MessageCode.objects.count() == codes

    Job.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=5))
    assert sweep_jobs()["resumed"] == 1
    run_job(job.pk)
    assert outcome() == DONE
    assert MessageCode.objects.count() == codes + 1


def test_a_worker_that_was_given_up_writes_nothing_any_more(setting, monkeypatch):
    job = order_run(setting.change, by=setting.cast.quxian, today=DAY)

    def given_up(*args, **kwargs):
        Job.objects.filter(pk=job.pk).update(attempt=9)

    monkeypatch.setattr("portal.rollover.run._hold", given_up)
    run_job(job.pk)
    assert outcome() == (*NOTHING, "running")


def test_after_a_cancelled_or_broken_job_it_can_be_done_again(setting, monkeypatch):
    job = order_run(setting.change, by=setting.cast.quxian, today=DAY)
    job.cancel()
    change = TermChange.objects.get()
    assert change.is_stuck

    again = order_run(change, by=setting.cast.quxian, today=DAY)
    with monkeypatch.context() as patch:
        patch.setattr("portal.rollover.run._note", lambda *args: 1 / 0)
        run_job(again.pk)
    assert Job.objects.get(pk=again.pk).state == JobState.FAILED
    assert outcome() == (*NOTHING, "running")

    last = order_run(TermChange.objects.get(), by=setting.cast.quxian, today=DAY)
    run_job(last.pk)
    assert outcome() == DONE


def test_two_who_try_again_together_start_one_job(setting):
    order_run(setting.change, by=setting.cast.quxian, today=DAY).cancel()
    address = reverse("office:run_rollover", args=[setting.change.pk])

    def press():
        client = Client()
        client.force_login(setting.cast.quxian)
        return client.post(address)["Location"]

    answers = together(*[press] * 4)
    assert sum("/jobs/" in answer for answer in answers) == 1
    assert Job.objects.filter(kind="rollover-run", state=JobState.QUEUED).count() == 1
