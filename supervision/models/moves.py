"""What happens to an evaluation: one named method per act, each with its event."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from accounts.models import AuditEntry
from casework.actors import Actor
from casework.workflow import TransitionError
from supervision import notices
from supervision.models.record import Approval, EvaluationEvent, EvaluationRecord
from supervision.states import Way
from supervision.wording import EVENT_WORDS, OWN_TERM

if TYPE_CHECKING:
    from accounts.models import User
    from supervision.models.subjects import Subject

# Steps of the task list that have to be done before opening.
STEPS = ("basics", "subjects", "electors", "approval", "trial")


def frozen_words(scheme: str, electorate: str) -> str:
    """Both digests in the event of the opening and in the audit log, where the count looks again."""
    return f"方案校验值 {scheme}，名单校验值 {electorate}"


class Moves(EvaluationRecord):
    """Who may act is asked before (``permissions.py``); here it is only whether it can be done."""

    if TYPE_CHECKING:  # reverse relations, which an abstract model does not know of
        approvals: Any
        subjects: Any
        electors: Any
        urns: Any

    class Meta:
        abstract = True

    def add_event(
        self, kind: str, *, by: Actor | User | None, text: str = "", **columns: Any
    ) -> EvaluationEvent:
        """Each with an audit entry; beside the table: an approval, a print of slips, a reminder."""
        actions = AuditEntry.Action
        AuditEntry.record(
            actor=Actor.of(by).user,
            action=actions.PUBLISH if kind == "publish" else actions.SETTINGS_CHANGE,
            target=f"测评：{self.title}",
            reason="：".join(filter(None, (EVENT_WORDS[kind], text)))[:500],
            area=self.area,
        )
        event: EvaluationEvent = super().add_event(kind, by=by, text=text, **columns)
        return event

    # before and while people vote -------------------------------------------------------------

    def approve(self, act: str, *, body: str, day: Any, document: str, by: User) -> Approval:
        """Record which body agreed; what it agreed to is done by its own act."""
        with transaction.atomic():
            approval: Approval = self.approvals.create(
                act=act, body=body, day=day, document=document, recorded_by=by
            )
            self.add_event("approve", by=by, text=f"{body}，{document}")
        return approval

    def approval_of(self, act: str) -> Approval | None:
        """The newest approval of this act."""
        newest: Approval | None = self.approvals.filter(act=act).order_by("-pk").first()
        return newest

    def obstacles(self) -> list[str]:
        """Why it can't be opened yet, in words; empty when it can. A fixed number of queries."""
        return [text for texts in self.obstacles_by_step().values() for text in texts]

    def obstacles_by_step(self) -> dict[str, list[str]]:
        """The same by step of the task list, in the order in which the steps are taken."""
        from supervision.ballots import electorates, objects  # they read this evaluation's rows

        found: dict[str, list[str]] = {key: [] for key in STEPS}
        subjects, electors = self.subjects.rated().count(), self.electors.count()
        if not (self.by_paper or self.by_slip or self.by_account):
            found["basics"].append("还没有选投票方式。")
        if self.closes_at is None or self.closes_at <= timezone.now():
            found["basics"].append("投票截止时间要在现在之后。")
        if self.rates_departments and not self.has_own_term:
            found["basics"].append(OWN_TERM.format(self.area))
        if not subjects:
            found["subjects"].append("还没有测评对象。")
        found["subjects"] += objects.problems(self)
        if self.is_selection and subjects <= (self.places or 0):
            found["subjects"].append(f"候选单位有 {subjects} 个，要多于选出的 {self.places} 个。")
        if self.by_account and not electors:
            found["electors"].append("还没有确定参加测评的代表名单。")
        if not (electors or self.eligible):
            found["electors"].append("还没有填应到人数。")
        found["electors"] += electorates.problems(self)
        if self.approval_of(Approval.Act.OPEN) is None:
            found["approval"].append("还没有登记哪个机构批准开展测评。")
        if self.tried_at is None:
            found["trial"].append("还没有试投过。")
        return found

    def planned_eligible(self) -> int:
        """应到: the electors, or what staff entered for a meeting of voters."""
        return int(self.electors.count() or self.eligible or 0)

    def open(self, *, by: User) -> None:
        """Freeze scheme and electorate, hang up the names, put up empty urns, and begin."""
        from supervision.ballots.electorates import (
            electorate_digest,  # it counts this evaluation's rows
        )
        from supervision.models.urn import Urn

        with transaction.atomic():
            # Whoever changes objects or electors at this moment comes first, or too late.
            self.lock()
            if self.can("open") and (problems := self.obstacles()):
                raise TransitionError("".join(problems))
            electorate = electorate_digest(self)
            self._move(
                "open",
                opened_at=timezone.now(),
                eligible=self.planned_eligible(),
                electorate_digest=electorate,
            )
            self.scheme.freeze()
            self.add_event("open", by=by, text=frozen_words(self.scheme.digest, electorate))
            self._hang_up_names()
            self.empty_trial()
            Urn.objects.bulk_create([Urn(evaluation_id=self.pk, way=way) for way in self.urn_ways])
            notices.opened(self)

    def lock(self) -> None:
        """Hold the row until the end of the transaction, and read it as it is now."""
        type(self)._base_manager.select_for_update(no_key=True).get(pk=self.pk)
        self.refresh_from_db()

    def begin_change(self, *, new_ballot: bool = True) -> None:
        """Inside the caller's transaction: nobody opens it before this change is written.

        With ``new_ballot`` the ballot will look different, so it has to be tried again.
        """
        self.lock()
        self._move("edit", **({"tried_at": None} if new_ballot else {}))
        if new_ballot:
            self.empty_trial()

    def _hang_up_names(self) -> None:
        """Names and classes of this day: departments are renamed and put elsewhere later."""
        from supervision.models.units import ClassedDepartment

        rows = list(self.subjects.with_names())
        departments = [row.department_id for row in rows if row.department_id]
        classed = ClassedDepartment.objects.filter(department__in=departments)
        classes = dict(classed.values_list("department", "unit_class"))
        for subject in rows:
            subject.named = subject.name
            subject.unit_class_id = classes.get(subject.department_id, subject.unit_class_id)
        self.subjects.bulk_update(rows, ["named", "unit_class"], batch_size=200)

    def empty_trial(self) -> None:
        """What was cast to try the ballot is thrown away."""
        from supervision.models.urn import Receipt, UrnMark, UrnRemark

        trial = list(self.urns.filter(way=Way.TRIAL).values_list("pk", flat=True))
        for table in (UrnMark, UrnRemark, Receipt):
            table.objects.filter(urn__in=trial).delete()

    @property
    def urn_ways(self) -> list[str]:
        """Ways with an urn of their own; paper is counted by tellers."""
        return [
            *([Way.SLIP] if self.by_slip else []),
            *([Way.ACCOUNT] if self.by_account else []),
        ]

    @property
    def ways(self) -> list[Way]:
        return [*([Way.PAPER] if self.by_paper else []), *map(Way, self.urn_ways)]

    def prolong(self, until: datetime, reason: str, *, by: User) -> None:
        """Later, never earlier: nobody is shut out of a vote that was announced."""
        with transaction.atomic():
            self.lock()  # somebody else may have prolonged it since it was read
            if self.closes_at is None or until <= self.closes_at:
                raise TransitionError("只能延后，不能提前。")
            if self.closes_at <= timezone.now():
                raise TransitionError("已经到截止时间了，不能再延长。")
            self.act("prolong", by=by, text=reason, closes_at=until)

    def withdraw_subject(self, subject: Subject, reason: str, *, by: User) -> None:
        """Take an object out while people vote: its marks stay in the urn and are not counted."""
        with transaction.atomic():
            event = self.act("withdraw_subject", by=by, text=f"{subject.name}：{reason}")
            rows = self.subjects.filter(pk=subject.pk, withdrawn_at=None)
            if not rows.update(withdrawn_at=timezone.now(), withdrawn_reason=reason):
                raise TransitionError("这个测评对象已经撤出了。")
            if not self.subjects.rated().exists():
                raise TransitionError("只剩这一个测评对象，请取消整个测评。")
            notices.withdrawn(event, self.subjects.filter(pk=subject.pk))

    def close(self, *, by: User | None, reason: str = "") -> None:
        """Whoever is casting in this second comes first or is refused: both lock this row."""
        from supervision.ballots.casting import forget_earlier_rows  # it works with evaluations

        with transaction.atomic():
            self.act("close", by=by, text=reason, closed_at=timezone.now())
            transaction.on_commit(forget_earlier_rows, robust=True)

    def cancel(self, reason: str, *, by: User) -> None:
        with transaction.atomic():
            self.act("cancel", by=by, text=reason)
            notices.cancelled(self)
