"""Who may do what with a job that is seen: each predicate for everybody and every job, whole."""

from copy import copy
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import User
from inspections.job_kinds import RESULTS
from jobs import permissions as may
from jobs.imports import can_import
from jobs.job_kinds import IMPORT
from jobs.models import Job
from jobs.states import KEEP_ONCE_FOR, JobState
from office.lists.exports import EXPORT
from supervision.job_kinds import PRINT_SLIPS
from tests.factories.accounts import make_staff, make_user
from tests.factories.casework import make_cast
from tests.factories.jobs import make_job
from tests.factories.predicates import allowed, each, rules_of
from tests.neighbours import built_before

# lianluo's are for lianluo alone, the others for the county; guanli and weihu are administrators of
# the system, one without an office, one with a post in another county's.
OPEN_IN_AREA = {"running", "right", "wrong", "the city's"}
OPEN_OF_ONE = {"queued", "not managing", "other kind"}
OF_A_JOB = {
    # Whoever asked for the preview has looked at it, and confirms what is all right.
    may.can_confirm: {
        "quxian": {"right"},
        "shiji": {"the city's"},
        "lianluo": {"other kind"},
    },
    may.can_cancel: {
        "quxian shiji": OPEN_IN_AREA,
        "lianluo": OPEN_OF_ONE,
        "guanli weihu": OPEN_IN_AREA | OPEN_OF_ONE,
    },
    # A list that somebody took along holds what that person may read; what was made for an area is
    # for its offices, not for whoever runs the system.
    may.can_download: {"quxian shiji": {"faults", "inspections"}, "lianluo": {"list"}},
    may.can_take: {"quxian": {"slips"}},
}


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with built_before(django_db_blocker):
        cast = make_cast()
        make_staff(cast.tree.xiling, username="erguan")  # of the county, who manages nothing
        make_user("guanli", is_superuser=True)
        make_staff(cast.tree.fengshan, username="weihu", is_superuser=True)
        yield {name: make_job(**fields) for name, fields in jobs_of(cast).items()}


def jobs_of(cast):
    county = {"user": cast.quxian, "area": cast.tree.xiling}
    preview = {"kind": IMPORT, "state": JobState.WAITING, "result": {"counts": {"wrong": 0}}}
    one = {"user": cast.lianluo}
    done = {"state": JobState.DONE, "finished_at": timezone.now()}
    slips = county | done | {"kind": PRINT_SLIPS, "result_file": "slips.pdf"}
    return {
        "queued": one,
        "running": county | {"state": JobState.RUNNING},
        "right": county | preview,
        "wrong": county | preview | {"result": {"counts": {"wrong": 1}}},
        "the city's": county | preview | {"user": cast.shiji},
        "not managing": one | preview,
        "other kind": one | {"state": JobState.WAITING},
        "faults": county | done | {"kind": IMPORT, "result_file": "faults.xlsx"},
        "inspections": county | done | {"kind": RESULTS, "result_file": "inspections.xlsx"},
        "list": one | done | {"kind": EXPORT, "result_file": "list.xlsx"},
        "list, gone": one | done | {"kind": EXPORT},
        "slips": slips,
        "slips, late": slips | {"finished_at": timezone.now() - KEEP_ONCE_FOR},
        "slips, unfinished": slips | {"state": JobState.FAILED, "error": "打印机坏了"},
        "slips, taken": slips | {"result_file": ""},
        "failed": county | done | {"state": JobState.FAILED, "error": "表格打不开"},
        "cancelled": county | done | {"state": JobState.CANCELLED},
    }


@pytest.fixture
def people(built, db):
    return list(User.objects.all())


@pytest.mark.parametrize("predicate", OF_A_JOB, ids=lambda one: one.__name__)
def test_of_a_job_this_is_for_these_and_nobody_else(predicate, built, people):
    seen = {user: set(Job.objects.visible_to(user)) for user in people}
    found = allowed(people, lambda user, job: job in seen[user] and predicate(user, job), built)
    assert found == each(OF_A_JOB[predicate])


def test_a_secret_is_there_for_a_day(built, people):
    job = copy(built["slips, late"])  # `built` is everybody's
    job.finished_at += timedelta(seconds=1)
    found = allowed(people, may.can_take, {"at the last moment": job})
    assert found == {"quxian": {"at the last moment"}}
    job.finished_at = None
    assert allowed(people, may.can_take, {"nobody knows when": job}) == {}


def test_a_file_of_an_area_is_not_for_staff_of_it_who_manage_nothing(built, people):
    found = allowed(people, may.can_download, {"faults": built["faults"]})
    assert found.keys() == {"quxian", "shiji"}


def test_managers_import(people):
    found = {user.username for user in people if can_import(user)}
    assert found == {"quxian", "shiji", "guanli", "weihu"}


def test_who_is_not_signed_in_may_nothing(built):
    rules = (may.can_confirm, may.can_download, may.can_take)
    assert [
        (rule.__name__, name)
        for rule in rules
        for name, job in built.items()
        if rule(AnonymousUser(), job)
    ] == []
    assert (can_import(AnonymousUser()), list(Job.objects.visible_to(AnonymousUser()))) == (
        False,
        [],
    )


def test_every_predicate_has_its_table():
    assert rules_of(may) == {*OF_A_JOB}
