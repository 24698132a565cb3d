"""Carrying out what was rehearsed: one short transaction, together with the end of its job."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import AuditEntry
from jobs.job_kinds import IMPORT
from jobs.models import Job
from jobs.plans import Plan
from jobs.progress import Progress
from messages.desk.succession import held_by, leave_to_stations
from portal.rollover.plan import (
    Facts,
    Outcome,
    changed_stations,
    digest_of,
    outcome_of,
    read_facts,
)
from portal.rollover.roster import NewTermRoster, read_roster
from representatives.models import (
    BranchMembership,
    Congress,
    GroupMembership,
    Leaver,
    MessageCode,
    Seat,
    Term,
    TermChange,
)

WHY_REVOKED = "换届，代表离任"


class MovedOnError(Exception):
    """What is stored, or the roster, is not what was rehearsed."""


def carry_out(change: TermChange, roster: NewTermRoster, progress: Progress) -> None:
    """Read, clean and compare outside; then everything at one stroke, or nothing."""
    plan = roster.check(read_roster(change, roster), progress)
    if plan.wrong:
        raise MovedOnError
    _as_rehearsed(change, plan)
    progress.start(0, "正在换届")
    with transaction.atomic():
        _hold(change)
        progress.write()  # raises if it was cancelled meanwhile, and holds the row until the end
        result = _write(change, roster, plan, *_as_rehearsed(change, plan))
        transaction.on_commit(change.drop_roster)
        progress.finish({"change": change.pk, "done": True, **result})


def _as_rehearsed(change: TermChange, plan: Plan) -> tuple[Facts, Outcome]:
    """What is stored, if the change would still do what was shown."""
    facts = read_facts(change)
    outcome = outcome_of(plan, facts)
    if digest_of(change, plan, facts, outcome) != change.digest:
        raise MovedOnError
    return facts, outcome


def _hold(change: TermChange) -> None:
    """Nobody imports people, or changes this congress's term, until this is through."""
    imports = Job.objects.running().filter(kind=IMPORT)
    list(imports.select_for_update().order_by("pk").values_list("pk", flat=True))
    list(Congress.objects.select_for_update(no_key=True).filter(pk=change.congress_id))


def _write(
    change: TermChange, roster: NewTermRoster, plan: Plan, facts: Facts, outcome: Outcome
) -> dict[str, int]:
    day = change.first_session_on
    seats = Seat.objects.filter(pk__in=facts.seats).exclude(status=Seat.Status.ENDED)
    ended = seats.update(
        status=Seat.Status.ENDED, ended_on=day, end_reason=Seat.EndReason.TERM_OVER
    )
    if ended != len(facts.seats):
        raise MovedOnError
    Term.objects.filter(pk=facts.term.pk).update(closed_on=day)
    term = Term.objects.create(congress=change.congress, number=change.number, opened_on=day)
    gone = [person.pk for person in outcome.gone]
    leavers = _note_leavers(change, gone)
    roster.__dict__.pop("book", None)  # the new term is the current one from here on
    before = MessageCode.objects.count()
    roster.apply(plan)
    _end_memberships(change, gone)
    counts = {
        "seats": ended,
        "rows": len(plan.new),
        "reelected": len(outcome.reelected),
        "joined": len(outcome.joining),
        "staying": len(outcome.staying),
        "gone": len(gone),
        "matters": _leave_matters(change, leavers),
        "codes_new": MessageCode.objects.count() - before,
    }
    stations = changed_stations(outcome)
    change.move(
        "finish",
        done_at=timezone.now(),
        new_term=term,
        problem="",
        result=counts | {"stations": [[pk, *names] for pk, names in sorted(stations.items())]},
    )
    _note(change, counts)
    return counts


def _note_leavers(change: TermChange, gone: list[int]) -> dict[int, Leaver]:
    """A row for each, with the codes that lived; by the rule for all, some codes stop here."""
    rows = [
        Leaver(change=change, representative_id=pk, codes_lead=change.codes_lead) for pk in gone
    ]
    leavers = {leaver.representative_id: leaver for leaver in Leaver.objects.bulk_create(rows)}
    live = MessageCode.objects.live().filter(representative__in=gone)
    link = Leaver.codes.through
    link.objects.bulk_create(
        [
            link(leaver_id=leavers[person].pk, messagecode_id=code)
            for code, person in live.order_by("pk").values_list("pk", "representative")
            if person is not None
        ],
        batch_size=1000,
    )
    if change.codes_lead == TermChange.CodesLead.REVOKED:
        live.update(revoked_at=timezone.now(), revoked_reason=WHY_REVOKED)
    return leavers


def _end_memberships(change: TermChange, gone: list[int]) -> None:
    day = change.first_session_on
    for model in (GroupMembership, BranchMembership):
        current = model._default_manager.filter(left_on=None, representative__in=gone)
        current.filter(joined_on__gt=day).update(left_on=F("joined_on"))
        current.update(left_on=day)


def _leave_matters(change: TermChange, leavers: dict[int, Leaver]) -> int:
    moved = leave_to_stations(held_by(leavers), key=f"rollover:{change.pk}")
    for person, n in moved.items():
        leavers[person].matters = n
    Leaver.objects.bulk_update([leavers[person] for person in moved], ["matters"], batch_size=500)
    return sum(moved.values())


def _note(change: TermChange, counts: dict[str, Any]) -> None:
    AuditEntry.record(
        actor=change.ordered_by,
        action=AuditEntry.Action.ROLE_CHANGE,
        target=f"换届：{change}",
        reason=f"终止 {counts['seats']} 个职务，新一届 {counts['rows']} 个职务",
        area=change.congress.area,
    )
