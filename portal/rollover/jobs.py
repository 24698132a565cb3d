"""The two long works of a change: the rehearsal and the run; and who may put them in line."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import IO, Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from areas.dates import chinese_date
from casework.workflow import TransitionError
from jobs.import_files import wrong_rows
from jobs.models import Job, start_job
from jobs.plans import Plan
from jobs.progress import JobError, Progress
from jobs.registry import job_kind
from jobs.writing import write_workbook
from portal.rollover.plan import Outcome, digest_of, outcome_of, read_facts
from portal.rollover.rehearsal import HEADER, describe, sheet
from portal.rollover.roster import NO_FILE, read_roster, roster_of
from portal.rollover.run import MovedOnError, carry_out
from representatives.models import ChangeState, Term, TermChange

REHEARSAL, RUN = "rollover-rehearsal", "rollover-run"
TEMPLATE = "portal/office/_rollover_job.html"
NOT_OURS = "名册或者换届的设置后来又改过，这次的结果不算数了。请看换届页面。"
MOVED_ON = "预演以后，名册上的人或者现有的代表职务有了变动，什么都没有写入。请重新预演，看过再办。"
NO_TERM = "这个人民代表大会没有正在进行的一届，不用换届；直接导入名册就行。"


@job_kind(REHEARSAL, "换届预演", resumable=True, result_template=TEMPLATE)
def rehearse(job: Job, progress: Progress) -> None:
    """Writes nothing but its own outcome, and that only if nobody changed the plan meanwhile."""
    change = _change_of(job)
    roster = roster_of(change, job.created_by)
    progress.start(0, "正在读取名册")
    plan = roster.check(read_roster(change, roster), progress)
    if not Term.objects.current().filter(congress=change.congress_id).exists():
        raise JobError(NO_TERM)
    facts = read_facts(change)
    outcome = outcome_of(plan, facts)
    progress.advance(0, "正在整理结果")
    result = describe(change, plan, facts, outcome)
    with _workbook(type(roster), plan, outcome) as (file, name):
        progress.save_result_file(File(file), name)
    with transaction.atomic():
        progress.write()
        _note(change, result, "" if plan.wrong else digest_of(change, plan, facts, outcome))
        progress.finish({"change": change.pk, **result})


def _note(change: TermChange, result: dict[str, Any], digest: str) -> None:
    action = "rehearse" if digest else "refuse"
    try:
        change.move(
            action,
            rehearsal=result,
            digest=digest,
            problem="",
            rehearsed_at=timezone.now() if digest else None,
        )
    except TransitionError as error:
        raise JobError(NOT_OURS) from error


@contextmanager
def _workbook(cls: Any, plan: Plan, outcome: Outcome) -> Iterator[tuple[IO[bytes], str]]:
    """The wrong rows with their reasons; or, when none is wrong, everybody and what becomes."""
    if plan.wrong:
        with wrong_rows(cls, plan.wrong) as file:
            yield file, "新一届名册-有问题的行.xlsx"
        return
    with tempfile.TemporaryFile() as file:
        write_workbook(sheet(plan, outcome), HEADER, file, title="换届预演", widths=(24, 12, 30))
        file.seek(0)
        yield file, "换届预演名单.xlsx"


@job_kind(RUN, "换届", resumable=True, result_template=TEMPLATE)
def run(job: Job, progress: Progress) -> None:
    """Killed anywhere, it starts anew: before the one transaction nothing has been written."""
    change = _change_of(job)
    if change.state != ChangeState.RUNNING:
        raise JobError(NOT_OURS)
    progress.start(0, "正在核对名册")
    try:
        carry_out(change, roster_of(change, job.created_by), progress)
    except MovedOnError:
        _outdate(job)
        raise JobError(MOVED_ON) from None
    except JobError as problem:
        _change_of(job).move("fall_back", problem=str(problem)[:300])
        raise


def _outdate(job: Job) -> None:
    _change_of(job).move("outdate", digest="", rehearsed_at=None, problem=MOVED_ON)


def _change_of(job: Job) -> TermChange:
    changes = TermChange.objects.select_related("congress__area", "ordered_by")
    change = changes.filter(pk=job.params["change"], job=job).first()
    if change is None:
        raise JobError(NOT_OURS)
    return change


# putting them in line -------------------------------------------------------------------------


def order_rehearsal(change: TermChange, *, by: User) -> Job:
    """An older rehearsal that still runs counts for nothing from here on."""
    if not change.roster:
        raise TransitionError(NO_FILE)
    with transaction.atomic():
        job = _start(REHEARSAL, f"预演{change}", change, by)
        change.move("edit", job=job, digest="", rehearsed_at=None, rehearsal={})
    return job


def order_run(change: TermChange, *, by: User, today: date) -> Job:
    """From the day of the first session on. The second of two who press is refused."""
    if change.first_session_on > today:
        day = chinese_date(change.first_session_on, today=today)
        raise TransitionError(f"新一届第一次会议是 {day}，到了那天才能换届。可以先排定。")
    with transaction.atomic():
        if change.is_stuck:
            change.move("fall_back")
        job = _start(RUN, str(change), change, by)
        change.move("start", job=job, ordered_by=by, problem="")
    return job


def run_due(today: date) -> int:
    """Start the scheduled changes whose day has come, also those of a day that was missed."""
    started = 0
    for change in TermChange.objects.due(today).select_related("congress__area", "ordered_by"):
        assert change.ordered_by is not None  # change_ordered_by_somebody
        try:
            order_run(change, by=change.ordered_by, today=today)
        except TransitionError:
            continue  # somebody pressed the button first
        started += 1
    return started


def _start(kind: str, label: str, change: TermChange, by: User) -> Job:
    return start_job(
        kind=kind,
        label=label,
        created_by=by,
        area=change.congress.area,
        params={"change": change.pk},
    )
