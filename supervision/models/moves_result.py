"""From closing to the end: count, publish, correct, answer, finish."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from areas.cached import forget
from areas.calendar import add_working_days
from casework.workflow import TransitionError
from representatives.models import DutyReport
from supervision import notices
from supervision.models.moves import Moves
from supervision.models.record import Approval
from supervision.states import ENDED, EvaluationState

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User
    from supervision.models.follow_up import Feedback, Objection
    from supervision.models.results import Count
    from supervision.models.subjects import Subject, SubjectQuerySet

PUBLISHED_PEOPLE = "supervision:published-people"  # what results/published.py keeps for a minute
MOST_ATTENDED = 32_767  # what the column of a duty report holds


class ResultMoves(Moves):
    """Results are written by ``results/counting.py`` alone, and only from here."""

    if TYPE_CHECKING:
        counts: Any
        teller_sheets: Any

    class Meta:
        abstract = True

    def current_count(self) -> Count | None:
        """The version in force, without its file."""
        found: Count | None = self.counts.filter(is_current=True).first()
        return found

    def count(self, *, by: User) -> Count:
        """Count what is in the urns and on the tellers' sheets. Refused while it doesn't fit."""
        from supervision.results.counting import make_count  # it works with evaluations

        with transaction.atomic():
            # First the move: of two who count at once the second stops here.
            self.act("count", by=by, objections_until=self._objections_until())
            made = make_count(self, by=by)  # type: ignore[arg-type]
            self._note_duty_reports(made)
        return made

    def _objections_until(self) -> date:
        return add_working_days(timezone.localdate(), self.scheme.objection_days).date

    def _window_for(self, hearing: SubjectQuerySet) -> date | None:
        """The end of the window when these hear of the result now: never earlier than it was.

        Who hears of it for the first time gets as many days from now as the count gave.
        """
        told = hearing.told_results().order_by().values("pk")
        if self.state in ENDED or not hearing.exclude(pk__in=told).exists():
            return self.objections_until
        from_now = self._objections_until()
        return max(self.objections_until or from_now, from_now)

    def _note_duty_reports(self, count: Count) -> None:
        """述职: whoever handed in a report and stood on the ballot has reported on that day."""
        if self.rates_departments or not count.returned or self.closed_at is None:
            return
        reported = self.subjects.rated().filter(report__state="submitted")
        for subject in reported.select_related("seat__district", "seat__unit"):
            before = subject.seat.district or subject.seat.unit
            DutyReport.objects.get_or_create(
                representative_id=subject.seat.representative_id,
                day=timezone.localdate(self.closed_at),
                defaults=dict(
                    audience=f"{before} 选民"[:80] if subject.seat.district else str(before)[:80],
                    attended=min(count.returned, MOST_ATTENDED),
                    note=self.title,
                ),
            )

    # for everybody ----------------------------------------------------------------------------

    def publish_approval(self) -> Approval | None:
        """The approval in force: after a withdrawal or a correction a new one is needed."""
        newest = self.approval_of(Approval.Act.PUBLISH)
        undone = self.events.filter(kind__in=["unpublish", "take_down", "correct"])
        last = undone.order_by("-pk").values_list("at", flat=True).first()
        return newest if newest and (last is None or newest.recorded_at > last) else None

    def publish(self, *, by: User, with_ranks: bool) -> None:
        """Show the current version to everybody."""
        with transaction.atomic():
            self.lock()  # of a correction in this moment it is the new version, or none
            count = self.current_count()
            if count is None:
                raise TransitionError("还没有计票。")
            if faults := count.faults():
                raise TransitionError("".join(faults) + "这次测评无效，不能公布结果。")
            if self.publish_approval() is None:
                raise TransitionError("请先登记哪个机构批准公布结果。")
            words = "连同名次" if with_ranks else "不公布名次"
            until = self._window_for(self.subjects.rated())
            self.act("publish", by=by, text=words, objections_until=until)
            made = self.announcements.create(with_ranks=with_ranks, written_by=by)
            made.publish(by=by)
            self.counts.filter(pk=count.pk).update(announcement=made)
            forget(PUBLISHED_PEOPLE)
            notices.published(made)

    def unpublish(self, reason: str, *, by: User) -> None:
        """Take it off the public pages at once, also after the end."""
        with transaction.atomic():
            self.lock()
            shown = self.announcement
            if shown is None:
                raise TransitionError("结果没有公布，不用撤回。")
            action = "take_down" if self.state == EvaluationState.FINISHED else "unpublish"
            self.act(action, by=by, text=reason)
            shown.withdraw(by=by)
            forget(PUBLISHED_PEOPLE)
            notices.unpublished(shown)

    # disputes ---------------------------------------------------------------------------------

    def reenter_paper(self, reason: str, *, by: User) -> None:
        """Both tellers enter the paper ballots anew; until then the result stands as it is."""
        with transaction.atomic():
            self.lock()
            if not self.by_paper:
                raise TransitionError("这次测评没有纸质票。")
            if self.is_reentering_paper():
                raise TransitionError("已经在重新录入纸质票了，等两位计票人录完再更正。")
            sheets = self.teller_sheets.filter(round=self.paper_round).exclude(teller=by)
            before = [sheet.teller for sheet in sheets.select_related("teller")]
            tellers = [one for one in before if one.is_active and self._is_looked_after_by(one)]
            round_ = self.paper_round + 1
            event = self.act("reenter_paper", by=by, text=reason, paper_round=round_)
            notices.paper_reentered(self, event, tellers)

    def _is_looked_after_by(self, user: User) -> bool:
        mine = type(self)._default_manager.looked_after_by(user)  # type: ignore[attr-defined]
        return bool(mine.filter(pk=self.pk).exists())

    def is_reentering_paper(self) -> bool:
        """Whether paper is being entered again since the count in force."""
        count = self.current_count()
        return count is not None and self.paper_round > count.paper_round

    def correct_approval(self) -> Approval | None:
        """An approval of correcting that no version has used yet."""
        newest = self.approval_of(Approval.Act.CORRECT)
        used = newest and self.counts.filter(approval=newest).exists()
        return None if used else newest

    def correct(self, reason: str, *, by: User, withdraw: Sequence[Subject] = ()) -> Count:
        """Count again as a new version: paper entered anew, or without some objects."""
        from supervision.results.counting import make_count  # it works with evaluations

        with transaction.atomic():
            self.lock()  # before looking: one approval, one version, each object taken out once
            approval = self.correct_approval()
            if approval is None:
                raise TransitionError("请先登记哪个机构批准更正结果。")
            if not withdraw and not self.is_reentering_paper():
                raise TransitionError("没有要更正的：请先重新录入纸质票，或者选要撤出的测评对象。")
            until = self._objections_until()
            event = self.act("correct", by=by, text=reason, objections_until=until)
            chosen = self.subjects.filter(pk__in=[one.pk for one in withdraw])
            taken_out = chosen.rated().update(
                withdrawn_at=timezone.now(), withdrawn_reason=reason[:200]
            )
            if taken_out != len(withdraw):
                raise TransitionError("选的测评对象刚刚撤出了，请看最新的结果。")
            if not self.subjects.rated().exists():
                raise TransitionError("不能把测评对象全部撤出。")
            made = make_count(self, by=by, reason=reason, approval=approval)  # type: ignore[arg-type]
            if made.announcement and (faults := made.faults()):
                raise TransitionError("".join(faults) + "请先撤回公布，再更正。")
            forget(PUBLISHED_PEOPLE)
            notices.withdrawn(event, chosen)
            notices.corrected(event)
        return made

    def give_feedback(self, subject: Subject, text: str, *, by: User) -> Feedback:
        """反馈意见: in writing, to one object; a later one adds to the earlier."""
        from supervision.models.follow_up import Feedback  # it names this evaluation's objects

        with transaction.atomic():
            self.lock()
            if self.current_count() is None:
                raise TransitionError("计票以后才能反馈。")
            self.objections_until = self._window_for(self.subjects.filter(pk=subject.pk))
            self.save(update_fields=["objections_until"])
            given = Feedback.objects.create(
                subject=subject, text=text, sent_by=by, sent_at=timezone.now()
            )
            self.add_event("feedback", by=by, text=subject.name)
            notices.feedback_given(given)
        return given

    def decide(self, objection: Objection, *, upheld: bool, answer: str, by: User) -> None:
        """Answer an objection, once. An upheld one asks for a correction, which is its own act."""
        from supervision.models.follow_up import Objection  # it names this evaluation's objects

        states = Objection.State
        rows = Objection.objects.filter(pk=objection.pk, state=states.OPEN)
        with transaction.atomic():
            if not rows.update(
                state=states.UPHELD if upheld else states.DISMISSED,
                answer=answer,
                decided_by=by,
                decided_at=timezone.now(),
            ):
                raise TransitionError("这条异议已经答复过了。")
            words = "异议成立" if upheld else "异议不成立"
            self.add_event("objection", by=by, text=f"{objection.subject.name}：{words}")
            notices.objection_decided(objection)

    def finish(self, *, by: User) -> None:
        """办结: nothing open, nothing to come. Mending goes on with its own dates."""
        with transaction.atomic():
            self.lock()  # a correction in this moment begins a new window
            if self.objections_until and timezone.localdate() <= self.objections_until:
                raise TransitionError("异议期还没过，不能办结。")
            if self.subjects.filter(objections__state="open").exists():
                raise TransitionError("还有异议没有答复，不能办结。")
            if self.is_reentering_paper():
                raise TransitionError("纸质票正在重新录入，更正以后才能办结。")
            self.act("finish", by=by)
