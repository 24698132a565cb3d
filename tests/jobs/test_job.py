import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from jobs.models import Job, start_job
from jobs.states import FINISHED, OPEN, JobState
from notifications.models import Notice
from tests.factories.accounts import make_staff, make_user
from tests.factories.jobs import NOW, make_job


def again(job):
    return Job.objects.get(pk=job.pk)


def test_only_one_of_two_workers_gets_a_job(staff):
    first = make_job(staff)
    second = again(first)
    assert (first.claim(), second.claim()) == (True, False)
    assert again(first).attempt == 1


def test_of_two_confirmations_one_counts(staff):
    job = make_job(staff, state=JobState.WAITING, step="check")
    other = again(job)
    assert (job.confirm(step="apply"), other.confirm(step="apply")) == (True, False)
    assert (again(job).state, again(job).step) == (JobState.QUEUED, "apply")


@pytest.mark.parametrize("state", OPEN)
def test_an_open_job_can_be_cancelled(staff, state):
    job = make_job(staff, state=state)
    assert job.cancel() is True
    assert again(job).state == JobState.CANCELLED


@pytest.mark.parametrize("state", FINISHED)
def test_a_finished_job_stays_as_it_is(staff, state):
    job = make_job(staff, state=state, error="为什么")
    assert [job.cancel(), job.finish(), job.fail("晚了"), job.claim()] == [False] * 4
    assert (again(job).state, again(job).error) == (state, "为什么")


def test_the_person_is_told_when_it_is_done_and_when_it_failed(staff):
    make_job(staff, state=JobState.RUNNING).finish()
    make_job(staff, state=JobState.RUNNING, label="导出").fail("磁盘满了")
    assert list(Notice.objects.order_by("pk").values_list("user", "text")) == [
        (staff.pk, "「测试任务」已经完成。"),
        (staff.pk, "「导出」没有完成，请您看看原因。"),
    ]


def test_the_time_left_follows_from_the_speed_so_far(staff):
    job = make_job(staff, state=JobState.RUNNING, done=100, total=400)
    assert job.seconds_left(NOW + timedelta(seconds=20)) == 60
    assert make_job(staff, state=JobState.RUNNING).seconds_left(NOW) is None
    assert make_job(staff).seconds_left(NOW) is None


def test_the_place_in_line(staff):
    jobs = [make_job(staff, queued_at=NOW + timedelta(seconds=n)) for n in range(3)]
    jobs[0].claim()
    assert [job.queue_position() for job in jobs] == [0, 1, 2]


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "lost"},
        {"state": JobState.DONE, "finished_at": None},
        {"state": JobState.QUEUED, "finished_at": NOW},
        {"state": JobState.RUNNING, "heartbeat_at": None},
        {"state": JobState.FAILED, "error": ""},
        {"total": 3, "done": 4},
    ],
)
def test_impossible_jobs_are_refused_by_the_database(staff, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_job(staff, **fields)


def test_jobs_are_seen_by_their_owner_and_by_the_managers_of_their_area(tree, staff, manager):
    own = make_job(staff)
    of_area = make_job(staff, area=tree.yunji)
    above = make_staff(tree.city, role="manager")
    beside = make_staff(tree.yuanan, role="manager")
    colleague = make_staff(tree.xiling)
    root = make_user("root", is_superuser=True)
    seen = {
        user.username: set(Job.objects.visible_to(user))
        for user in (staff, manager, above, beside, colleague, root)
    }
    assert list(seen.values()) == [
        {own, of_area},
        {of_area},
        {of_area},
        set(),
        set(),
        {own, of_area},
    ]


def test_an_unknown_kind_is_refused_at_once(staff):
    with pytest.raises(ValueError, match="unknown job kind"):
        start_job(kind="nothing", label="", created_by=staff)


def test_files_have_random_names_and_are_readable_by_us_alone(upload):
    job = upload([["日期", "原因"], ["2026-05-01", "休"]])
    path = job.input_file.path
    with open(path, "rb") as file:
        assert file.read(2) == b"PK"
    assert "名册" not in job.input_file.name
    assert job.input_name == "名册.xlsx"
    assert oct(os.stat(path).st_mode)[-3:] == "600"
    with pytest.raises(ValueError, match="no URL"):
        _ = job.input_file.url


def test_the_uploaded_table_goes_when_the_job_is_over(upload, django_capture_on_commit_callbacks):
    job = upload([["日期", "原因"], ["2026-05-01", "休"]])
    name = job.input_file.name
    with django_capture_on_commit_callbacks(execute=True):
        job.cancel()
    assert job.input_file.storage.exists(name) is False
    assert (again(job).input_file.name, again(job).input_name) == ("", "名册.xlsx")


def test_cleaning_leaves_the_counts(staff):
    result = {"counts": {"new": 3}, "preview": [{"title": "向明"}]}
    job = make_job(staff, state=JobState.DONE, result=result)
    job.result_file.save("", ContentFile(b"x"))
    name, storage = job.result_file.name, job.result_file.storage
    job.clean_files()
    assert storage.exists(name) is False
    assert (again(job).result, again(job).is_cleaned) == ({"counts": {"new": 3}}, True)


def test_what_ended_a_week_ago_is_outdated(staff):
    now = timezone.now()
    week = now - timedelta(days=7, seconds=1)
    old = make_job(staff, state=JobState.DONE, finished_at=week)
    unconfirmed = make_job(staff, state=JobState.WAITING, heartbeat_at=week)
    make_job(staff, state=JobState.DONE, finished_at=now)
    make_job(staff, state=JobState.DONE, finished_at=week, is_cleaned=True)
    make_job(staff, state=JobState.RUNNING, heartbeat_at=week)
    assert set(Job.objects.outdated(now)) == {old, unconfirmed}
