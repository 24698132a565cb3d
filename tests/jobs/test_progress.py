import pytest

from jobs.models import Job
from jobs.progress import JobLostError, Progress
from jobs.states import JobState
from tests.factories.jobs import make_job


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def job(staff):
    return make_job(staff, state=JobState.RUNNING)


def test_it_writes_at_most_twice_a_second(job, django_assert_num_queries):
    clock = Clock()
    progress = Progress(job, clock)
    progress.start(1000, "正在检查")
    with django_assert_num_queries(2):
        for _ in range(1000):
            clock.now += 0.001
            progress.advance()
    job.refresh_from_db()
    assert (job.total, job.note) == (1000, "正在检查")
    assert 990 < job.done <= 1000


def test_a_sign_of_life_goes_with_every_write(job):
    before = job.heartbeat_at
    Progress(job).start(3, "正在检查")
    job.refresh_from_db()
    assert job.heartbeat_at > before


def test_more_done_than_announced_is_no_error(job):
    progress = Progress(job, Clock())
    progress.start(1, "")
    progress.done = 5
    progress.write()
    job.refresh_from_db()
    assert (job.done, job.total) == (5, 5)


def test_a_cancelled_job_stops_the_work(job):
    progress = Progress(job)
    Job.objects.get(pk=job.pk).cancel()
    with pytest.raises(JobLostError):
        progress.start(1, "")


def test_a_job_given_to_another_worker_stops_the_work_of_the_first(job):
    progress = Progress(job)
    Job.objects.filter(pk=job.pk).update(attempt=2)
    with pytest.raises(JobLostError):
        progress.write()
    with pytest.raises(JobLostError):
        progress.finish({})
    job.refresh_from_db()
    assert job.state == JobState.RUNNING


def test_each_counts_what_it_yields(job):
    progress = Progress(job, Clock())
    assert list(progress.each("abc", 3, "正在检查")) == ["a", "b", "c"]
    assert progress.done == 3
