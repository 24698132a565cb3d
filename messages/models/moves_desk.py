"""The moves of whoever decides at a desk: representative, officer, office."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from casework.actors import SYSTEM
from casework.assignments import Assignment
from casework.models import Reminder
from casework.workflow import TransitionError
from messages.answers import check_answer
from messages.models.assignments import MessageAssignment
from messages.models.events import MessageEvent
from messages.models.moves import Moves, office_over, staff_of
from messages.states import Holder, Referral, State

if TYPE_CHECKING:
    from areas.models import Area
    from casework.actors import Actor
    from casework.clock import Clock
    from messages.models.message import Message
    from stations.models import Department

CHANNEL = "　建议渠道："


class DeskMoves(Moves):
    class Meta:
        abstract = True

    def accept(self, *, by: Actor) -> None:
        """受理. A representative then has the time for a simple matter, a desk that to assign."""
        rules = self.rules
        own = self.holder == Holder.REPRESENTATIVE
        self.act(
            "accept", by=by, **self.clock_of(rules.simple_limit if own else rules.assign_limit)
        )

    def take(self, *, by: Actor, today: date) -> None:
        """The officer takes what the representative did not accept within the limit."""
        if self.holder != Holder.REPRESENTATIVE or not self.may_be_taken(today):
            raise TransitionError("还没有超过受理期限，请先等代表处理。")
        self.act(
            "take",
            by=by,
            text="代表没有在期限内受理，由联络员接手。",
            holder=Holder.STATION,
            **self.clock_of(self.rules.assign_limit),
        )

    def may_be_taken(self, today: date) -> bool:
        overdue = self.due_date is not None and self.due_date < today
        return overdue or (self.representative is not None and self.representative.is_away(today))

    def hand_over(self, reason: str, *, by: Actor) -> None:
        """转联络员: the representative's way out, with a reason."""
        if self.holder != Holder.REPRESENTATIVE:
            raise TransitionError("这件事现在不在代表手里。")
        with transaction.atomic():
            event = self.act(
                "hand_over",
                by=by,
                text=reason,
                holder=Holder.STATION,
                **self.clock_of(self.rules.assign_limit),
            )
            self.tell_holder("代表转来一件留言，请处理。", event)

    def take_up(self, *, by: Actor) -> None:
        """提级办理: an office above takes the matter to its own desk."""
        if by.office is None or (by.office.pk == self.office_id and self.holder == Holder.OFFICE):
            raise TransitionError("只有上级机关可以提级办理。")
        if self.state == State.ANSWERED:
            self.act("take_up", by=by, holder=Holder.OFFICE, office=by.office)
            return
        self.act(
            "take_up",
            by=by,
            holder=Holder.OFFICE,
            office=by.office,
            referral="",
            **self.clock_of(self.rules.assign_limit),
        )

    def move_to_cover(self) -> None:
        """The station is covered by the office above, and nobody has touched the matter yet."""
        with transaction.atomic():
            event = self.act(
                "cover",
                by=SYSTEM,
                text="站点由上级代管，转上级机关受理。",
                holder=Holder.OFFICE,
                office=office_over(self.station.area),
                **self.clock_of(self.rules.register_limit),
            )
            self.tell_holder("站点由您代管，请受理这件留言。", event)

    def reply(self, text: str, *, by: Actor) -> None:
        """The desk's own answer; the voter may rate it from now on."""
        check_answer(text)
        with transaction.atomic():
            event = self.act(
                "reply",
                by=by,
                text=text,
                holder=Holder.VOTER,
                referral="",
                replied_at=timezone.now(),
                replied_by=by.person,
                **self.clock_of(self.rules.rating_limit),
            )
            self.drafts.all().delete()
            self.tell_voter("replied", event)

    # referrals --------------------------------------------------------------------------------

    def refer_to_assign(self, reason: str, *, by: Actor) -> None:
        """提请交办: the office above may assign what this desk may not."""
        self._refer("refer_to_assign", Referral.ASSIGN, reason, by=by)

    def refer_to_decline(self, reason: str, channel: str, *, by: Actor) -> None:
        """建议不予受理: signed, or refused, by the office above."""
        self._refer("refer_to_decline", Referral.DECLINE, reason, by=by, channel=channel)

    def _refer(
        self, action: str, referral: str, reason: str, *, by: Actor, channel: str = ""
    ) -> None:
        office = self.office_above()
        with transaction.atomic():
            event = self.act(
                action,
                by=by,
                text=f"{reason}{CHANNEL}{channel}" if channel else reason,
                holder=Holder.OFFICE,
                office=office,
                referral=referral,
                right_channel=channel,
                **self.clock_of(self.rules.assign_limit),
            )
            self.tell_holder(f"下级{Referral(referral).label}，请您决定。", event)

    def referred_decline(self) -> tuple[str, str]:
        """(reason, right channel) as the desk below gave them."""
        event = self.events.filter(kind="refer_to_decline").last()
        return (event.text.split(CHANNEL)[0] if event else "", self.right_channel)

    def refuse_referral(self, reason: str, *, by: Actor) -> None:
        """Back to the desk that referred it."""
        if not self.referral:
            raise TransitionError("这件事没有等您决定的提请。")
        below = self._desk_below()
        if self.is_kept and below is None:
            raise TransitionError("选民不想让站点看到这件事，请由本机关办理。")
        with transaction.atomic():
            event = self.act(
                "refuse_referral",
                by=by,
                text=reason,
                holder=Holder.OFFICE if below else Holder.STATION,
                office=below,
                referral="",
                right_channel="",
                **self.clock_of(self.rules.assign_limit),
            )
            self.tell_holder("提请没有同意，请继续办理。", event)

    def _desk_below(self) -> Area | None:
        """The office one level nearer to the station; None when that is the station itself."""
        first = office_over(self.area)
        if self.office is None or self.office.pk == first.pk:
            return None
        return next(area for area in first.lineage if area.depth == self.office.depth + 1)

    def decline(self, reason: str, channel: str, *, by: Actor) -> None:
        """不予受理: only with the reason and the right channel."""
        with transaction.atomic():
            event = self.act(
                "decline",
                by=by,
                text=f"{reason}　正确渠道：{channel}",
                right_channel=channel,
                **self.ended(),
            )
            self.tell_voter("declined", event)

    # assigning --------------------------------------------------------------------------------

    def assign(
        self,
        *,
        by: Actor,
        lead: Department,
        co: Iterable[Department] = (),
        grade: str,
        instruction: str = "",
    ) -> None:
        """交办 to one lead and any number of co departments.

        The matter's clock is the voter's: the answer is due within the grade's time from today.
        Each share first runs on the limit for signing.
        """
        limit = self.rules.handling(grade)
        with transaction.atomic():
            self.act(
                "assign",
                by=by,
                text=f"交{lead}办理。",
                holder=Holder.DEPARTMENT,
                office=by.office,
                referral="",
                right_channel="",
                grade=grade,
                **self.clock_of(limit),
            )
            for department in dict.fromkeys([lead, *co]):
                self._share(department, lead, limit, instruction, by)

    def _share(
        self,
        department: Department,
        lead: Department,
        limit: Clock,
        instruction: str,
        by: Actor,
    ) -> None:
        is_lead = department.pk == lead.pk
        share, created = MessageAssignment.objects.open().get_or_create(
            message=self,
            department=department,
            defaults=dict(
                role=Assignment.Role.LEAD if is_lead else Assignment.Role.CO,
                assigned_by=by.person,
                assigned_at=timezone.now(),
                handle_amount=limit.amount,
                handle_unit=limit.unit,
                instruction=instruction,
                **self.clock_of(self.rules.sign_limit),
            ),
        )
        if is_lead and not created:
            raise TransitionError(f"{department}正在协办，请先撤销协办再交它主办。")
        if created:
            share._ask()

    # the clock --------------------------------------------------------------------------------

    def pause(self, reason: str, *, by: Actor) -> None:
        """The clock stands still, and the voter reads why."""
        if self.paused_on:
            raise TransitionError("已经暂停计时了。")
        today = timezone.localdate()
        with transaction.atomic():
            self.act("pause", by=by, text=reason, paused_on=today, pause_reason=reason)
            self.assignments.acting().update(paused_on=today, pause_reason=reason)

    def resume(self, *, by: Actor) -> None:
        if not self.paused_on:
            raise TransitionError("现在没有暂停计时。")
        today = timezone.localdate()
        with transaction.atomic():
            self.act("resume", by=by, **self.clock_resumed(today))
            for share in self.assignments.acting().filter(paused_on__isnull=False):
                columns = share.clock_resumed(today)
                MessageAssignment.objects.filter(pk=share.pk).update(**columns)

    def remind(self, text: str, *, by: Actor, today: date) -> None:
        """催办 by a colleague: one notice to whoever holds the matter, once a day."""
        earlier = self.events.filter(kind=MessageEvent.REMINDED, actor__isnull=False)
        newest = earlier.order_by("-pk").values_list("at", flat=True).first()
        if newest and timezone.localdate(newest) == today:
            raise TransitionError("今天已经催过了。")
        if not self.waits_for_reply:
            raise TransitionError("已经答复或者办结，不用催。")
        with transaction.atomic():
            event = self.add_event(MessageEvent.REMINDED, by=by, text=text)
            self.tell_holder(f"{by.label}催办：{text or '请尽快处理。'}", event)

    def supervise(self, reason: str, *, by: Actor) -> None:
        """督办: visible to the voter, told to whoever holds the matter and the office above."""
        if self.supervised_at:
            raise TransitionError("这件事已经在督办。")
        with transaction.atomic():
            event = self.act(
                "supervise",
                by=by,
                text=reason,
                supervised_at=timezone.now(),
                reminded=Reminder.SUPERVISED,
            )
            self.tell_holder("这件留言已列入督办，请尽快办理。", event)
            self._tell(staff_of(self._supervisor()), "下级超期未办，已列入督办。")

    def _supervisor(self) -> Area:
        """The office above the assigner; the city's own office supervises itself."""
        if self.office:
            return self.office.parent_office() or self.office
        return office_over(self.station.area)

    # ways out ---------------------------------------------------------------------------------

    def merge_into(self, target: Message, *, by: Actor) -> None:
        """One answer for all: this matter follows ``target`` from now on."""
        if target.pk == self.pk or not target.waits_for_reply:
            raise TransitionError("只能合并到另一件还没有答复的留言。")
        with transaction.atomic():
            self.act(
                "merge", by=by, text="与相似的留言合并办理。", merged_into=target, **self.ended()
            )
            self.merged.update(merged_into=target)

    def close_elsewhere(self, system: str, number: str, text: str, *, by: Actor) -> None:
        """Handled through another channel, for instance 12345, with its number."""
        with transaction.atomic():
            event = self.act(
                "close_elsewhere",
                by=by,
                text=f"已由{system}办理（编号 {number}）。{text}",
                other_system=system,
                other_number=number,
                **self.ended(),
            )
            self.cancel_open_shares(by=by)
            self.tell_voter("closed_elsewhere", event)

    # among staff ------------------------------------------------------------------------------

    def write_note(self, text: str, *, by: Actor) -> None:
        self.notes.create(author=by.person, author_label=by.label, text=text)

    def reveal_phone(self, reason: str, *, by: Actor) -> str:
        """The number, and for the voter a line that says who looked at it and why."""
        self.add_event(MessageEvent.PHONE_REVEALED, by=by, text=reason)
        return self.phone or ""

    def confirm_phone(self, how: str, *, by: Actor) -> None:
        """A call-back reached the voter: a condition of publishing the answer."""
        self.phone_confirmed_at = timezone.now()
        self.save(update_fields=["phone_confirmed_at"])
        self.add_event(MessageEvent.PHONE_CONFIRMED, by=by, text=how)
