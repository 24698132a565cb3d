"""What a long job has finished is kept for whoever goes on with it, and no longer."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from jobs.models import Job, JobPart
from jobs.progress import JobLostError, Progress
from jobs.states import JobState
from tests.factories.jobs import make_job


@pytest.fixture
def job(staff):
    return make_job(staff, state=JobState.RUNNING)


def keep(job, key, text):
    return Progress(job).keep_part(key, ContentFile(text), {"said": key})


def exists(part):
    return part.file.storage.exists(part.file.name)


def test_finished_parts_are_found_with_their_files_and_results(job):
    keep(job, "b", b"2")
    keep(job, "a", b"1")
    parts = Progress(job).parts()

    assert [(key, part.result) for key, part in parts.items()] == [
        ("b", {"said": "b"}),
        ("a", {"said": "a"}),
    ]
    with parts["a"].file.open("rb") as file:
        assert file.read() == b"1"


def test_an_unfinished_part_is_done_anew_and_its_file_goes(job):
    old = keep(job, "a", b"half")
    JobPart.objects.update(is_done=False)
    assert Progress(job).parts() == {}
    new = keep(job, "a", b"whole")

    assert (exists(old), exists(new), JobPart.objects.count()) == (False, True, 1)


def test_a_worker_that_lost_the_job_keeps_nothing(job):
    Job.objects.update(attempt=2)

    with pytest.raises(JobLostError):
        keep(job, "a", b"1")
    assert not JobPart.objects.exists()


@pytest.mark.parametrize("end", ["finish", "cancel", "fail"])
def test_parts_go_when_the_job_ends(job, django_capture_on_commit_callbacks, end):
    part = keep(job, "a", b"1")
    with django_capture_on_commit_callbacks(execute=True):
        assert {"finish": job.finish, "cancel": job.cancel, "fail": lambda: job.fail("x")}[end]()

    assert (exists(part), JobPart.objects.exists()) == (False, False)


def test_what_is_left_of_an_old_job_is_cleaned(job):
    part = keep(job, "a", b"1")
    Job.objects.update(state=JobState.CANCELLED, finished_at=timezone.now())
    Job.objects.get().clean_files()

    assert (exists(part), JobPart.objects.exists()) == (False, False)
